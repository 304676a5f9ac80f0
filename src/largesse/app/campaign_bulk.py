"""One action on many campaigns: each is done or refused by itself."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from largesse.app.campaigns import change_state, delete_campaign
from largesse.app.ports import Ports
from largesse.campaigns.lifecycle import State
from largesse.core.errors import LargesseError, Problem, Unavailable
from largesse.core.wire import Token

BulkAction = Literal["activate", "pause", "resume", "end", "archive", "restore", "delete"]


class BulkChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to do with which campaigns."""

    ids: Annotated[list[Token], Meta(min_length=1, max_length=1000)]
    action: BulkAction


class Refusal(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why it was not done, as when it is asked for alone."""

    code: str
    detail: str
    problems: tuple[Problem, ...] = ()


class BulkResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one campaign."""

    id: str
    done: bool
    state: State | None = None
    """What it is now; left out when it was deleted or refused."""
    refusal: Refusal | None = None


class BulkResults(msgspec.Struct, frozen=True):
    """What became of each campaign, in the order in which they were named; one named twice is done once."""

    results: list[BulkResult]


async def change_campaigns(ports: Ports, company: str, change: BulkChange) -> BulkResults:
    """Do the action to each campaign by itself. Raises `Unavailable`; the rest of the refusals are results."""
    results: dict[str, BulkResult] = {}
    for id in sorted(set(change.ids)):  # two who change the same campaigns do not block each other
        results[id] = await _change(ports, company, id, change.action)
    return BulkResults([results[id] for id in dict.fromkeys(change.ids)])


async def _change(ports: Ports, company: str, id: str, action: BulkAction) -> BulkResult:
    try:
        if action == "delete":
            await delete_campaign(ports, company, id)
            return BulkResult(id, True)
        return BulkResult(id, True, (await change_state(ports, company, id, action)).state)
    except Unavailable:
        raise
    except LargesseError as error:
        return BulkResult(id, False, None, Refusal(error.code, error.message, error.problems))
