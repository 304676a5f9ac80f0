"""What a supervisor of the server is told."""

from __future__ import annotations

from typing import Any

from largesse.store.database import Database
from tests.api.toys import client


async def test_a_server_that_can_answer_says_so_to_everybody(app: Any) -> None:
    async with client(app, key=None) as anybody:
        for probe in ("live", "ready"):
            answer = await anybody.get(f"/health/{probe}")
            assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_without_its_database_it_is_alive_but_not_ready(app: Any, database: Database) -> None:
    await database.close()
    async with client(app, key=None) as anybody:
        assert (await anybody.get("/health/live")).status_code == 200
        refused = await anybody.get("/health/ready")
        assert (refused.status_code, refused.json()["code"]) == (503, "unavailable")
