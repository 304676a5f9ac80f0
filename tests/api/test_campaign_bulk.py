"""One action on many campaigns, on a real database."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api.documents import campaign, problems


async def bulk(api: httpx.AsyncClient, action: str, *ids: str, **said: Any) -> list[dict[str, Any]]:
    answer = await api.post("/v1/campaigns:bulk", json={"ids": ids, "action": action}, **said)
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "k"}])
async def test_each_campaign_is_done_or_refused_by_itself(api: httpx.AsyncClient, headers: dict[str, str]) -> None:
    for id in ("a", "b", "c"):
        await api.post("/v1/campaigns", json=campaign(id))
    await api.post("/v1/campaigns/b/activate")
    results = await bulk(api, "activate", "c", "b", "none", "a", "c", headers=headers)
    assert [(each["id"], each["done"], each.get("state")) for each in results] == [
        ("c", True, "active"), ("b", False, None), ("none", False, None), ("a", True, "active"),
    ]  # fmt: skip
    assert [results[index]["refusal"]["code"] for index in (1, 2)] == ["not_in_this_state", "not_found"]
    listed = (await api.get("/v1/campaigns", params={"state": "active"})).json()["items"]
    assert {each["id"] for each in listed} == {"a", "b", "c"}


async def test_drafts_are_deleted_many_at_once(api: httpx.AsyncClient) -> None:
    for id in ("a", "b"):
        await api.post("/v1/campaigns", json=campaign(id))
    assert await bulk(api, "delete", "a", "b") == [{"id": "a", "done": True}, {"id": "b", "done": True}]
    assert (await api.get("/v1/campaigns")).json()["items"] == []


async def test_at_least_one_campaign_is_named(api: httpx.AsyncClient) -> None:
    refused = await api.post("/v1/campaigns:bulk", json={"ids": [], "action": "pause"})
    assert (refused.status_code, problems(refused)) == (422, [("$.ids", "wrong_length")])
