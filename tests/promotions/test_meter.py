"""The meter: one count for all parts of an evaluation, and a door through which a clock outside can stop it."""

from __future__ import annotations

from largesse.promotions.evaluate import evaluate
from largesse.promotions.meter import Meter
from tests.promotions.asking import book, campaign, checkout, off

TEN = book(*[campaign(f"c{i}", off("0.10")) for i in range(10)])
BEST = {"priority_resolution": "highest_discount", "scope": "best_single"}


def test_every_promotion_judged_is_one_step() -> None:
    meter = Meter(100)
    assert not evaluate(TEN, checkout(), meter=meter).cut_short
    assert (meter.left, meter.stopped) == (90, False)


def test_trials_and_the_run_share_one_count() -> None:
    best = book(*[campaign(f"c{i}", off(f"0.{i}0")) for i in range(1, 6)], stacking=BEST)
    found = evaluate(best, checkout(), meter=Meter(5))
    assert (found.cut_short, [each.campaign for each in found.applied]) == (False, ["c5"])


def test_when_trials_are_cut_short_the_best_so_far_is_given() -> None:
    best = book(*[campaign(f"c{i}", off(f"0.{i}0")) for i in range(1, 6)], stacking=BEST)
    found = evaluate(best, checkout(), explain="all", meter=Meter(3))
    assert (found.cut_short, [each.campaign for each in found.applied]) == (True, ["c3"])
    assert [each.reason for each in found.verdicts if each.campaign in ("c4", "c5")] == ["not_reached"] * 2


def test_somebody_outside_can_stop_it_and_what_was_given_stays() -> None:
    turns: list[str] = []

    def until_c3(campaign: str) -> bool:
        turns.append(campaign)
        return campaign != "c3"

    found = evaluate(TEN, checkout(), explain="all", meter=Meter(100, until_c3))
    assert (found.cut_short, found.totals.discount) == (True, "0.30")
    assert turns[:5] == ["c0", "c1", "c2", "c3", ""]
    assert [each.reason for each in found.verdicts[3:]] == ["not_reached"] * 7
