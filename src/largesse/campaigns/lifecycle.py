"""The life of a campaign: created as a draft, activated, paused, resumed, ended, archived.

What somebody decided is the `Status`, and is stored. What that means at an instant is the `State`: a live campaign is
scheduled before its start, active from then on, and ended from its end on, without anybody having to do anything.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from largesse.core.errors import Conflict

Status = Literal["draft", "live", "paused", "ended", "archived"]
State = Literal["draft", "scheduled", "active", "paused", "ended", "archived"]
Action = Literal["activate", "pause", "resume", "end", "archive", "restore"]

FIRST: Status = "draft"
"""A campaign is created inactive, always."""

_MOVES: dict[Action, tuple[tuple[State, ...], Status]] = {
    "activate": (("draft",), "live"),
    "pause": (("scheduled", "active"), "paused"),
    "resume": (("paused",), "live"),
    "end": (("scheduled", "active", "paused"), "ended"),
    "archive": (("draft", "paused", "ended"), "archived"),
    "restore": (("archived",), "draft"),
}
_CHANGEABLE: tuple[State, ...] = ("draft", "paused")


class NotInThisState(Conflict):
    """The campaign's state does not allow what was asked."""

    code = "not_in_this_state"


def state_at(status: Status, starts_at: datetime | None, ends_at: datetime | None, at: datetime) -> State:
    """Return what a campaign of this status and window is at an instant."""
    if status != "live":
        return status
    if ends_at is not None and at >= ends_at:
        return "ended"
    if starts_at is not None and at < starts_at:
        return "scheduled"
    return "active"


def move(state: State, action: Action) -> Status:
    """Return the status after the action; raise `NotInThisState` naming the states from which it can be done."""
    allowed, status = _MOVES[action]
    if state not in allowed:
        raise NotInThisState(f"a campaign that is {state} cannot {action}: {_from(allowed)}")
    return status


def check_replaceable(state: State) -> None:
    """Raise `NotInThisState` unless the campaign's document may be replaced: nobody is being served from it."""
    if state not in _CHANGEABLE:
        raise NotInThisState(f"a campaign that is {state} cannot be changed: pause it first")


def check_deletable(state: State) -> None:
    """Raise `NotInThisState` unless the campaign has never been live."""
    if state != "draft":
        raise NotInThisState(f"a campaign that is {state} cannot be deleted: only drafts can; end or archive it")


def _from(states: tuple[State, ...]) -> str:
    return "only one that is " + " or ".join(states) + " can"
