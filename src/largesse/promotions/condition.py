"""What every condition is: a kind that compiles to a test with two questions, "does it hold" and "what was found"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar, Literal

import msgspec

from largesse.core.kinds import Kind
from largesse.core.terms import Terms
from largesse.promotions.basket import Basket
from largesse.promotions.evaluation import Finding, Need
from largesse.promotions.facts import Facts
from largesse.promotions.reasons import Reason
from largesse.promotions.standing import Standing

Group = Literal["code", "article", "product", "set", "category", "assortment", "audience", "store"]
Key = tuple[Group, str]
"""A thing that a checkout must show for a promotion to matter to it: the book's index is made of these."""


class View(msgspec.Struct):
    """What conditions and benefits look at: the checkout, what is left of it by now, and the facts."""

    basket: Basket
    standing: Standing
    facts: Facts
    explain: bool = False
    """Whether refusals carry what was found."""
    stackable: bool = True
    """Whether campaigns that do not say so are combinable."""

    def on(self, standing: Standing) -> View:
        """Return the same view on another standing."""
        return View(self.basket, standing, self.facts, self.explain, self.stackable)


Holds = Callable[[View], bool]


class CodeUses(msgspec.Struct, frozen=True):
    """Codes of which each may be used so often: as compared -> as the campaign spells it."""

    spelled: Mapping[str, str]
    uses: int


class Test(msgspec.Struct, frozen=True):
    """A compiled condition. `holds` is the fast answer, `find` the explained one; both from the same values."""

    __test__: ClassVar[bool] = False

    holds: Holds
    find: Callable[[View], Finding]
    keys: frozenset[Key] | None = None
    """If set, one of these keys must be in the checkout for the test to hold."""
    cost: int = 1
    """Cheap tests go first: 0 reads a fact, 1 the checkout, 2 what is left of it, 3 a regular expression."""
    why: Callable[[View], Reason] | None = None
    """The reason code when it does not hold; `condition_failed` when left out."""
    codes: frozenset[str] = frozenset()
    """Voucher codes, as compared, that speak for it."""
    counts: Callable[[View], Iterable[str]] | None = None
    """Of the checkout's codes, those that count for it now: known to it and not used up. None: all of `codes`."""
    least: int = 0
    """It fails wherever less than this is left of all lines together, in minor units, whatever else there is."""
    code_uses: tuple[CodeUses, ...] = ()
    """How often the codes that it knows may be used, where that is limited."""

    def codes_counted(self, view: View) -> frozenset[str]:
        """Return the checkout's codes, as compared, that count for it."""
        return self.codes.intersection(view.basket.codes if self.counts is None else self.counts(view))


class Condition(Kind, frozen=True):
    """Something that must hold for a promotion to apply."""

    of_time: ClassVar[bool] = False
    """Whether it looks at nothing but the instant."""
    bound: ClassVar[str] = ""
    """The field that holds what `operator` compares with, where all that it does is to compare a figure."""

    needs: ClassVar[Need | None] = None
    """What would fulfil it; None where nothing that somebody does at the checkout would."""
    phrases: ClassVar[dict[str, dict[str, str]]] = {}
    """By language: what to say when it does not hold, where what is said of any condition reads poorly.

    By key: `fails`, or `missing` where there was nothing to look at; with `tier.` before it for the field `tier` alone.
    `{wanted}`, `{actual}` and `{gap}` are filled in.
    """

    @classmethod
    def need_of(cls, finding: Finding) -> Need | None:
        """Return what would fulfil it as things were found; a figure does only where more of it would."""
        return cls.needs if finding.gap is not None or cls.needs not in ("amount", "units") else None

    def compile(self, terms: Terms) -> Test:
        """Return the test; raise `Invalid` at the field that makes no sense under the terms."""
        raise NotImplementedError


def codes_of(tests: Sequence[Test]) -> tuple[frozenset[str], Callable[[View], Iterable[str]]]:
    """Return the codes that speak for any of the tests, and what finds those that count."""
    known = [test for test in tests if test.codes]
    return (
        frozenset(code for test in known for code in test.codes),
        lambda view: [code for test in known for code in test.codes_counted(view)],
    )


def any_key(of: Iterable[frozenset[Key] | None]) -> frozenset[Key] | None:
    """Return the keys of alternatives: their union, or None as soon as one of them asks for no key."""
    keys: set[Key] = set()
    for each in of:
        if each is None:
            return None
        keys |= each
    return frozenset(keys)
