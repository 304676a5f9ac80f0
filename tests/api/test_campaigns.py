"""Campaigns over HTTP, on a real database."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api.documents import campaign, checkout, live, problems


async def test_a_created_campaign_is_a_draft_where_its_location_says(api: httpx.AsyncClient) -> None:
    made = await api.post("/v1/campaigns", json=campaign("tea/time"))
    assert (made.status_code, made.json()["state"]) == (201, "draft")
    assert made.headers["location"] == "/v1/campaigns/tea%2Ftime"
    assert (await api.get(made.headers["location"])).json() == made.json()


async def test_an_id_is_used_once(api: httpx.AsyncClient) -> None:
    await api.post("/v1/campaigns", json=campaign())
    again = await api.post("/v1/campaigns", json=campaign())
    assert (again.status_code, again.json()["code"]) == (409, "id_taken")


async def test_a_campaign_lives_as_its_actions_say(api: httpx.AsyncClient) -> None:
    await api.post("/v1/campaigns", json=campaign())
    actions = ("activate", "pause", "resume", "end", "archive", "restore")
    states = [(await api.post(f"/v1/campaigns/tea-time/{action}")).json()["state"] for action in actions]
    assert states == ["active", "paused", "active", "ended", "archived", "draft"]


async def test_an_action_that_the_state_does_not_allow_is_a_conflict(api: httpx.AsyncClient) -> None:
    await api.post("/v1/campaigns", json=campaign())
    refused = await api.post("/v1/campaigns/tea-time/pause")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_in_this_state")


async def test_only_a_live_campaign_takes_something_off(api: httpx.AsyncClient) -> None:
    async def total() -> str:
        return (await api.post("/v1/evaluations", json=checkout())).json()["totals"]["total"]

    await api.post("/v1/campaigns", json=campaign())
    totals = [await total()]
    for action in ("activate", "pause", "resume", "end"):
        await api.post(f"/v1/campaigns/tea-time/{action}")
        totals.append(await total())
    assert totals == ["20.00", "18.00", "20.00", "18.00", "20.00"]


async def test_a_draft_is_replaced_by_a_next_version(api: httpx.AsyncClient) -> None:
    await api.post("/v1/campaigns", json=campaign())
    changed = await api.put("/v1/campaigns/tea-time", json=campaign(name="Tea for two"))
    assert (changed.json()["campaign"]["name"], changed.json()["campaign"]["version"]) == ("Tea for two", 2)


async def test_a_version_that_has_moved_on_is_not_overwritten(api: httpx.AsyncClient) -> None:
    await api.post("/v1/campaigns", json=campaign())
    first = await api.put("/v1/campaigns/tea-time?expected=1", json=campaign(name="Mine"))
    second = await api.put("/v1/campaigns/tea-time?expected=1", json=campaign(name="Yours"))
    assert (first.status_code, second.status_code, second.json()["code"]) == (200, 409, "version_moved")


async def test_a_replacement_bears_the_id_in_the_path(api: httpx.AsyncClient) -> None:
    await api.post("/v1/campaigns", json=campaign())
    refused = await api.put("/v1/campaigns/tea-time", json=campaign("coffee"))
    assert (refused.status_code, problems(refused)) == (422, [("$.id", "wrong_id")])


async def test_whoever_comes_too_late_reads_what_was_done_and_by_whom(api: httpx.AsyncClient) -> None:
    await api.post("/v1/campaigns", json=campaign())
    await api.post("/v1/campaigns/tea-time/activate?expected=1")
    refused = await api.post("/v1/campaigns/tea-time/pause?expected=1")
    assert (refused.status_code, refused.json()["code"]) == (409, "version_moved")
    told = refused.json()["problems"][0]
    assert told["code"] == "activated"
    assert told["message"].startswith("activated by key key_")


async def test_a_copy_is_a_draft_where_its_location_says(api: httpx.AsyncClient) -> None:
    await live(api, campaign())
    copy = await api.post("/v1/campaigns/tea-time/copy", json={"id": "tea-again", "name": "Tea again"})
    assert (copy.status_code, copy.json()["state"], copy.json()["campaign"]["name"]) == (201, "draft", "Tea again")
    assert (await api.get(copy.headers["location"])).json() == copy.json()


async def test_a_draft_is_deleted_for_good(api: httpx.AsyncClient) -> None:
    await api.post("/v1/campaigns", json=campaign())
    assert (await api.delete("/v1/campaigns/tea-time")).status_code == 204
    assert (await api.get("/v1/campaigns/tea-time")).status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("PUT", ""),
        ("DELETE", ""),
        ("POST", "/activate"),
        ("POST", "/archive"),
        ("POST", "/publish"),
        ("POST", "/discard"),
        ("POST", "/approve"),
        ("GET", "/versions"),
        ("GET", "/versions/1"),
    ],
)
async def test_an_unknown_campaign_is_not_found(api: httpx.AsyncClient, method: str, path: str) -> None:
    body = campaign("nothing") if method == "PUT" else None
    answer = await api.request(method, f"/v1/campaigns/nothing{path}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_a_list_is_read_page_by_page_in_order_of_effect(api: httpx.AsyncClient) -> None:
    for number in range(5):
        await api.post("/v1/campaigns", json=campaign(f"c{number}", priority=number))
    pages: list[list[str]] = []
    query: dict[str, Any] = {"limit": 2}
    while True:
        page = (await api.get("/v1/campaigns", params=query)).json()
        pages.append([each["id"] for each in page["items"]])
        if "next" not in page:
            break
        query["cursor"] = page["next"]
    assert pages == [["c4", "c3"], ["c2", "c1"], ["c0"]]


async def test_a_list_is_narrowed_by_state_and_by_words(api: httpx.AsyncClient) -> None:
    await live(api, campaign("one", name="Summer sale"))
    await api.post("/v1/campaigns", json=campaign("two", name="Winter SALE"))
    await api.post("/v1/campaigns", json=campaign("three", name="100 % off"))

    async def found(**query: str) -> set[str]:
        return {each["id"] for each in (await api.get("/v1/campaigns", params=query)).json()["items"]}

    assert await found(state="active") == {"one"}
    assert await found(search="sale") == {"one", "two"}
    assert await found(search="sale", state="draft") == {"two"}
    assert await found(search="0 %") == {"three"}
    assert await found(search="nothing like it") == set()


@pytest.mark.parametrize("cursor", ["x", "é", "WzFd", "bnVsbA==", "e30=", "W10="])
async def test_a_cursor_that_we_did_not_make_is_refused(api: httpx.AsyncClient, cursor: str) -> None:
    refused = await api.get("/v1/campaigns", params={"cursor": cursor})
    assert (refused.status_code, problems(refused)) == (422, [("query.cursor", "bad_cursor")])


async def test_a_list_is_narrowed_by_kind_visibility_and_day(api: httpx.AsyncClient) -> None:
    await api.post("/v1/campaigns", json=campaign("one", kind="challenge", visibility="members"))
    await api.post("/v1/campaigns", json=campaign("two"))

    async def found(**query: str) -> set[str]:
        return {each["id"] for each in (await api.get("/v1/campaigns", params=query)).json()["items"]}

    assert await found(kind="challenge") == await found(visibility="members") == {"one"}
    assert await found(created_from="2026-06-15T12:00:00Z", created_until="2026-06-15T12:00:01Z") == {"one", "two"}
    assert await found(created_until="2026-06-15T19:00:00+07:00") == set()
    refused = await api.get("/v1/campaigns", params={"created_from": "yesterday"})
    assert [path for path, _ in problems(refused)] == ["query.created_from"]


async def test_an_exported_file_can_be_imported_and_changes_nothing(api: httpx.AsyncClient) -> None:
    await live(api, campaign("one"), campaign("two", priority=3))
    exported = (await api.get("/v1/exports/campaigns")).json()
    assert [each["id"] for each in exported["campaigns"]] == ["two", "one"]
    again = (await api.post("/v1/imports/campaigns", json=exported)).json()
    assert [each["code"] for each in again.pop("warnings")] == ["overlaps"]
    assert again == {"created": 0, "replaced": 0, "unchanged": 2, "activated": 0, "drafted": 0}


async def test_chosen_campaigns_are_exported(api: httpx.AsyncClient) -> None:
    await live(api, campaign("one"), campaign("two"))
    exported = (await api.get("/v1/exports/campaigns", params={"campaigns": "two"})).json()
    assert [each["id"] for each in exported["campaigns"]] == ["two"]
    assert (await api.get("/v1/exports/campaigns", params={"campaigns": "two,three"})).status_code == 404


async def test_an_import_with_one_bad_campaign_changes_nothing(api: httpx.AsyncClient) -> None:
    bad = campaign("bad", starts_at="2026-06-02T00:00:00Z", ends_at="2026-06-01T00:00:00Z")
    refused = await api.post("/v1/imports/campaigns", json={"campaigns": [campaign("good"), bad, campaign("good")]})
    assert refused.status_code == 422
    assert {path for path, _ in problems(refused)} == {"$.campaigns[1].ends_at", "$.campaigns[2].id"}
    assert (await api.get("/v1/campaigns")).json() == {"items": []}
