"""Callers that evaluate and write all the time, and remember every answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

import httpx

from tests.faults.installation import PATIENCE_S, Installation

PACE_S = 0.01  # between two requests of a caller: what is tested needs the processor too
CHECKOUT = {"currency": "USD", "at": "2026-06-15T12:00:00Z", "lines": [{"article": "a", "price": "10.00"}]}


@dataclass
class Load:
    """What callers have been told so far."""

    http: httpx.AsyncClient
    answered: int = 0
    cut: int = 0
    """Requests whose connection broke and that were sent again, as every client does."""
    failed: list[str] = field(default_factory=list)
    versions: set[str] = field(default_factory=set)
    written: list[str] = field(default_factory=list)
    """Campaigns whose creation was confirmed."""
    refused: set[int] = field(default_factory=set)
    """Statuses of writes that were not."""
    seconds: list[float] = field(default_factory=list)
    """How long each evaluation took, until it was answered."""

    async def evaluate_on(self) -> None:
        while True:
            await self.evaluate()
            await asyncio.sleep(PACE_S)

    async def evaluate(self, **fields: object) -> None:
        began = time.perf_counter()
        answer = await self._insistent("/v1/evaluations", CHECKOUT | fields)
        self.seconds.append(time.perf_counter() - began)
        if answer.status_code != 200:
            self.failed.append(f"{answer.status_code} {answer.text}")
        elif answer.json()["totals"]["total"] != "9.00":
            self.failed.append(answer.text)
        else:
            self.answered += 1
            self.versions.add(answer.json()["book"])

    async def write_on(self, name: str) -> None:
        for number in count():
            await self.write(f"{name}-{number}")
            await asyncio.sleep(PACE_S)

    async def write_once_on(self, name: str) -> None:
        """Write as a client does that sends again what was cut off, under the same key."""
        for number in count():
            body = _campaign(f"{name}-{number}")
            answer = await self._insistent("/v1/campaigns", body, {"Idempotency-Key": f"{name}-{number}"})
            if answer.status_code == 201:
                self.written.append(f"{name}-{number}")
            else:
                self.refused.add(answer.status_code)
                self.failed.append(f"{answer.status_code} {answer.text}")
            await asyncio.sleep(PACE_S)

    async def publish(self, id: str) -> None:
        """Let a campaign go live that says nothing of what is evaluated here."""
        only = {
            "id": "all",
            "benefits": [{"type": "percent_off_products", "percent": "5", "of": {"articles": ["another"]}}],
        }
        (await self.http.post("/v1/campaigns", json=_campaign(id) | {"promotions": [only]})).raise_for_status()
        (await self.http.post(f"/v1/campaigns/{id}/activate", json={})).raise_for_status()

    async def write(self, id: str) -> bool:
        try:
            answer = await self.http.post("/v1/campaigns", json=_campaign(id))
        except httpx.TransportError:
            await asyncio.sleep(0.05)
            return False
        if answer.status_code == 201:
            self.written.append(id)
        else:
            self.refused.add(answer.status_code)
            await asyncio.sleep(0.05)
        return answer.status_code == 201

    async def _insistent(
        self, path: str, body: dict[str, object], headers: dict[str, str] | None = None
    ) -> httpx.Response:
        """Send it again when the connection broke: nothing was answered, and it changes nothing or bears a key."""
        for _ in range(20):
            try:
                return await self.http.post(path, json=body, headers=headers)
            except httpx.TransportError:
                self.cut += 1
                await asyncio.sleep(0.05)
        return httpx.Response(599, text="no connection after many tries")

    async def more(self, answers: int = 20) -> None:
        """Wait until so many more evaluations were answered."""
        wanted = self.answered + answers
        async with asyncio.timeout(PATIENCE_S):
            while self.answered < wanted:  # noqa: ASYNC110 - nothing sets an event for it
                await asyncio.sleep(0.02)

    async def stored(self) -> set[str]:
        """The ids of all campaigns that are there."""
        ids: set[str] = set()
        cursor = None
        while True:
            query = {"limit": "500"} | ({"cursor": cursor} if cursor else {})
            page = (await self.http.get("/v1/campaigns", params=query)).raise_for_status().json()
            ids |= {each["id"] for each in page["items"]}
            cursor = page.get("next")
            if cursor is None:
                return ids


def _campaign(id: str) -> dict[str, object]:
    promotion = {"id": "all", "benefits": [{"type": "percent_off_products", "percent": "5"}]}
    return {"id": id, "name": id, "currency": "USD", "promotions": [promotion]}


@asynccontextmanager
async def loaded(
    shop: Installation, evaluators: int = 4, writers: int = 0, insistent_writers: int = 0
) -> AsyncIterator[Load]:
    """Callers at work for the time of the block."""
    headers = {"Authorization": f"Bearer {shop.key}"}
    async with httpx.AsyncClient(base_url=shop.address, headers=headers, timeout=PATIENCE_S) as http:
        load = Load(http)
        tasks = [asyncio.create_task(load.evaluate_on()) for _ in range(evaluators)]
        tasks += [asyncio.create_task(load.write_on(f"w{id(load)}-{n}")) for n in range(writers)]
        tasks += [asyncio.create_task(load.write_once_on(f"i{id(load)}-{n}")) for n in range(insistent_writers)]
        try:
            yield load
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
