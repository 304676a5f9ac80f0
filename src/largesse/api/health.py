"""Whether the server is alive, and whether it can answer: for those who watch over it. No key is asked for."""

from __future__ import annotations

from typing import Literal

import msgspec

from largesse.api.desk import Desk
from largesse.api.route import Call, NoQuery, Route
from largesse.app.keys import find_grant
from largesse.core.errors import Unavailable


class Health(msgspec.Struct, frozen=True):
    """All is well; anything else is a refusal."""

    status: Literal["ok"] = "ok"


async def live(desk: Desk, call: Call[None, NoQuery]) -> Health:
    """Answers as long as the process serves requests at all."""
    return Health()


async def ready(desk: Desk, call: Call[None, NoQuery]) -> Health:
    """Answers when the database answers; 503 until then."""
    await find_grant(desk.ports, "")
    return Health()


ROUTES = (
    Route(method="GET", path="/health/live", tag="Health", says="Is it alive", handler=live, gives=Health, scope=None),
    Route(
        method="GET", path="/health/ready", tag="Health", says="Can it answer", handler=ready, gives=Health,
        scope=None, errors=(Unavailable,),
    ),
)  # fmt: skip
