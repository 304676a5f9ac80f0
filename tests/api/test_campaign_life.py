"""Drafts beside live versions, order, emergencies and approval, as a caller sees them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from largesse.app.keys import create_key
from largesse.app.ports import Ports
from largesse.app.ports.companies import Scope
from tests.api.documents import Json, campaign, checkout, live, problems
from tests.api.toys import client
from tests.database import COMPANY, Clock


def cheaper(percent: str, **fields: Any) -> Json:
    benefit = {"type": "percent_off_products", "percent": percent, "of": {"articles": ["tea"]}}
    return campaign(promotions=[{"id": "tea-time-10", "benefits": [benefit]}], **fields)


async def total(api: httpx.AsyncClient, **fields: Any) -> str:
    return (await api.post("/v1/evaluations", json=checkout(**fields))).json()["totals"]["total"]


async def someone(app: Any, ports: Ports, name: str, *scopes: Scope) -> httpx.AsyncClient:
    allowed: tuple[Scope, ...] = scopes or ("evaluate", "read", "write", "launch")
    return client(app, (await create_key(ports, COMPANY, name=name, scopes=allowed)).secret)


async def test_a_live_campaign_is_edited_beside_what_is_live_and_published_in_one_step(api: httpx.AsyncClient) -> None:
    await live(api, campaign())
    edited = (await api.put("/v1/campaigns/tea-time", json=cheaper("50"))).json()
    assert (edited["campaign"].get("version", 1), edited["state"]) == (1, "active")
    assert edited["draft"]["campaign"]["version"] == 2
    assert await total(api) == "18.00"
    published = (await api.post("/v1/campaigns/tea-time/publish", params={"expected": edited["revision"]})).json()
    assert published["campaign"]["version"] == 2
    assert "draft" not in published
    assert await total(api) == "10.00"
    evaluation = (await api.post("/v1/evaluations", json=checkout())).json()
    assert evaluation["applied"][0]["version"] == 2


async def test_a_draft_is_discarded(api: httpx.AsyncClient) -> None:
    await live(api, campaign())
    await api.put("/v1/campaigns/tea-time", json=cheaper("50"))
    assert "draft" not in (await api.post("/v1/campaigns/tea-time/discard")).json()
    refused = await api.post("/v1/campaigns/tea-time/publish")
    assert (refused.status_code, refused.json()["code"]) == (409, "no_draft")


async def test_old_versions_are_read_back(api: httpx.AsyncClient) -> None:
    await live(api, campaign())
    await api.put("/v1/campaigns/tea-time", json=cheaper("50"))
    await api.post("/v1/campaigns/tea-time/publish")
    versions = (await api.get("/v1/campaigns/tea-time/versions")).json()["items"]
    assert [each["version"] for each in versions] == [2, 1]
    first = (await api.get("/v1/campaigns/tea-time/versions/1")).json()
    assert first["promotions"][0]["benefits"][0]["percent"] == "10"
    assert (await api.get("/v1/campaigns/tea-time/versions/3")).status_code == 404


async def test_a_campaign_is_dragged_in_the_order_of_effect(api: httpx.AsyncClient) -> None:
    await live(api, campaign("a", priority=5), campaign("b"), campaign("c"))
    moved = await api.post("/v1/campaigns:reorder", json={"id": "c", "before": "a"})
    assert (moved.status_code, moved.json()["campaign"]["priority"]) == (200, 5)
    assert [each["id"] for each in (await api.get("/v1/campaigns")).json()["items"]] == ["c", "a", "b"]
    refused = await api.post("/v1/campaigns:reorder", json={"id": "c", "before": "a", "after": "b"})
    assert (refused.status_code, problems(refused)) == (422, [("$", "exactly_one")])


async def test_everything_is_stopped_at_once_and_goes_on_as_before(api: httpx.AsyncClient) -> None:
    await live(api, campaign("a"), campaign("b"))
    await api.post("/v1/campaigns/b/pause")
    assert (await api.post("/v1/campaigns:pause")).json() == {"paused": ["a"]}
    assert await total(api) == "20.00"
    assert (await api.post("/v1/campaigns:resume")).json() == {"resumed": ["a"], "left": {}}
    assert await total(api) == "18.00"


async def test_a_late_order_is_priced_by_what_applied_when_it_was_placed(api: httpx.AsyncClient, clock: Clock) -> None:
    await live(api, campaign())
    placed = clock.now()
    clock.advance(60)
    await api.post("/v1/campaigns/tea-time/end")
    clock.advance(60)
    assert await total(api) == "20.00"
    assert await total(api, at=placed.isoformat()) == "18.00"


async def test_a_campaign_outside_its_windows_says_so(api: httpx.AsyncClient) -> None:
    hours = {"weekdays": ["friday"], "nth_in_month": [1], "from_time": "17:00", "until_time": "19:00"}
    await live(api, campaign(windows=[hours], time_zone="Europe/Stockholm"))
    assert await total(api, at="2026-06-05T15:30:00Z") == "18.00"
    answer = await api.post("/v1/evaluations?explain=all", json=checkout(at="2026-06-12T15:30:00Z"))
    assert answer.json()["totals"]["total"] == "20.00"
    assert answer.json()["verdicts"][0]["reason"] == "outside_window"


WRONG: dict[str, tuple[Json, str]] = {
    "a window that says nothing": (campaign(windows=[{}]), "$.windows[0]"),
    "a window at no time of day": (campaign(windows=[{"from_time": "25:00"}]), "$.windows[0].from_time"),
    "which of no weekday": (campaign(windows=[{"nth_in_month": [1]}]), "$.windows[0].nth_in_month"),
    "a sixth friday": (
        campaign(windows=[{"weekdays": ["friday"], "nth_in_month": [6]}]),
        "$.windows[0].nth_in_month[0]",
    ),
    "an unknown kind": (campaign(kind="raffle"), "$.kind"),
    "an unknown visibility": (campaign(visibility="friends"), "$.visibility"),
    "a target that is no number": (campaign(kpis=[{"name": "orders", "target": "many"}]), "$.kpis[0].target"),
    "a float for a target": (campaign(kpis=[{"name": "orders", "target": 1.5}]), "$.kpis[0].target"),
    "a page that is no address": (campaign(page={"url": "javascript:alert(1)"}), "$.page.url"),
    "terms in no language": (campaign(terms={"": "None."}), "$.terms"),
    "an offer of nothing": (campaign(promotions=[]), "$.promotions"),
}


@pytest.mark.parametrize(("written", "path"), WRONG.values(), ids=WRONG)
async def test_what_makes_no_sense_in_a_campaign_is_refused_at_its_place(
    api: httpx.AsyncClient, written: Json, path: str
) -> None:
    refused = await api.post("/v1/campaigns", json=written)
    assert refused.status_code == 422
    assert [place for place, _ in problems(refused)] == [path]


async def test_every_field_of_a_campaign_comes_back_as_it_was_sent(api: httpx.AsyncClient) -> None:
    written = campaign(
        kind="event",
        visibility="link",
        names={"sv": "Tedags"},
        descriptions={"en": "Come and taste.", "zh": "来品尝。"},
        terms={"en": "While stocks last."},
        page={"url": "https://shop.example/tea", "names": {"sv": "Till tedags"}},
        objectives=["More tea"],
        kpis=[{"name": "Orders", "target": "2500", "unit": "orders"}, {"name": "Lift", "target": "1.5"}],
        windows=[{"dates": ["2026-06-20", "2026-06-21"], "until_time": "12:00"}, {"days_of_month": [25]}],
    )
    made = (await api.post("/v1/campaigns", json=written)).json()["campaign"]
    assert {**made, "version": 1} == {**written, "version": 1}
    exported = (await api.get("/v1/exports/campaigns")).json()
    assert exported["campaigns"] == [made]
    assert (await api.post("/v1/imports/campaigns", json=exported)).json()["unchanged"] == 1


POLICY = {"launch": "launchers", "four_eyes_above": {"USD": "1000.00"}}


async def test_writing_is_not_launching_when_the_policy_says_so(api: httpx.AsyncClient, app: Any, ports: Ports) -> None:
    writer, launcher = await someone(app, ports, "Wim", "read", "write"), await someone(app, ports, "Lea", "launch")
    assert (await writer.post("/v1/campaigns", json=campaign())).status_code == 201
    assert (await writer.put("/v1/approval-policy", json={"launch": "launchers"})).status_code == 200
    for path in ("/activate", "/resume", "/publish", "/approve"):
        refused = await writer.post(f"/v1/campaigns/tea-time{path}")
        if refused.json()["code"] not in ("not_in_this_state", "no_draft"):
            assert (refused.status_code, refused.json()["code"]) == (403, "may_not_launch"), path
    assert (await writer.put("/v1/approval-policy", json={})).json()["code"] == "may_not_launch"
    refused = await writer.post("/v1/imports/campaigns?activate=true", json={"campaigns": [campaign("two")]})
    assert refused.json()["code"] == "may_not_launch"
    assert (await launcher.post("/v1/campaigns/tea-time/activate")).json()["state"] == "active"
    assert (await launcher.post("/v1/campaigns", json=campaign("two"))).status_code == 403
    assert (await writer.post("/v1/campaigns/tea-time/pause")).json()["state"] == "paused"
    assert (await api.get("/v1/approval-policy")).json() == {"launch": "launchers"}


async def test_a_large_budget_needs_a_second_person(app: Any, ports: Ports) -> None:
    ann, bob = await someone(app, ports, "Ann"), await someone(app, ports, "Bob")
    await ann.put("/v1/approval-policy", json=POLICY)
    await ann.post("/v1/campaigns", json=cheaper("10", budget={"amount": "5000.00"}))
    refused = await ann.post("/v1/campaigns/tea-time/activate")
    assert (refused.status_code, refused.json()["code"]) == (409, "approval_required")
    assert (await ann.post("/v1/campaigns/tea-time/approve")).json()["code"] == "own_edit"
    assert (await bob.post("/v1/campaigns/tea-time/approve")).json()["approved_by"]["name"] == "Bob"
    assert (await ann.post("/v1/campaigns/tea-time/activate")).json()["state"] == "active"


async def test_an_edit_needs_the_next_approval(app: Any, ports: Ports) -> None:
    ann, bob = await someone(app, ports, "Ann"), await someone(app, ports, "Bob")
    await ann.put("/v1/approval-policy", json=POLICY)
    await ann.post("/v1/campaigns", json=campaign())  # no budget at all
    await bob.post("/v1/campaigns/tea-time/activate")  # whoever launches for another is the second person
    await ann.put("/v1/campaigns/tea-time", json=cheaper("20"))
    await bob.post("/v1/campaigns/tea-time/approve")
    await ann.put("/v1/campaigns/tea-time", json=cheaper("90"))
    assert (await ann.post("/v1/campaigns/tea-time/publish")).json()["code"] == "approval_required"
    await bob.post("/v1/campaigns/tea-time/approve")
    published = (await ann.post("/v1/campaigns/tea-time/publish")).json()
    assert (published["edited_by"]["name"], published["approved_by"]["name"]) == ("Ann", "Bob")
    await ann.post("/v1/campaigns/tea-time/pause")
    assert (await ann.post("/v1/campaigns/tea-time/resume")).json()["state"] == "active"


async def test_a_small_budget_is_launched_by_its_editor(app: Any, ports: Ports) -> None:
    ann = await someone(app, ports, "Ann")
    await ann.put("/v1/approval-policy", json=POLICY)
    await ann.post("/v1/campaigns", json=cheaper("10", budget={"amount": "1000.00"}))
    assert (await ann.post("/v1/campaigns/tea-time/activate")).json()["state"] == "active"


async def test_a_file_brings_drafts_where_it_may_not_replace_what_is_live(app: Any, ports: Ports) -> None:
    ann, bob = await someone(app, ports, "Ann"), await someone(app, ports, "Bob")
    await live(ann, cheaper("10"))
    await ann.put("/v1/approval-policy", json=POLICY)
    file = {"campaigns": [cheaper("50")]}
    refused = await ann.post("/v1/imports/campaigns", json=file)
    assert (refused.status_code, problems(refused)) == (422, [("$.campaigns[0]", "approval_required")])
    done = (await ann.post("/v1/imports/campaigns?drafts=true", json=file)).json()
    assert done == {"created": 0, "replaced": 0, "unchanged": 0, "activated": 0, "drafted": 1, "warnings": []}
    assert await total(ann) == "18.00"
    assert (await bob.post("/v1/campaigns/tea-time/publish")).status_code == 200
    assert await total(ann) == "10.00"


async def test_a_file_whose_scenarios_fail_goes_live_only_by_force(api: httpx.AsyncClient) -> None:
    wrong = {"name": "tea for ten", "checkout": checkout(), "expect": {"total": "10.00"}}
    file = {"campaigns": [campaign(scenarios=[wrong])]}
    assert (await api.post("/v1/imports/campaigns", json=file)).json()["created"] == 1
    refused = await api.post("/v1/imports/campaigns?activate=true", json=file)
    assert problems(refused) == [("$.campaigns[0].scenarios[0].expect.total", "scenario_failed")]
    assert (await api.post("/v1/imports/campaigns?activate=true&force=true", json=file)).json()["activated"] == 1
    told = (await api.get("/v1/audit?action=imported")).json()["items"][0]["after"]
    assert told["forced"] == ["scenario 'tea for ten': total: expected 10.00, found 18.00"]
