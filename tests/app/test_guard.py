"""The time limit, and campaigns that keep exceeding their share of it: out for a while, and back."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from largesse.app.guard import PAUSE_S, SAMPLES, STRIKES, Guard
from largesse.core.terms import Terms
from largesse.promotions.book import Book, compile_book
from largesse.promotions.condition import Condition, Test
from largesse.promotions.evaluate import evaluate
from largesse.promotions.evaluation import Evaluation, Finding
from largesse.promotions.facts import Facts
from largesse.promotions.settings import Settings
from tests.app.writing import campaign, checkout
from tests.database import Clock

NOON = "2026-06-15T12:00:00Z"


class Slow(Condition, frozen=True, tag="slow"):
    """A condition of somebody's own that takes its time."""

    clock: Any
    seconds: float

    def compile(self, terms: Terms) -> Test:
        def holds(view: object) -> bool:
            self.clock.advance(self.seconds)
            return True

        return Test(holds, lambda view: Finding("slow"))


def book(clock: Clock, *slow: float, version: int = 1, **settings: Any) -> Book:
    """Campaigns c0, c1, ... that take 10 % off each, with a condition that takes so many seconds."""
    campaigns = []
    for i, seconds in enumerate(slow):
        plain = campaign(f"c{i}", position=i, version=version)
        conditions = [Slow(clock=clock, seconds=seconds)] if seconds else []
        only = msgspec.structs.replace(plain.promotions[0], conditions=conditions)
        campaigns.append(msgspec.structs.replace(plain, promotions=[only]))
    return compile_book(campaigns, Settings(**settings))


def price(guard: Guard, of: Book) -> tuple[Evaluation, list[str]]:
    """An evaluation under the guard, and the campaigns that are out because of it."""
    run = guard.begin(of)
    found = evaluate(of, checkout(at=NOON), Facts(suspended=run.suspended), explain="all", meter=run.meter())
    return found, [each.campaign for each in run.end()]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def guard(clock: Clock) -> Guard:
    return Guard(clock.ticks)


def test_what_takes_no_time_is_never_stopped(guard: Guard, clock: Clock) -> None:
    of = book(clock, 0, 0.049, 0)
    for _ in range(3 * STRIKES):
        found, out = price(guard, of)
        assert (found.cut_short, out, guard.exceeded) == (False, [], 0)


def test_when_the_limit_is_over_the_evaluation_ends_and_says_so(guard: Guard, clock: Clock) -> None:
    found, out = price(guard, book(clock, 0, 0.06, 0))
    assert (found.cut_short, [each.campaign for each in found.applied]) == (True, ["c0", "c1"])
    assert [each.reason for each in found.verdicts] == [None, None, "not_reached"]
    assert found.left_out == ["c2"]
    assert (out, guard.exceeded) == ([], 1)


def test_the_limit_is_a_setting_and_nought_is_none(guard: Guard, clock: Clock) -> None:
    assert not price(guard, book(clock, 0.2, 0, time_limit_ms=300))[0].cut_short
    assert not price(guard, book(clock, 9.9, 0, time_limit_ms=0))[0].cut_short


def test_a_campaign_that_keeps_exceeding_its_share_is_taken_out_and_the_others_go_on(
    guard: Guard, clock: Clock
) -> None:
    of = book(clock, 0, 0.06, 0)
    outs = [price(guard, of)[1] for _ in range(1 + STRIKES)]
    assert outs == [[]] * STRIKES + [["c1"]]
    found, out = price(guard, of)
    assert (found.cut_short, found.left_out, out) == (False, ["c1"], [])
    assert [(each.campaign, each.reason) for each in found.verdicts] == [
        ("c0", None),
        ("c1", "suspended"),
        ("c2", None),
    ]
    (suspension,) = guard.suspensions(of)
    assert (suspension.campaign, suspension.version) == ("c1", 1)
    assert suspension.spent == pytest.approx(0.06)


def test_it_is_put_back_after_a_pause_and_out_again_if_it_has_not_got_better(guard: Guard, clock: Clock) -> None:
    of = book(clock, 0, 0.06, 0)
    for _ in range(1 + STRIKES):
        price(guard, of)
    clock.advance(PAUSE_S - 0.1)
    assert [each.campaign for each in guard.suspensions(of)] == ["c1"]
    clock.advance(0.2)
    assert guard.suspensions(of) == []
    assert [price(guard, of)[1] for _ in range(STRIKES)][-1] == ["c1"]


def test_a_new_version_is_put_back_at_once(guard: Guard, clock: Clock) -> None:
    for _ in range(1 + STRIKES):
        price(guard, book(clock, 0, 0.06, 0))
    better = book(clock, 0, 0, 0, version=2)
    assert guard.suspensions(better) == []
    assert len(price(guard, better)[0].applied) == 3


def test_once_in_a_while_is_no_habit(guard: Guard, clock: Clock) -> None:
    slow, quick = book(clock, 0, 0.06, 0), book(clock, 0, 0, 0)
    price(guard, slow)  # not measured yet
    for _ in range(3):
        assert [price(guard, of)[1] for of in [*[slow] * (STRIKES - 1), quick]] == [[]] * STRIKES


def test_nobody_is_measured_as_long_as_evaluations_keep_the_limit(guard: Guard, clock: Clock) -> None:
    sluggish, quick = book(clock, 0, 0.02, 0), book(clock, 0, 0, 0)
    assert [price(guard, sluggish)[1] for _ in range(2 * STRIKES)] == [[]] * 2 * STRIKES
    price(guard, book(clock, 0.06))
    assert [price(guard, sluggish)[1] for _ in range(STRIKES)] == [[]] * (STRIKES - 1) + [["c1"]]
    clock.advance(PAUSE_S)
    for _ in range(SAMPLES):
        price(guard, quick)
    assert [price(guard, sluggish)[1] for _ in range(2 * STRIKES)] == [[]] * 2 * STRIKES


def test_many_that_take_a_little_each_are_nobodys_fault(guard: Guard, clock: Clock) -> None:
    of = book(clock, *[0.009] * 8)
    for _ in range(3 * STRIKES):
        found, out = price(guard, of)
        assert (found.cut_short, out) == (True, [])


def test_what_comes_after_the_last_promotion_is_not_put_on_its_account(guard: Guard, clock: Clock) -> None:
    price(guard, book(clock, 0.06))  # from now on they are measured
    of = book(clock, 0, 0)
    for _ in range(STRIKES):
        run = guard.begin(of)
        evaluate(of, checkout(at=NOON), meter=run.meter())
        clock.advance(0.06)  # writing the answer
        assert run.end() == []


def test_time_in_which_the_machine_did_something_else_is_not_spent(clock: Clock) -> None:
    guard = Guard(clock.ticks, busy=lambda: 7.0)
    for _ in range(2 * STRIKES):
        found, out = price(guard, book(clock, 0, 10, 0))
        assert (found.cut_short, out, guard.exceeded) == (False, [], 0)
