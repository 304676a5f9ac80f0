"""A time limit on each evaluation, and campaigns that keep exceeding their share of it, taken out for a while.

Usually nothing is measured but whether the limit is over. Once an evaluation has exceeded it, the next ones are
measured campaign by campaign; one that takes more than its share several times in a row is taken out of evaluation, and
put back after a pause. A new version of it is put back at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

import msgspec

from largesse.app.ports.watch import UNWATCHED, Watch
from largesse.promotions.book import Book
from largesse.promotions.checkout import Checkout
from largesse.promotions.evaluate import Explain, evaluate
from largesse.promotions.evaluation import Evaluation
from largesse.promotions.facts import Facts
from largesse.promotions.meter import Meter

log = logging.getLogger("largesse.evaluation")

SHARE = 0.25
"""Of the limit: a campaign that takes longer exceeds its share."""

SAMPLES = 50
"""So many evaluations are measured after one that exceeded the limit."""

STRIKES = 3
"""So often in a row a campaign may not exceed its share."""

EXPLAINED = 20
"""So many times the limit is there for an evaluation that is to be explained: nobody waits for that at a till, and the
first one reads benefits anew, in finer units. Cut short, it would explain another price than the till gives."""

PAUSE_S = 60.0
"""How long a campaign is out."""

Ticks = Callable[[], float]


class Suspension(msgspec.Struct, frozen=True):
    """A campaign that is out of evaluation. Seconds; `until` on the clock of the guard."""

    campaign: str
    version: int
    until: float
    spent: float
    """What it took the last time that it was measured."""


class Guard:
    """Watches over the evaluations of one company, in one process."""

    def __init__(self, ticks: Ticks, busy: Ticks | None = None, company: str = "", watch: Watch = UNWATCHED) -> None:
        """Times are of `ticks`, and what is spent of `busy`: on a machine that does much else, nobody is cut short."""
        self._ticks = ticks
        self._busy = busy or ticks
        self._company = company
        self._watch = watch
        self._samples = 0
        self._strikes: dict[str, int] = {}
        self._out: dict[str, Suspension] = {}
        self.exceeded = 0
        """How many evaluations have exceeded their limit."""

    def begin(self, book: Book, times: int = 1) -> Run:
        """Return the run of one evaluation of this book, which begins now and may take so many times the limit."""
        limit = times * book.settings.time_limit_ms / 1000
        suspended = frozenset(each.campaign for each in self.suspensions(book)) if self._out else _NOBODY
        return Run(self, book, limit, suspended, self._ticks, self._busy, measured=self._samples > 0)

    def suspensions(self, book: Book) -> list[Suspension]:
        """Return which campaigns are out now; those whose pause is over, or that have changed, are put back."""
        now = self._ticks()
        self._out = {
            each.campaign: each
            for each in self._out.values()
            if now < each.until and _version(book, each.campaign) == each.version
        }
        return list(self._out.values())

    def finished(self, run: Run, spent: dict[str, float]) -> list[Suspension]:
        """Take note of an evaluation, `spent` by campaign where it was measured; return the campaigns taken out now."""
        self._samples = max(self._samples - 1, 0)
        if run.exceeded:
            self.exceeded += 1
            self._watch.over_time(self._company)
            self._samples = SAMPLES
        share = SHARE * run.limit
        for campaign, seconds in spent.items():
            self._strikes[campaign] = self._strikes.get(campaign, 0) + 1 if seconds > share else 0
        guilty = [campaign for campaign in spent if self._strikes[campaign] >= STRIKES]
        return [self._suspend(run.book, campaign, spent[campaign]) for campaign in guilty]

    def _suspend(self, book: Book, campaign: str, spent: float) -> Suspension:
        del self._strikes[campaign]
        self._watch.taken_out(self._company)
        suspension = Suspension(campaign, _version(book, campaign), self._ticks() + PAUSE_S, spent)
        self._out[campaign] = suspension
        return suspension


_NOBODY: frozenset[str] = frozenset()


def _version(book: Book, campaign: str) -> int:
    """Return the campaign's version in the book; 0 when it is not there."""
    return next((entry.campaign.version for entry in book.entries_of([campaign])), 0)


def evaluate_guarded(
    guard: Guard, book: Book, checkout: Checkout, facts: Facts, *, explain: Explain = "applied", hints: int = 0
) -> Evaluation:
    """Return the evaluation, within the time limit and without the campaigns that are out. Raises `Invalid`."""
    run = guard.begin(book, 1 if explain == "applied" else EXPLAINED)
    if run.suspended:
        facts = msgspec.structs.replace(facts, suspended=run.suspended)
    evaluation = evaluate(book, checkout, facts, explain=explain, hints=hints, meter=run.meter())
    for out in run.end():
        log.warning(
            "campaign %s, version %d, is out of evaluation for %d s: it took %d ms of the %d that there are",
            out.campaign, out.version, PAUSE_S, round(1000 * out.spent), round(1000 * run.limit),
        )  # fmt: skip
    return evaluation


class Run:
    """One evaluation under the limit, which is in seconds."""

    def __init__(
        self,
        guard: Guard,
        book: Book,
        limit: float,
        suspended: frozenset[str],
        ticks: Ticks,
        busy: Ticks,
        *,
        measured: bool,
    ) -> None:
        self.book = book
        self.limit = limit
        self.suspended = suspended
        """Campaigns that are out: a fact for the evaluation."""
        self._guard = guard
        self._ticks = ticks
        self._busy = busy
        self._at_least_until = ticks() + limit
        self._deadline = busy() + limit
        self._spent: dict[str, float] = {}
        self._turn = ""
        self._turn_began = 0.0
        self._measures = measured

    def meter(self) -> Meter:
        """Return the evaluation's meter, which stops when the limit is over.

        It is not kept here: it holds the run, and the two would be garbage that only a collection finds.
        """
        go_on = self._measured if self._measures else self._unmeasured
        return Meter(self.book.settings.steps, go_on if self.limit else None)

    @property
    def exceeded(self) -> bool:
        """Return whether the limit is over."""
        return self.limit > 0 and self._busy() >= self._deadline

    def end(self) -> list[Suspension]:
        """Take note that the evaluation has come to its end; return the campaigns that are taken out because of it."""
        self._charge(self._busy())
        return self._guard.finished(self, self._spent)

    def _unmeasured(self, campaign: str) -> bool:
        # Nobody computes for longer than passes, and the clock that passes is read far more quickly.
        return self._ticks() < self._at_least_until or self._busy() < self._deadline

    def _measured(self, campaign: str) -> bool:
        now = self._busy()
        self._charge(now)
        self._turn, self._turn_began = campaign, now
        return now < self._deadline

    def _charge(self, now: float) -> None:
        """Put the time since the turn began on its campaign's account."""
        if self._turn:
            self._spent[self._turn] = self._spent.get(self._turn, 0.0) + now - self._turn_began
