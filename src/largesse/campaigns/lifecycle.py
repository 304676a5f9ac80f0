"""The life of a campaign: created as a draft, activated, paused, resumed, ended, archived, restored.

What was decided is its `Life`, and is stored. What that means at an instant is its `State`: a live campaign is
scheduled before its start, active from then on, and ended from its end on, without anybody having to do anything. To
mark what the clock has ended changes how it is stored and nothing else.

Evaluations may look back: a checkout of an hour ago is priced by what applied then. So a campaign that has ended stays
findable until the instant at which it did. One that was paused when it ended does not come back: whoever stopped it
meant that.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from largesse.core.errors import Conflict

Status = Literal["draft", "live", "paused", "ended", "archived"]
State = Literal["draft", "scheduled", "active", "paused", "ended", "archived"]
Action = Literal["activate", "pause", "resume", "end", "archive", "restore"]


class NotInThisState(Conflict):
    """The campaign's state does not allow what was asked."""

    code = "not_in_this_state"


class Span(msgspec.Struct, frozen=True):
    """From when on and until when a campaign applies, as its document says; None where it does not."""

    start: datetime | None = None
    end: datetime | None = None


class Life(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was decided about a campaign, and when. A campaign is created inactive, always."""

    status: Status = "draft"
    activated_at: datetime | None = None
    """For the first time. What was never active was never used."""
    paused_at: datetime | None = None
    """Kept when it ends while it is paused."""
    emergency: bool = False
    """It was paused together with all others, and will be resumed with them."""
    ended_at: datetime | None = None
    """By hand, or by its end once that was marked."""


_MOVES: dict[Action, tuple[tuple[State, ...], Status]] = {
    "activate": (("draft",), "live"),
    "pause": (("scheduled", "active"), "paused"),
    "resume": (("paused",), "live"),
    "end": (("scheduled", "active", "paused"), "ended"),
    "archive": (("draft", "paused", "ended"), "archived"),
    "restore": (("archived",), "draft"),
}
_EDITABLE: tuple[State, ...] = ("draft", "scheduled", "active", "paused")
_SERVED: tuple[State, ...] = ("scheduled", "active")


def state_at(life: Life, span: Span, at: datetime) -> State:
    """Return what a campaign is at an instant."""
    if life.status not in ("live", "paused"):
        return life.status
    if span.end is not None and at >= span.end:
        return "ended"
    if life.status == "paused":
        return "paused"
    return "scheduled" if span.start is not None and at < span.start else "active"


def move(life: Life, span: Span, action: Action, at: datetime) -> Life:
    """Return the life after an action; raise `NotInThisState` naming the states from which it can be done."""
    life = mark(life, span, at)
    state = state_at(life, span, at)
    allowed, status = _MOVES[action]
    if state not in allowed:
        raise NotInThisState(f"a campaign that is {state} cannot {action}: {_from(allowed)}")
    changed = msgspec.structs.replace(life, status=status)
    if action == "pause":
        return msgspec.structs.replace(changed, paused_at=at)
    if action == "end":
        return msgspec.structs.replace(changed, ended_at=at, emergency=False)
    if action == "archive":
        return msgspec.structs.replace(changed, emergency=False)
    return Life(status=status, activated_at=life.activated_at or (at if status == "live" else None))


def halt(life: Life, span: Span, at: datetime) -> Life:
    """Return the life after everything was stopped at once; the same when there was nothing to stop."""
    if state_at(life, span, at) not in _SERVED:
        return life
    return msgspec.structs.replace(move(life, span, "pause", at), emergency=True)


def mark(life: Life, span: Span, at: datetime) -> Life:
    """Return the life with the end that the clock has brought, if it has. Evaluations find the same as before."""
    if life.status in ("live", "paused") and span.end is not None and at >= span.end:
        return msgspec.structs.replace(life, status="ended", ended_at=span.end, emergency=False)
    return life


def unmark(life: Life, span: Span) -> Life:
    """Return the life of a campaign that came to its own end as it was before, so that another end can count."""
    if life.status != "ended" or life.ended_at != span.end:
        return life
    return msgspec.structs.replace(life, status="live" if life.paused_at is None else "paused", ended_at=None)


def evaluated_until(life: Life, span: Span) -> tuple[bool, datetime | None]:
    """Return whether evaluations find the campaign at all, and the first instant at which no longer (None: ever)."""
    if life.status == "live":
        return True, span.end
    if life.status != "ended" or life.paused_at is not None or life.ended_at is None:
        return False, None
    end = life.ended_at if span.end is None else min(span.end, life.ended_at)
    return span.start is None or span.start < end, end


def check_editable(state: State) -> None:
    """Raise `NotInThisState` unless the campaign may be given another document."""
    if state not in _EDITABLE:
        hint = "restore it first" if state == "archived" else "copy it"
        raise NotInThisState(f"a campaign that is {state} cannot be changed: {hint}")


def is_served(state: State) -> bool:
    """Whether customers are or will be served from its document, so that an edit waits beside it until published."""
    return state in _SERVED


def check_deletable(life: Life) -> None:
    """Raise `NotInThisState` unless the campaign has never been active."""
    if life.status != "draft" or life.activated_at is not None:
        raise NotInThisState("only a draft that was never active can be deleted: end or archive it")


def _from(states: tuple[State, ...]) -> str:
    return "only one that is " + " or ".join(states) + " can"
