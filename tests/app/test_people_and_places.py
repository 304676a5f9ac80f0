import pytest

from largesse.app.audiences import (
    AudienceFile,
    AudienceQuery,
    delete_audience,
    get_audience,
    import_audiences,
    list_audiences,
    list_members,
)
from largesse.app.customers import (
    CustomerFile,
    CustomerQuery,
    get_customer,
    import_customers,
    list_customers,
)
from largesse.app.named_list import NameQuery
from largesse.app.ports import Ports
from largesse.app.ports.customers import Audience, AudienceSummary, CustomerProfile
from largesse.app.ports.stores import StorePlace
from largesse.app.stores import StoreFile, StoreQuery, get_store, import_stores, list_stores
from largesse.core.errors import Invalid, NotFound
from tests.database import COMPANY

ANN = CustomerProfile(id="ann", groups=["staff"], tier="gold", attributes={"age": "35-44", "children": 2})
MILL = StorePlace(id="s1", name="Mill Street", city="Lund", attributes={"size": "large"})


async def test_a_customer_reads_back_as_imported_and_the_next_import_replaces(ports: Ports):
    assert (await import_customers(ports, COMPANY, CustomerFile(customers=[ANN]))).imported == 1
    assert await get_customer(ports, COMPANY, "ann") == ANN
    await import_customers(ports, COMPANY, CustomerFile(customers=[CustomerProfile(id="ann")]))
    assert await get_customer(ports, COMPANY, "ann") == CustomerProfile(id="ann")


async def test_customers_are_listed_by_id_in_pages(ports: Ports):
    people = [CustomerProfile(id=f"c{number}") for number in range(5)]
    await import_customers(ports, COMPANY, CustomerFile(customers=people))
    first = await list_customers(ports, COMPANY, CustomerQuery(limit=3))
    second = await list_customers(ports, COMPANY, CustomerQuery(limit=3, cursor=first.next))
    assert (first.items + second.items, second.next) == (people, None)
    assert (await list_customers(ports, COMPANY, CustomerQuery(search="C4"))).items == people[4:]


async def test_a_store_reads_back_as_imported_and_is_found_by_name(ports: Ports):
    await import_stores(ports, COMPANY, StoreFile(stores=[MILL, StorePlace(id="s2")]))
    assert await get_store(ports, COMPANY, "s1") == MILL
    assert (await list_stores(ports, COMPANY, StoreQuery(search="mill"))).items == [MILL]


async def test_an_audience_counts_each_customer_once_whether_stored_or_not(ports: Ports):
    file = AudienceFile(audiences=[Audience(id="vip", name="VIP", customers=["ann", "bo", "ann"])])
    assert (await import_audiences(ports, COMPANY, file)).members == 2
    assert await get_audience(ports, COMPANY, "vip") == AudienceSummary("vip", "VIP", 2)
    assert (await list_audiences(ports, COMPANY, AudienceQuery())).items == [AudienceSummary("vip", "VIP", 2)]
    page = await list_members(ports, COMPANY, "vip", NameQuery(limit=1))
    assert page.items == ["ann"]
    assert (await list_members(ports, COMPANY, "vip", NameQuery(cursor=page.next))).items == ["bo"]


async def test_who_is_not_in_the_next_import_of_an_audience_is_out(ports: Ports):
    for members in (["ann", "bo"], ["bo", "cy"]):
        await import_audiences(ports, COMPANY, AudienceFile(audiences=[Audience(id="vip", customers=members)]))
    assert (await list_members(ports, COMPANY, "vip", NameQuery())).items == ["bo", "cy"]


async def test_a_deleted_audience_is_gone_with_its_members(ports: Ports):
    await import_audiences(ports, COMPANY, AudienceFile(audiences=[Audience(id="vip", customers=["ann"])]))
    await delete_audience(ports, COMPANY, "vip")
    for attempt in (
        get_audience(ports, COMPANY, "vip"),
        delete_audience(ports, COMPANY, "vip"),
        list_members(ports, COMPANY, "vip", NameQuery()),
    ):
        with pytest.raises(NotFound):
            await attempt
    assert (await ports.store.customer_facts(COMPANY, "ann")).audiences == frozenset()


async def test_what_is_not_there_is_not_found(ports: Ports):
    for attempt in (get_customer(ports, COMPANY, "x"), get_store(ports, COMPANY, "x")):
        with pytest.raises(NotFound, match="'x'"):
            await attempt


async def test_an_id_used_twice_in_a_file_is_refused_at_its_second_place(ports: Ports):
    twice = [CustomerProfile(id="a"), CustomerProfile(id="a")]
    with pytest.raises(Invalid) as refused:
        await import_customers(ports, COMPANY, CustomerFile(customers=twice))
    assert refused.value.problems[0].path == "$.customers[1].id"
