from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from largesse.campaigns import lifecycle
from largesse.campaigns.lifecycle import Action, NotInThisState, State, Status, move, state_at

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

ALLOWED: dict[tuple[State, Action], Status] = {
    ("draft", "activate"): "live",
    ("scheduled", "pause"): "paused",
    ("active", "pause"): "paused",
    ("paused", "resume"): "live",
    ("scheduled", "end"): "ended",
    ("active", "end"): "ended",
    ("paused", "end"): "ended",
    ("draft", "archive"): "archived",
    ("paused", "archive"): "archived",
    ("ended", "archive"): "archived",
    ("archived", "restore"): "draft",
}


def test_a_campaign_is_created_inactive():
    assert lifecycle.FIRST == "draft"


def test_a_live_campaign_is_scheduled_then_active_then_ended_by_the_clock_alone():
    start, end = NOON, NOON + HOUR
    assert state_at("live", start, end, NOON - timedelta(microseconds=1)) == "scheduled"
    assert state_at("live", start, end, NOON) == "active"
    assert state_at("live", start, end, end - timedelta(microseconds=1)) == "active"
    assert state_at("live", start, end, end) == "ended"


def test_a_live_campaign_without_dates_is_always_active():
    assert state_at("live", None, None, NOON) == "active"


@pytest.mark.parametrize("status", [status for status in get_args(Status) if status != "live"])
def test_what_was_decided_does_not_depend_on_the_clock(status: Status):
    for at in (NOON - HOUR, NOON, NOON + HOUR):
        assert state_at(status, NOON, NOON, at) == status


@pytest.mark.parametrize("state", get_args(State))
@pytest.mark.parametrize("action", get_args(Action))
def test_each_action_is_allowed_in_its_states_and_refused_in_every_other(state: State, action: Action):
    if (state, action) in ALLOWED:
        assert move(state, action) == ALLOWED[state, action]
        return
    with pytest.raises(NotInThisState, match=f"{state} cannot {action}: only one that is"):
        move(state, action)


@pytest.mark.parametrize("state", get_args(State))
def test_a_document_is_replaced_only_while_nobody_is_served_from_it(state: State):
    if state in ("draft", "paused"):
        lifecycle.check_replaceable(state)
        return
    with pytest.raises(NotInThisState):
        lifecycle.check_replaceable(state)


@pytest.mark.parametrize("state", get_args(State))
def test_only_a_draft_is_deleted(state: State):
    if state == "draft":
        lifecycle.check_deletable(state)
        return
    with pytest.raises(NotInThisState):
        lifecycle.check_deletable(state)
