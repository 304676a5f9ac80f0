"""The account of a category of campaigns: from the amount that the receipts recorded to the one that the book gives."""

from __future__ import annotations

from collections.abc import Callable, Collection

import msgspec

from largesse.app.replay_tally import Redemption, Replay, Tally


class Step(msgspec.Struct, frozen=True):
    """One step from the recorded amount to the given one, and how many lines or codes it is made of."""

    says: str
    amount: str
    count: int


class Account(msgspec.Struct, frozen=True):
    """All campaigns of one category together. The steps sum up to the difference; what they leave is a step too."""

    category: str
    recorded: str
    given: str
    difference: str
    steps: list[Step]


_Steps = list[tuple[str, int, int]]
"""(what it says, minor units, how many)."""


def account_of(
    category: str, campaigns: Collection[str], replay: Replay, unsold: tuple[int, int], text: Callable[[int], str]
) -> Account:
    """Return the account of these campaigns. `unsold`: minor units recorded on so many lines that sold no article.

    Campaigns whose codes are on record are explained code by code, others line by line.
    """
    discounted, others = _tallies(category, replay)
    codes = [each for each in replay.redemptions if each.campaign in campaigns]
    steps = [("recorded where no article was sold", -unsold[0], unsold[1])]
    steps += _by_codes(codes, discounted.recorded) if codes else _by_lines(discounted, others)
    recorded = unsold[0] + discounted.recorded
    given = sum(replay.campaigns[campaign].given for campaign in campaigns)
    left = given - recorded - sum(amount for _, amount, _ in steps)
    if left:
        steps.append(("not explained", left, 0))
    told = [Step(says, text(amount), count) for says, amount, count in steps if amount or count]
    return Account(category, text(recorded), text(given), text(given - recorded), told)


def _tallies(category: str, replay: Replay) -> tuple[Tally, Tally]:
    discounted, others = Tally(), Tally()
    for key, tally in replay.lines.items():
        if key.category == category:
            (discounted if key.discounted else others).add(tally)
    return discounted, others


def _by_lines(discounted: Tally, others: Tally) -> _Steps:
    smaller = discounted.less_by - discounted.nothing_of
    return [
        ("discounted on the receipt, no offer in the book", -discounted.nothing_of, discounted.nothing),
        ("discounted more than the book would", -smaller, discounted.less - discounted.nothing),
        ("discounted less than the book would", discounted.more_by, discounted.more),
        ("not discounted on the receipt, though the book has an offer", others.more_by, others.more),
    ]


def _by_codes(codes: list[Redemption], recorded: int) -> _Steps:
    shown = [each for each in codes if each.recorded is not None]
    refused = [each for each in shown if each.outcome != "applied"]
    paid = [each for each in shown if each.outcome == "applied"]
    unseen = [each for each in codes if each.recorded is None and each.given]
    lower = [each for each in paid if each.given < (each.recorded or 0)]
    higher = [each for each in paid if each.given > (each.recorded or 0)]
    return [
        ("coupons of other origin, on no campaign's records", _recorded(shown) - recorded, 0),
        ("shown by the receipt, not given by the book", -_recorded(refused), len(refused)),
        ("worth more on the receipt than in the book", _given(lower) - _recorded(lower), len(lower)),
        ("worth less on the receipt than in the book", _given(higher) - _recorded(higher), len(higher)),
        ("given by the book, not shown by the receipt", _given(unseen), len(unseen)),
    ]


def _recorded(codes: list[Redemption]) -> int:
    return sum(each.recorded or 0 for each in codes)


def _given(codes: list[Redemption]) -> int:
    return sum(each.given for each in codes)
