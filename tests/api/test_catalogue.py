"""The catalogue, customers, audiences, stores and settings over HTTP, on a real database."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api.documents import CATALOGUE, problems


async def test_an_imported_article_is_found_as_it_was_sent(api: httpx.AsyncClient) -> None:
    imported = (await api.post("/v1/imports/catalogue", json=CATALOGUE)).json()
    assert imported == {"articles": 2, "categories": 2, "tax_classes": 1, "product_sets": 1, "assortments": 1}
    assert (await api.get("/v1/articles/mug%2Fblue")).json() == CATALOGUE["articles"][1]


async def test_articles_are_listed_and_searched(api: httpx.AsyncClient) -> None:
    await api.post("/v1/imports/catalogue", json=CATALOGUE)

    async def found(**query: Any) -> list[str]:
        return [each["id"] for each in (await api.get("/v1/articles", params=query)).json()["items"]]

    assert await found() == ["mug/blue", "tea"]
    assert await found(search="GREEN") == ["tea"]
    assert await found(product="tea") == ["tea"]
    assert await found(category="hot") == ["tea"]
    assert await found(limit=1) == ["mug/blue"]
    assert await found(category="drinks") == []
    assert await found(within="drinks") == await found(within="hot") == ["tea"]
    assert await found(product_set="breakfast") == ["tea"]
    assert await found(assortment="corner-shops") == ["mug/blue"]
    assert await found(assortment="corner-shops", within="drinks") == await found(assortment="breakfast") == []


async def test_what_groups_articles_is_listed(api: httpx.AsyncClient) -> None:
    await api.post("/v1/imports/catalogue", json=CATALOGUE)
    groups = (await api.get("/v1/article-groups")).json()
    assert groups["categories"] == CATALOGUE["categories"]
    assert groups["tax_classes"] == CATALOGUE["tax_classes"]
    assert groups["product_sets"] == CATALOGUE["product_sets"]
    assert groups["assortments"] == CATALOGUE["assortments"]


async def test_a_catalogue_that_names_what_does_not_exist_is_refused_whole(api: httpx.AsyncClient) -> None:
    bad = {
        "articles": [
            {"id": "a", "prices": {"USD": "1.00"}},
            {"id": "b", "category": "nowhere", "tax_class": "none", "prices": {"USD": "1.005"}},
        ]
    }
    refused = await api.post("/v1/imports/catalogue", json=bad)
    assert refused.status_code == 422
    assert {path for path, _ in problems(refused)} <= {
        "$.articles[1].category",
        "$.articles[1].tax_class",
        "$.articles[1].prices.USD",
    }
    assert (await api.get("/v1/articles")).json() == {"items": []}


async def test_customers_are_brought_in_and_found(api: httpx.AsyncClient) -> None:
    customers = [{"id": "c1", "tier": "gold", "attributes": {"kids": 2}}, {"id": "c2"}]
    assert (await api.post("/v1/imports/customers", json={"customers": customers})).json() == {"imported": 2}
    assert (await api.get("/v1/customers/c1")).json() == customers[0]
    assert (await api.get("/v1/customers")).json() == {"items": customers}


async def test_customers_are_narrowed_by_what_they_are(api: httpx.AsyncClient) -> None:
    customers = [
        {"id": "ann", "groups": ["staff", "vip"], "tier": "gold"},
        {"id": "bob", "groups": ["vip"], "tags": ["new"], "organizations": ["acme"]},
        {"id": "cid", "tier": "gold"},
    ]
    await api.post("/v1/imports/customers", json={"customers": customers})

    async def found(**query: Any) -> list[str]:
        return [each["id"] for each in (await api.get("/v1/customers", params=query)).json()["items"]]

    assert await found(group="vip") == ["ann", "bob"]
    assert await found(group="vip", tier="gold") == ["ann"]
    assert await found(tag="new") == await found(organization="acme") == await found(search="BO") == ["bob"]
    assert await found(tier="silver") == []
    first = (await api.get("/v1/customers?tier=gold&limit=1")).json()
    rest = (await api.get(f"/v1/customers?tier=gold&limit=1&cursor={first['next']}")).json()
    assert [each["id"] for each in (*first["items"], *rest["items"])] == ["ann", "cid"]


async def test_stores_are_narrowed_by_where_they_are(api: httpx.AsyncClient) -> None:
    stores = [{"id": "a", "country": "SE", "channel": "web"}, {"id": "b", "country": "SE", "city": "Lund"}, {"id": "c"}]
    await api.post("/v1/imports/stores", json={"stores": stores})
    for query, ids in ({"country": "SE"}, "ab"), ({"country": "SE", "city": "Lund"}, "b"), ({"channel": "web"}, "a"):
        assert [each["id"] for each in (await api.get("/v1/stores", params=query)).json()["items"]] == list(ids)


async def test_audiences_are_narrowed_by_who_is_in_them(api: httpx.AsyncClient) -> None:
    audiences = [{"id": "a", "customers": ["ann"]}, {"id": "b", "customers": ["ann", "bob"]}, {"id": "c"}]
    await api.post("/v1/imports/audiences", json={"audiences": audiences})
    for customer, ids in ("ann", "ab"), ("bob", "b"), ("cid", ""):
        listed = (await api.get("/v1/audiences", params={"customer": customer})).json()["items"]
        assert [each["id"] for each in listed] == list(ids)


async def test_audiences_are_brought_in_found_and_deleted(api: httpx.AsyncClient) -> None:
    file = {"audiences": [{"id": "regulars", "name": "Regulars", "customers": ["c2", "c1", "c2"]}]}
    assert (await api.post("/v1/imports/audiences", json=file)).json() == {"audiences": 1, "members": 2}
    assert (await api.get("/v1/audiences/regulars")).json() == {"id": "regulars", "name": "Regulars", "customers": 2}
    first = (await api.get("/v1/audiences/regulars/customers?limit=1")).json()
    rest = (await api.get(f"/v1/audiences/regulars/customers?limit=1&cursor={first['next']}")).json()
    assert (first["items"], rest["items"]) == (["c1"], ["c2"])
    assert (await api.delete("/v1/audiences/regulars")).status_code == 204
    assert (await api.get("/v1/audiences")).json() == {"items": []}


async def test_an_audience_is_changed_without_naming_everybody(api: httpx.AsyncClient) -> None:
    await api.post("/v1/imports/audiences", json={"audiences": [{"id": "a", "customers": ["ann", "bob"]}]})
    path = "/v1/audiences/a/customers"
    for _ in range(2):  # the second time changes nothing
        changed = await api.post(path, json={"add": ["cid", "cid", "bob"], "remove": ["ann", "zoe"]})
        assert changed.json()["customers"] == 2
    assert (await api.get(path)).json() == {"items": ["bob", "cid"]}
    refused = await api.post(path, json={"add": ["bob"], "remove": ["bob"]})
    assert (refused.status_code, problems(refused)) == (422, [("$.remove", "added_too")])
    read = (await api.get("/v1/audiences/a")).headers["etag"]
    assert (await api.post(path, json={"add": ["dan"]}, headers={"If-Match": read})).json()["customers"] == 3
    assert (await api.post(path, json={"add": ["eve"]}, headers={"If-Match": read})).status_code == 412
    assert (await api.post("/v1/audiences/none/customers", json={"add": ["eve"]})).status_code == 404


async def test_customers_are_deleted_and_leave_their_audiences(api: httpx.AsyncClient) -> None:
    await api.post("/v1/imports/customers", json={"customers": [{"id": "ann"}, {"id": "bob"}]})
    await api.post("/v1/imports/audiences", json={"audiences": [{"id": "a", "customers": ["ann", "bob", "guest"]}]})
    gone = await api.post("/v1/customers:delete", json={"ids": ["bob", "guest", "nobody", "bob"]})
    assert gone.json() == {"deleted": ["bob"]}
    assert (await api.get("/v1/customers")).json() == {"items": [{"id": "ann"}]}
    assert (await api.get("/v1/audiences/a/customers")).json() == {"items": ["ann"]}


async def test_articles_are_deleted_and_evaluation_follows(api: httpx.AsyncClient) -> None:
    await api.post("/v1/imports/catalogue", json=CATALOGUE)
    checkout = {"currency": "USD", "lines": [{"article": "tea", "quantity": 1}]}
    assert (await api.post("/v1/evaluations", json=checkout)).json()["totals"]["total"] == "10.00"
    gone = await api.post("/v1/articles:delete", json={"ids": ["tea", "nothing"]})
    assert gone.json() == {"deleted": ["tea"]}
    assert (await api.post("/v1/evaluations", json=checkout)).status_code == 422
    assert [each["id"] for each in (await api.get("/v1/articles")).json()["items"]] == ["mug/blue"]


async def test_stores_are_brought_in_and_found(api: httpx.AsyncClient) -> None:
    store = {"id": "s1", "name": "Market Street", "time_zone": "America/New_York", "attributes": {"drive_in": True}}
    assert (await api.post("/v1/imports/stores", json={"stores": [store]})).json() == {"imported": 1}
    assert (await api.get("/v1/stores/s1")).json() == store
    assert (await api.get("/v1/stores")).json() == {"items": [store]}


@pytest.mark.parametrize("noun", ["articles", "customers", "stores", "audiences", "audiences/x/customers"])
async def test_what_was_never_brought_in_is_not_found(api: httpx.AsyncClient, noun: str) -> None:
    path = f"/v1/{noun}" if noun.count("/") else f"/v1/{noun}/nothing"
    answer = await api.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_an_id_is_named_once_in_an_import(api: httpx.AsyncClient) -> None:
    for noun in ("customers", "stores", "audiences"):
        refused = await api.post(f"/v1/imports/{noun}", json={noun: [{"id": "x"}, {"id": "y"}, {"id": "x"}]})
        assert (refused.status_code, problems(refused)) == (422, [(f"$.{noun}[2].id", "repeated_id")])
        assert (await api.get(f"/v1/{noun}")).json() == {"items": []}


async def test_settings_are_replaced_whole(api: httpx.AsyncClient) -> None:
    defaults = (await api.get("/v1/settings")).json()
    await api.put("/v1/settings", json={"ignore_code_case": False})
    await api.put("/v1/settings", json={"stacking": {"max_stacked_campaigns": 2}})
    now = (await api.get("/v1/settings")).json()
    assert now == {**defaults, "stacking": {"max_stacked_campaigns": 2}}


async def test_every_kind_is_listed_with_what_a_form_needs(api: httpx.AsyncClient) -> None:
    kinds = (await api.get("/v1/kinds")).json()
    by_type = {each["type"]: each for each in [*kinds["conditions"], *kinds["benefits"]]}
    assert {"all", "any", "none", "has_code", "customer", "cart"} <= by_type.keys()
    assert by_type["percent_off_products"]["schema"]["properties"]["percent"]["x-widget"] == "percent"
    assert by_type["percent_off_products"]["labels"]["zh"]["percent"]
    fields = {field["name"]: field for field in by_type["customer"]["fields"]}
    assert "equals" in fields["tier"]["operators"]
    assert "greater_than" not in fields["tier"]["operators"]
