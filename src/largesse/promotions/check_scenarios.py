"""Evaluate a campaign's scenarios and say where an answer differs from what was expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

import msgspec

from largesse.core.errors import Invalid, Problem
from largesse.promotions.book import Book, compile_book
from largesse.promotions.definition import Campaign
from largesse.promotions.evaluate import evaluate
from largesse.promotions.evaluation import Evaluation, Verdict
from largesse.promotions.scenario import Expectation, Scenario
from largesse.promotions.settings import Settings

_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)
NOTHING = "nothing"


class Difference(msgspec.Struct, frozen=True):
    """One thing that came out otherwise. `path` leads there from the campaign; `why` is a verdict that explains it."""

    path: str
    what: str
    expected: str
    found: str
    why: Verdict | None = None

    def problem(self, scenario: str, path: str) -> Problem:
        """Return the difference as a refusal names it; `path` is the campaign's."""
        text = f"scenario {scenario!r}: {self.what}: expected {self.expected}, found {self.found}"
        if self.why is not None and self.why.reason is not None:
            text += f" ({self.why.reason})"
        return Problem(path + self.path, "scenario_failed", text)


class Tried(msgspec.Struct, frozen=True):
    """A scenario that was evaluated, or could not be."""

    campaign: str
    scenario: str
    differences: tuple[Difference, ...]
    evaluation: Evaluation | None

    def problems(self, path: str = "$") -> list[Problem]:
        """Return its differences as problems; `path` is the campaign's."""
        return [each.problem(self.scenario, path) for each in self.differences]


def try_scenarios(campaign: Campaign, settings: Settings, others: Mapping[str, Campaign]) -> list[Tried]:
    """Return what became of each of the campaign's scenarios, in their order.

    `others` are the campaigns that scenarios may name as standing beside, by id. Raises `Invalid` when the campaign
    itself or the settings make no sense.
    """
    books: dict[tuple[str, ...], Book] = {}
    tried: list[Tried] = []
    for index, scenario in enumerate(campaign.scenarios):
        beside = tuple(scenario.beside)
        missing = [id for id in beside if id not in others]
        if missing:
            found = Difference(f".scenarios[{index}].beside", "beside", missing[0], "no campaign of that id")
            tried.append(Tried(campaign.id, scenario.name, (found,), None))
            continue
        if beside not in books:
            books[beside] = _book(campaign, [others[id] for id in beside if id != campaign.id], settings)
        tried.append(_try(campaign, scenario, books[beside], f".scenarios[{index}]"))
    return tried


def _book(campaign: Campaign, beside: list[Campaign], settings: Settings) -> Book:
    book = compile_book([campaign, *beside], settings)
    if book.broken:
        raise Invalid.of([problem for problems in book.broken.values() for problem in problems])
    return book


def _try(campaign: Campaign, scenario: Scenario, book: Book, path: str) -> Tried:
    checkout = scenario.checkout
    if checkout.at is None:
        checkout = msgspec.structs.replace(checkout, at=_moment_of(campaign))
    try:
        found = evaluate(book, checkout, scenario.facts, explain=[campaign.id])
    except Invalid as error:
        each = error.problems[0]
        wrong = Difference(f"{path}.checkout{each.path[1:]}", "checkout", "one that can be evaluated", each.message)
        return Tried(campaign.id, scenario.name, (wrong,), None)
    differences = tuple(_differences(scenario, found, campaign, f"{path}.expect"))
    return Tried(campaign.id, scenario.name, differences, found)


def _moment_of(campaign: Campaign) -> datetime:
    """Return an instant at which the campaign runs."""
    if campaign.starts_at is not None:
        return campaign.starts_at
    return _SOME_DAY if campaign.ends_at is None else min(_SOME_DAY, campaign.ends_at - timedelta(minutes=1))


def _differences(scenario: Scenario, found: Evaluation, campaign: Campaign, path: str) -> Iterator[Difference]:
    expect = scenario.expect
    if expect == Expectation():
        yield Difference(path, "expect", "something to hold the answer against", NOTHING)
    for name in ("total", "discount", "delivery", "fees", "tax"):
        wanted, came = getattr(expect, name), getattr(found.totals, name)
        if wanted is not None and _amount(wanted) != _amount(came):
            yield Difference(f"{path}.{name}", name, wanted, came)
    totals = {line.id: line.total for line in found.lines}
    for id, wanted in expect.lines.items():
        if _amount(wanted) != _amount(totals.get(id, "")):
            yield Difference(f"{path}.lines[{id!r}]", f"line {id}", wanted, totals.get(id, "no such line"))
    yield from _promotions(scenario, found, campaign, path)
    yield from _given(scenario, found, campaign, path)


def _amount(text: str) -> str:
    """Return an amount as it is compared: 5 and 5.00 are the same."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _promotions(scenario: Scenario, found: Evaluation, campaign: Campaign, path: str) -> Iterator[Difference]:
    verdicts = {each.promotion: each for each in found.verdicts if each.campaign == campaign.id}
    applied = [id for id, verdict in verdicts.items() if verdict.outcome == "applied"]
    wanted = scenario.expect.applied
    if wanted is not None and set(wanted) != set(applied):
        why = next((verdicts[id] for id in wanted if id in verdicts and id not in applied), None)
        yield Difference(f"{path}.applied", "applied", _listed(wanted), _listed(applied), why)
    for id, reason in scenario.expect.not_applied.items():
        verdict = verdicts.get(id)
        if verdict is None:
            yield Difference(f"{path}.not_applied[{id!r}]", id, reason, "no promotion of that id")
        elif verdict.reason != reason:
            yield Difference(f"{path}.not_applied[{id!r}]", id, reason, verdict.reason or verdict.outcome, verdict)


def _given(scenario: Scenario, found: Evaluation, campaign: Campaign, path: str) -> Iterator[Difference]:
    expect = scenario.expect
    gifts = Counter[str]()
    for line in found.lines:
        if line.gift and line.adjustments[0].campaign == campaign.id:
            gifts[line.article] += int(line.quantity)
    if expect.gifts is not None and expect.gifts != gifts:
        yield Difference(f"{path}.gifts", "gifts", _counted(expect.gifts), _counted(gifts))
    effects = sorted(effect.type for effect in found.effects if effect.campaign == campaign.id)
    if expect.effects is not None and sorted(expect.effects) != effects:
        yield Difference(f"{path}.effects", "effects", _listed(sorted(expect.effects)), _listed(effects))


def _counted(gifts: Mapping[str, int]) -> str:
    return _listed([f"{count} {article}" for article, count in sorted(gifts.items())])


def _listed(words: list[str]) -> str:
    return ", ".join(words) or NOTHING
