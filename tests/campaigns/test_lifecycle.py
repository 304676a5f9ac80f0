from datetime import UTC, datetime, timedelta
from typing import get_args

import msgspec
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from largesse.campaigns import lifecycle
from largesse.campaigns.lifecycle import (
    Action,
    Life,
    NotInThisState,
    Span,
    State,
    evaluated_until,
    halt,
    mark,
    move,
    state_at,
    unmark,
)

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ALWAYS = Span()
TODAY = Span(NOON - HOUR, NOON + HOUR)

LIVES: dict[State, tuple[Life, Span]] = {
    "draft": (Life(), ALWAYS),
    "scheduled": (Life(status="live", activated_at=NOON), Span(NOON + HOUR, None)),
    "active": (Life(status="live", activated_at=NOON), TODAY),
    "paused": (Life(status="paused", activated_at=NOON, paused_at=NOON), TODAY),
    "ended": (Life(status="live", activated_at=NOON - 2 * HOUR), Span(None, NOON)),
    "archived": (Life(status="archived", activated_at=NOON), TODAY),
}
ALLOWED: dict[tuple[State, Action], State] = {
    ("draft", "activate"): "active",
    ("scheduled", "pause"): "paused",
    ("active", "pause"): "paused",
    ("paused", "resume"): "active",
    ("scheduled", "end"): "ended",
    ("active", "end"): "ended",
    ("paused", "end"): "ended",
    ("draft", "archive"): "archived",
    ("paused", "archive"): "archived",
    ("ended", "archive"): "archived",
    ("archived", "restore"): "draft",
}


def found(life: Life, span: Span, at: datetime) -> bool:
    """Whether an evaluation at that instant finds the campaign."""
    there, until = evaluated_until(life, span)
    return there and (span.start is None or span.start <= at) and (until is None or at < until)


def test_a_live_campaign_is_scheduled_then_active_then_ended_by_the_clock_alone():
    life, span, tick = Life(status="live"), Span(NOON, NOON + HOUR), timedelta(microseconds=1)
    instants = (NOON - tick, NOON, NOON + HOUR - tick, NOON + HOUR)
    assert [state_at(life, span, at) for at in instants] == ["scheduled", "active", "active", "ended"]


def test_a_paused_campaign_comes_to_its_end_too():
    assert state_at(Life(status="paused"), TODAY, NOON + HOUR) == "ended"


@pytest.mark.parametrize("state", get_args(State))
@pytest.mark.parametrize("action", get_args(Action))
def test_each_action_is_allowed_in_its_states_and_refused_in_every_other(state: State, action: Action):
    life, span = LIVES[state]
    assert state_at(life, span, NOON) == state
    if (state, action) in ALLOWED:
        assert state_at(move(life, span, action, NOON), span, NOON) == ALLOWED[state, action]
        return
    with pytest.raises(NotInThisState, match=f"{state} cannot {action}: only one that is"):
        move(life, span, action, NOON)


@pytest.mark.parametrize("state", get_args(State))
def test_what_is_over_or_put_away_is_not_edited(state: State):
    if state in ("ended", "archived"):
        with pytest.raises(NotInThisState):
            lifecycle.check_editable(state)
    else:
        lifecycle.check_editable(state)


def test_only_a_draft_that_was_never_active_is_deleted():
    lifecycle.check_deletable(Life())
    used = move(move(move(Life(), ALWAYS, "activate", NOON), ALWAYS, "end", NOON), ALWAYS, "archive", NOON)
    again = move(used, ALWAYS, "restore", NOON)
    for life in (again, used, LIVES["active"][0]):
        with pytest.raises(NotInThisState):
            lifecycle.check_deletable(life)


def test_a_campaign_that_was_ended_by_hand_is_found_until_then():
    life = move(LIVES["active"][0], TODAY, "end", NOON)
    assert evaluated_until(life, TODAY) == (True, NOON)
    assert evaluated_until(life, Span(None, NOON - HOUR)) == (True, NOON - HOUR)


