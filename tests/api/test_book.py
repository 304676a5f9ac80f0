"""The health of the live book over HTTP, and hints beside a price."""

from __future__ import annotations

from typing import Any

import httpx

from tests.api.documents import campaign, checkout, live


async def test_the_live_book_tells_how_it_is(api: httpx.AsyncClient) -> None:
    await live(api, campaign())
    health = (await api.get("/v1/book/health")).json()
    assert (health["promotions"], health["broken"], health["suspended"], health["over_time"]) == (1, [], [], 0)


def with_code(id: str, amount: str) -> dict[str, Any]:
    promotion = {
        "id": "p",
        "conditions": [{"type": "has_code", "codes": [f"SECRET-{id}"]}],
        "benefits": [{"type": "amount_off_order", "amount": amount}],
    }
    return campaign(id, promotions=[promotion])


async def test_hints_come_when_they_are_asked_for_or_something_is_explained(api: httpx.AsyncClient) -> None:
    await live(api, *[with_code(f"c{i}", f"{i}.00") for i in range(1, 6)])

    async def hints(**query: Any) -> list[str]:
        answer = await api.post("/v1/evaluations", params=query, json=checkout())
        assert "SECRET" not in answer.text
        return [f"{each['campaign']} {each['worth']}" for each in answer.json().get("hints", [])]

    assert await hints() == []
    assert await hints(hints=2) == ["c5 5.00", "c4 4.00"]
    assert await hints(explain="candidates") == ["c5 5.00", "c4 4.00", "c3 3.00"]
    assert await hints(campaigns="c1", hints=0) == []
    assert (await api.post("/v1/evaluations?hints=21", json=checkout())).status_code == 422
