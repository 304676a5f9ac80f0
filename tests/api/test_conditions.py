"""What is said of a write beside its body: do it once, and only if nothing changed; and look-ups of what is known."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from largesse.api.conditions import guards_of
from largesse.api.routes import ROUTES
from tests.api.documents import campaign, problems

KEY = {"Idempotency-Key": "order 17"}


async def test_a_write_sent_twice_under_one_key_is_done_once(api: httpx.AsyncClient) -> None:
    first, again = [await api.post("/v1/campaigns", json=campaign(), headers=KEY) for _ in range(2)]
    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.content, first.headers["etag"], first.headers["location"]) == (
        again.content,
        again.headers["etag"],
        again.headers["location"],
    )
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"


async def test_of_many_at_once_one_is_done(api: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(*(api.post("/v1/campaigns", json=campaign(), headers=KEY) for _ in range(8)))
    assert {(each.status_code, each.content) for each in answers} == {(201, answers[0].content)}
    assert sum("idempotent-replayed" not in each.headers for each in answers) == 1


@pytest.mark.parametrize("other", [{"params": {"activate": "true"}}, {"json": {"campaigns": []}}])
async def test_a_key_is_for_one_request(api: httpx.AsyncClient, other: dict[str, object]) -> None:
    sent = {"json": {"campaigns": [campaign()]}, "headers": KEY}
    await api.post("/v1/imports/campaigns", **sent)
    refused = await api.post("/v1/imports/campaigns", **{**sent, **other})
    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")
    assert problems(refused) == [("header.Idempotency-Key", "idempotency_key_reused")]


async def test_a_refused_write_may_be_sent_again_under_its_key(api: httpx.AsyncClient) -> None:
    assert (await api.post("/v1/campaigns/tea-time/activate", headers=KEY)).status_code == 404
    await api.post("/v1/campaigns", json=campaign())
    assert (await api.post("/v1/campaigns/tea-time/activate", headers=KEY)).status_code == 200


@pytest.mark.parametrize("key", ["", "x" * 256])
async def test_a_key_has_a_usable_length(api: httpx.AsyncClient, key: str) -> None:
    refused = await api.put("/v1/settings", json={}, headers={"Idempotency-Key": key})
    assert (refused.status_code, problems(refused)) == (422, [("header.Idempotency-Key", "wrong_length")])


async def test_what_the_caller_has_is_not_sent_again(api: httpx.AsyncClient) -> None:
    made = await api.post("/v1/campaigns", json=campaign())
    place, etag = made.headers["location"], made.headers["etag"]
    assert (await api.get(place)).headers["etag"] == etag
    for known in (etag, f'"other", W/{etag}', "*"):
        same = await api.get(place, headers={"If-None-Match": known})
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", etag)
    assert (await api.get(place, headers={"If-None-Match": '"other"'})).status_code == 200


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("catalogue", "/v1/articles/a"),
        ("customers", "/v1/customers/a"),
        ("stores", "/v1/stores/a"),
        ("audiences", "/v1/audiences/a"),
    ],
)
async def test_every_document_has_a_validator_that_follows_it(api: httpx.AsyncClient, file: str, place: str) -> None:
    noun = place.split("/")[2]
    changed = {"language": "sv"} if noun == "customers" else {"name": "New"}
    await api.post(f"/v1/imports/{file}", json={noun: [{"id": "a"}]})
    before = (await api.get(place)).headers["etag"]
    await api.post(f"/v1/imports/{file}", json={noun: [{"id": "a", **changed}]})
    after = await api.get(place, headers={"If-None-Match": before})
    assert (after.status_code, after.headers["etag"] == before) == (200, False)


async def test_of_two_editors_the_second_is_told(api: httpx.AsyncClient) -> None:
    read = (await api.post("/v1/campaigns", json=campaign())).headers["etag"]
    mine, yours = [
        await api.put("/v1/campaigns/tea-time", json=campaign(name=name), headers={"If-Match": read})
        for name in ("Mine", "Yours")
    ]
    assert (mine.status_code, yours.status_code, yours.json()["code"]) == (200, 412, "precondition_failed")
    assert mine.headers["etag"] in yours.json()["detail"]
    again = await api.put("/v1/campaigns/tea-time", json=campaign(), headers={"If-Match": mine.headers["etag"]})
    assert again.status_code == 200


async def test_of_two_editors_at_once_one_is_told(api: httpx.AsyncClient) -> None:
    await api.put("/v1/settings", json={"ignore_code_case": False})
    read = (await api.get("/v1/settings")).headers["etag"]
    answers = await asyncio.gather(
        *(
            api.put("/v1/settings", json={"stacking": {"max_stacked_campaigns": number}}, headers={"If-Match": read})
            for number in range(1, 7)
        )
    )
    assert sorted(each.status_code for each in answers) == [200, 412, 412, 412, 412, 412]


@pytest.mark.parametrize(("method", "path"), [("POST", "/activate"), ("DELETE", "")])
async def test_an_action_may_depend_on_what_was_read(api: httpx.AsyncClient, method: str, path: str) -> None:
    read = (await api.post("/v1/campaigns", json=campaign())).headers["etag"]
    await api.put("/v1/campaigns/tea-time", json=campaign(name="New"))
    for old in (read, f"W/{read}", '"none"', "nothing"):
        refused = await api.request(method, f"/v1/campaigns/tea-time{path}", headers={"If-Match": old})
        assert refused.status_code == 412
    present = (await api.get("/v1/campaigns/tea-time")).headers["etag"]
    done = await api.request(method, f"/v1/campaigns/tea-time{path}", headers={"If-Match": f'"none", {present}'})
    assert done.is_success


async def test_a_repeated_write_is_answered_though_its_condition_holds_no_longer(api: httpx.AsyncClient) -> None:
    read = (await api.get("/v1/settings")).headers["etag"]
    said = {"If-Match": read, **KEY}
    first, again = [await api.put("/v1/settings", json={"ignore_code_case": False}, headers=said) for _ in range(2)]
    assert (first.status_code, again.status_code, first.content) == (200, 200, again.content)


def test_a_write_is_guarded_by_the_document_that_it_changes() -> None:
    guarded = {name: guard.path for name, guard in guards_of(ROUTES).items()}
    assert guarded["replace_campaign"] == guarded["pause_campaign"] == "/v1/campaigns/{campaign}"
    assert guarded["replace_settings"] == "/v1/settings"
    assert guarded["delete_audience"] == "/v1/audiences/{audience}"
    assert "create_campaign" not in guarded
    assert "import_campaigns" not in guarded