def test_a_campaign_that_was_ended_before_it_began_is_not_found():
    tomorrow = Span(NOON + HOUR, None)
    life = move(LIVES["scheduled"][0], tomorrow, "end", NOON)
    assert evaluated_until(life, tomorrow)[0] is False


def test_what_was_paused_when_it_ended_does_not_come_back():
    by_hand = move(LIVES["paused"][0], TODAY, "end", NOON)
    by_the_clock = mark(LIVES["paused"][0], TODAY, NOON + HOUR)
    assert (by_hand.status, by_the_clock.status) == ("ended", "ended")
    assert evaluated_until(by_hand, TODAY)[0] is evaluated_until(by_the_clock, TODAY)[0] is False


class Campaigns(RuleBasedStateMachine):
    """A campaign under whatever people, the clock and the task that marks ended ones may do to it, in any order."""

    life = Life()
    span = ALWAYS
    now = NOON

    @initialize(start=st.none() | st.integers(-3, 3), length=st.none() | st.integers(1, 6))
    def begin(self, start: int | None, length: int | None):
        self.span = Span(
            None if start is None else NOON + start * HOUR,
            None if length is None else NOON + ((start or 0) + length) * HOUR,
        )

    @rule(hours=st.integers(1, 3))
    def time_passes(self, hours: int):
        self.now += hours * HOUR

    @rule(action=st.sampled_from(get_args(Action)))
    def somebody_acts(self, action: Action):
        before, state = self.life, state_at(self.life, self.span, self.now)
        try:
            self.life = move(self.life, self.span, action, self.now)
        except NotInThisState:
            assert (state, action) not in ALLOWED
            return
        assert (state, action) in ALLOWED
        assert self.life.status != before.status or action == "archive"
        if action == "end" and before.status == "live":
            for ago in range(1, 5):  # history stays as it was
                assert self.is_found(self.life, -ago) == self.is_found(before, -ago)

    @rule()
    def everything_is_stopped(self):
        state = state_at(self.life, self.span, self.now)
        self.life = halt(self.life, self.span, self.now)
        assert self.life.emergency == (state in ("scheduled", "active") or self.life.emergency)

    @rule()
    def the_task_runs(self):
        marked = mark(self.life, self.span, self.now)
        assert state_at(marked, self.span, self.now) == state_at(self.life, self.span, self.now)
        for hours in range(-12, 13):
            assert self.is_found(marked, hours) == self.is_found(self.life, hours)
        assert mark(marked, self.span, self.now) == marked
        self.life = marked

    @rule(hours=st.integers(1, 3))
    @precondition(lambda self: self.span.end is not None)
    def a_file_brings_another_end(self, hours: int):
        assert self.span.end is not None
        later = msgspec.structs.replace(self.span, end=self.span.end + hours * HOUR)
        unmarked = unmark(self.life, self.span)
        # whether the task has run by now makes no difference to what the new end does
        assert state_at(unmark(mark(unmarked, self.span, self.now), self.span), later, self.now) == state_at(
            unmarked, later, self.now
        )
        self.life, self.span = unmarked, later

    def is_found(self, life: Life, hours: int) -> bool:
        return found(life, self.span, self.now + hours * HOUR)

    @invariant()
    def only_what_is_live_or_has_ended_is_found(self):
        if self.life.status not in ("live", "ended"):
            assert not any(self.is_found(self.life, hours) for hours in range(-12, 13))

    @invariant()
    def what_is_active_is_found_now_and_what_is_anything_else_is_not(self):
        state = state_at(self.life, self.span, self.now)
        assert found(self.life, self.span, self.now) == (state == "active")

    @invariant()
    def an_emergency_lasts_only_while_it_is_paused(self):
        assert not self.life.emergency or self.life.status == "paused"


TestCampaigns = Campaigns.TestCase
