import re

import pytest

from largesse.app.campaigns import IdTaken, create_campaign, export_campaigns
from largesse.app.companies import create_company, get_company
from largesse.app.keys import create_key, find_grant, list_keys, revoke_key
from largesse.app.ports import Ports
from largesse.core.errors import Invalid, NotFound
from tests.app.writing import campaign
from tests.database import COMPANY


async def test_a_key_stands_for_its_company_and_scopes(ports: Ports):
    made = await create_key(ports, COMPANY, name="till", scopes=["evaluate"])
    grant = await find_grant(ports, made.secret)
    assert grant is not None
    assert (grant.company, grant.scopes, grant.mode, grant.key) == (COMPANY, ("evaluate",), "live", made.key.id)


async def test_the_secret_is_long_random_and_kept_nowhere(ports: Ports):
    first, second = [await create_key(ports, COMPANY) for _ in range(2)]
    assert re.fullmatch(r"lg_live_[0-9a-z]{45,52}", first.secret)
    assert first.secret != second.secret
    assert first.secret.startswith(first.key.prefix)
    for key in await list_keys(ports, COMPANY):
        assert first.secret not in repr(key)


async def test_an_unknown_key_stands_for_nothing(ports: Ports):
    await create_key(ports, COMPANY)
    assert await find_grant(ports, "lg_live_unknown") is None


async def test_a_revoked_key_stands_for_nothing_and_stays_listed(ports: Ports):
    made = await create_key(ports, COMPANY)
    await revoke_key(ports, COMPANY, made.key.id)
    assert await find_grant(ports, made.secret) is None
    (listed,) = await list_keys(ports, COMPANY)
    assert listed.revoked_at == ports.now()
    with pytest.raises(NotFound):
        await revoke_key(ports, COMPANY, "key_unknown")


async def test_a_test_key_sees_data_of_its_own(ports: Ports):
    made = await create_key(ports, COMPANY, mode="test")
    grant = await find_grant(ports, made.secret)
    assert made.secret.startswith("lg_test_")
    assert grant is not None
    await create_campaign(ports, COMPANY, campaign())
    assert await export_campaigns(ports, grant.company) == []


async def test_a_company_is_made_once(ports: Ports):
    with pytest.raises(IdTaken):
        await create_company(ports, COMPANY, "Again")
    assert (await get_company(ports, COMPANY)).name == "Acme"


async def test_a_company_that_does_not_exist_gets_no_key(ports: Ports):
    with pytest.raises(NotFound):
        await create_key(ports, "nobody")
    with pytest.raises(NotFound):
        await get_company(ports, "nobody")


@pytest.mark.parametrize("id", ["", "a.test", "a b", "ä", "x" * 51])
async def test_an_odd_company_id_is_refused(ports: Ports, id: str):
    with pytest.raises(Invalid):
        await create_company(ports, id, "Odd")
