"""A campaign whose scenarios fail goes live only by force, and the audit says so."""

import pytest

from largesse.app.audit import AuditQuery, list_audit
from largesse.app.campaigns import change_state, create_campaign
from largesse.app.launch import ScenarioFailed
from largesse.app.ports import Ports
from tests.app.writing import campaign
from tests.database import COMPANY


async def test_a_campaign_whose_scenarios_fail_goes_live_only_by_force(ports: Ports):
    wrong = {"name": "ten off", "checkout": {"currency": "USD", "lines": [{"article": "a", "price": "10.00"}]}}
    wrong |= {"expect": {"total": "8.00"}}
    await create_campaign(ports, COMPANY, campaign(scenarios=[wrong]))
    with pytest.raises(ScenarioFailed, match="ten off") as refused:
        await change_state(ports, COMPANY, "summer", "activate")
    assert refused.value.problems[0].path == "$.scenarios[0].expect.total"
    assert (await change_state(ports, COMPANY, "summer", "activate", force=True)).state == "active"
    told = (await list_audit(ports, COMPANY, AuditQuery(action="activated"))).items[0].after
    assert told is not None
    assert told["forced"] == ["scenario 'ten off': total: expected 8.00, found 9.00"]


async def test_force_is_not_told_of_where_it_was_not_needed(ports: Ports):
    await create_campaign(ports, COMPANY, campaign())
    await change_state(ports, COMPANY, "summer", "activate", force=True)
    told = (await list_audit(ports, COMPANY, AuditQuery(action="activated"))).items[0].after
    assert told is not None
    assert "forced" not in told
