"""Whoever changes anything is in the audit: every route that writes is walked, and found there."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from largesse.api.routes import ROUTES
from largesse.app.keys import create_key
from largesse.app.ports import Ports
from tests.api.documents import CATALOGUE, campaign, live, problems
from tests.api.toys import client
from tests.database import COMPANY, Clock

ONE = "/v1/campaigns/one"
WALK: list[tuple[str, str, str, Any]] = [
    ("import_catalogue", "POST", "/v1/imports/catalogue", CATALOGUE),
    ("import_customers", "POST", "/v1/imports/customers", {"customers": [{"id": "ann"}]}),
    ("import_stores", "POST", "/v1/imports/stores", {"stores": [{"id": "s"}]}),
    ("import_audiences", "POST", "/v1/imports/audiences", {"audiences": [{"id": "a", "customers": ["ann"]}]}),
    ("change_members", "POST", "/v1/audiences/a/customers", {"add": ["bo"]}),
    ("delete_audience", "DELETE", "/v1/audiences/a", None),
    ("delete_customers", "POST", "/v1/customers:delete", {"ids": ["ann"]}),
    ("delete_articles", "POST", "/v1/articles:delete", {"ids": ["tea"]}),
    ("replace_settings", "PUT", "/v1/settings", {"ignore_code_case": False}),
    ("replace_approval_policy", "PUT", "/v1/approval-policy", {"launch": "launchers"}),
    ("create_campaign", "POST", "/v1/campaigns", campaign("one")),
    ("replace_campaign", "PUT", ONE, campaign("one", name="One")),
    ("copy_campaign", "POST", f"{ONE}/copy", {"id": "two"}),
    ("approve_campaign", "POST", "/v1/campaigns/two/approve", None),
    ("move_campaign", "POST", "/v1/campaigns:reorder", {"id": "two", "before": "one"}),
    ("delete_campaign", "DELETE", "/v1/campaigns/two", None),
    ("import_campaigns", "POST", "/v1/imports/campaigns", {"campaigns": [campaign("three")]}),
    ("change_campaigns", "POST", "/v1/campaigns:bulk", {"ids": ["three"], "action": "activate"}),
    ("activate_campaign", "POST", f"{ONE}/activate", None),
    ("pause_all_campaigns", "POST", "/v1/campaigns:pause", None),
    ("resume_all_campaigns", "POST", "/v1/campaigns:resume", None),
    ("pause_campaign", "POST", f"{ONE}/pause", None),
    ("resume_campaign", "POST", f"{ONE}/resume", None),
    ("", "PUT", ONE, campaign("one", name="Uno")),
    ("discard_draft", "POST", f"{ONE}/discard", None),
    ("", "PUT", ONE, campaign("one", name="Uno")),
    ("publish_campaign", "POST", f"{ONE}/publish", None),
    ("end_campaign", "POST", f"{ONE}/end", None),
    ("search_worst_basket", "POST", "/v1/worst-baskets", {"tries": 1}),
    ("archive_campaign", "POST", f"{ONE}/archive", None),
    ("restore_campaign", "POST", f"{ONE}/restore", None),
]
"""A request for every operation that writes, in an order in which each can be done."""


async def test_every_route_that_writes_leaves_an_entry(api: httpx.AsyncClient, app: Any, ports: Ports) -> None:
    # What is sold is written down in orders and the ledger: the audit is about who changes what is sold under.
    missing = {route.operation for route in ROUTES if route.writes and route.scope != "sell"} - {
        step[0] for step in WALK
    }
    assert missing == set(), "take the new routes for a walk"
    other = client(app, (await create_key(ports, COMPANY, name="Bob")).secret)
    for number, (operation, method, path, body) in enumerate(WALK):
        caller = other if operation == "approve_campaign" else api
        headers = {"X-Request-Id": f"walk-{number}"}
        answer = await caller.request(method, path, json=body, headers=headers)
        assert answer.is_success, (operation, answer.text)
        newest = (await api.get("/v1/audit", params={"limit": 1})).json()["items"][0]
        assert newest["request"] == f"walk-{number}", f"{operation} left no entry"
        assert newest["actor"]["kind"] == "key"
        assert newest.get("before") or newest.get("after"), operation


async def test_what_is_refused_leaves_no_entry(api: httpx.AsyncClient) -> None:
    before = (await api.get("/v1/audit")).json()
    await api.post("/v1/campaigns", json=campaign(currency="XYZ"))
    await api.post("/v1/campaigns/nothing/activate")
    assert (await api.get("/v1/audit")).json() == before


async def test_an_entry_says_who_when_what_and_how_it_was_before_and_after(
    app: Any, ports: Ports, clock: Clock, api: httpx.AsyncClient
) -> None:
    key = await create_key(ports, COMPANY, name="Ann")
    ann = client(app, key.secret)
    await ann.post("/v1/campaigns", json=campaign())
    await ann.put("/v1/campaigns/tea-time", json=campaign(name="Tea for two"), headers={"X-Request-Id": "mine"})
    entry = (await api.get("/v1/audit", params={"noun": "campaign"})).json()["items"][0]
    assert entry["actor"] == {"kind": "key", "id": key.key.id, "name": "Ann"}
    assert (entry["noun"], entry["id"], entry["action"]) == ("campaign", "tea-time", "edited")
    assert (entry["request"], entry["at"]) == ("mine", "2026-06-15T12:00:00Z")
    assert (entry["before"]["version"], entry["after"]["version"]) == (1, 2)
    assert (entry["before"]["document"]["name"], entry["after"]["document"]["name"]) == ("Tea time", "Tea for two")
    assert "status" not in entry["after"]  # that stayed as it was


async def test_a_write_that_is_sent_twice_under_one_key_leaves_one_entry(api: httpx.AsyncClient) -> None:
    for _ in range(2):
        await api.post("/v1/campaigns", json=campaign(), headers={"Idempotency-Key": "once"})
    assert len((await api.get("/v1/audit", params={"noun": "campaign"})).json()["items"]) == 1


async def test_the_audit_is_narrowed_and_read_page_by_page(api: httpx.AsyncClient, clock: Clock) -> None:
    await live(api, campaign("a"), campaign("b"))
    clock.advance(60)
    await api.post("/v1/campaigns/a/pause")
    clock.advance(60)
    await api.post("/v1/campaigns/b/end")

    async def found(**query: str) -> list[tuple[str, str]]:
        answer = await api.get("/v1/audit", params={"noun": "campaign", **query})
        return [(each["id"], each["action"]) for each in answer.json()["items"]]

    assert await found(id="a") == [("a", "paused"), ("a", "imported")]
    assert await found(action="ended") == [("b", "ended")]
    paused = {"from": "2026-06-15T12:01:00Z", "until": "2026-06-15T12:02:00Z"}
    assert await found(**paused) == [("a", "paused")]
    mine = (await api.get("/v1/audit", params={"limit": 1})).json()["items"][0]["actor"]["id"]
    assert len(await found(actor=mine)) == 4
    assert await found(actor="key_of_nobody") == []
    pages: list[list[str]] = []
    query: dict[str, Any] = {"noun": "campaign", "limit": 3}
    while True:
        page = (await api.get("/v1/audit", params=query)).json()
        pages.append([each["action"] for each in page["items"]])
        if "next" not in page:
            break
        query["cursor"] = page["next"]
    assert [len(page) for page in pages] == [3, 1]


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ({"noun": "weather"}, "query.noun"),
        ({"from": "noon"}, "query.from"),
        ({"until": "0.5"}, "query.until"),
        ({"cursor": "x"}, "query.cursor"),
    ],
)
async def test_a_filter_that_makes_no_sense_is_named(api: httpx.AsyncClient, query: dict[str, str], path: str) -> None:
    refused = await api.get("/v1/audit", params=query)
    assert (refused.status_code, [place for place, _ in problems(refused)]) == (422, [path])


async def test_there_is_no_way_to_change_the_audit(api: httpx.AsyncClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert (await api.request(method, "/v1/audit")).status_code == 405
