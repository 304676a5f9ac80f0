"""Callers that evaluate and write all the time, and remember every answer."""

from __future__ import annotations

import asyncio
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

    async def evaluate_on(self) -> None:
        while True:
            await self.evaluate()
            await asyncio.sleep(PACE_S)

    async def evaluate(self, **fields: object) -> None:
        answer = await self._insistent("/v1/evaluations", CHECKOUT | fields)
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

    async def write(self, id: str) -> bool:
        promotion = {"id": "all", "benefits": [{"type": "percent_off_products", "percent": "5"}]}
        body = {"id": id, "name": id, "currency": "USD", "promotions": [promotion]}
        try:
            answer = await self.http.post("/v1/campaigns", json=body)
        except httpx.TransportError:
            await asyncio.sleep(0.05)
            return False
        if answer.status_code == 201:
            self.written.append(id)
        else:
            self.refused.add(answer.status_code)
            await asyncio.sleep(0.05)
        return answer.status_code == 201

    async def _insistent(self, path: str, body: dict[str, object]) -> httpx.Response:
        """Send it again when the connection broke: nothing was answered, and an evaluation changes nothing."""
        for _ in range(20):
            try:
                return await self.http.post(path, json=body)
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


@asynccontextmanager
async def loaded(shop: Installation, evaluators: int = 4, writers: int = 0) -> AsyncIterator[Load]:
    """Callers at work for the time of the block."""
    headers = {"Authorization": f"Bearer {shop.key}"}
    async with httpx.AsyncClient(base_url=shop.address, headers=headers, timeout=PATIENCE_S) as http:
        load = Load(http)
        tasks = [asyncio.create_task(load.evaluate_on()) for _ in range(evaluators)]
        tasks += [asyncio.create_task(load.write_on(f"w{id(load)}-{n}")) for n in range(writers)]
        try:
            yield load
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
