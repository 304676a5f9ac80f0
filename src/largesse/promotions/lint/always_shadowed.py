"""A campaign that never gets its turn, since another one always has applied by then and stands alone."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from largesse.promotions import basket
from largesse.promotions.caution import Caution, Study
from largesse.promotions.checkout import Checkout, Line
from largesse.promotions.circumstance import Circumstance
from largesse.promotions.condition import Condition, View
from largesse.promotions.definition import Campaign
from largesse.promotions.entry import Entry
from largesse.promotions.facts import NOTHING_KNOWN
from largesse.promotions.reasons import Reason
from largesse.promotions.selector import EVERYTHING, Selector
from largesse.promotions.settings import StackingPolicy
from largesse.promotions.standing import Standing
from largesse.promotions.witness import checkouts_of, shared_lines

_MORE_IS_EARLIER = ("at_least", "greater_than")


def look(study: Study, campaign: Campaign) -> Iterator[Caution]:
    """Whenever it could apply, a campaign before it does, and the two do not go together."""
    mine = study.entries(campaign)
    policy = study.settings.stacking
    if not study.tries or not mine or not _in_turn(policy):
        return
    rivals = dict.fromkeys(entry.campaign.id for entry in study.book.all_entries() if entry.rank < mine[0].rank)
    for id in rivals:
        theirs = study.book.entries_of([id])
        if id == campaign.id or not _stands_alone(theirs, mine, study):
            continue
        shown = _shown(study, theirs, mine)
        if shown is not None:
            yield Caution(
                code="always_shadowed", campaign=campaign.id, path="$", others=[id], checkout=shown.checkout,
                message=f"it never applies: {id!r} always comes before it, and they do not go together",
                facts=shown.facts,
            )  # fmt: skip
            return


def _in_turn(policy: StackingPolicy) -> bool:
    """Return whether campaigns have their turn in order and nothing else takes one out."""
    best = policy.max_stacked_campaigns is not None and policy.max_stacked_choice == "best"
    ranked = policy.same_type == "combine" and policy.overlapping_products == "combine" and not best
    return ranked and policy.priority_resolution == "highest_priority" and policy.exclusive_means != "exclusive_wins"


def _stands_alone(theirs: list[Entry], mine: list[Entry], study: Study) -> bool:
    """Return whether each of my promotions comes after one of theirs that applies whenever it could, and bars it."""
    if not theirs or not _wider_gates(theirs[0].campaign, mine[0].campaign, theirs[0], mine[0]):
        return False
    if not _bars(theirs[0], mine[0], study):
        return False
    return all(any(_comes_first(their, my) for their in theirs) for my in mine)


def _bars(their: Entry, my: Entry, study: Study) -> bool:
    """Return whether theirs, or whatever kept theirs out, keeps mine out."""
    policy = study.settings.stacking
    stackable = policy.default_behavior == "stackable"
    they_combine = stackable if their.combinable is None else their.combinable
    i_combine = stackable if my.combinable is None else my.combinable
    stops = policy.exclusive_means == "exclusive_stops"
    if stops and not i_combine:
        return True
    group = their.campaign.exclusivity_group
    if group is not None and group == my.campaign.exclusivity_group and (they_combine or not stops):
        return True
    # one that stops all others is itself kept out by whatever has applied before, so it must be the very first
    first = min(entry.rank for entry in study.book.all_entries() if entry.campaign.currency == my.campaign.currency)
    return stops and not they_combine and their.rank == first


def _wider_gates(theirs: Campaign, mine: Campaign, their: Entry, my: Entry) -> bool:
    """Return whether theirs is open to every checkout and at every moment to which mine is."""
    if theirs.currency != mine.currency or their.start > my.start or their.end < my.end:
        return False
    if theirs.limits or theirs.budget or (theirs.windows and theirs.windows != mine.windows):
        return False
    if theirs.website is not None and theirs.website != mine.website:
        return False
    lists = ((theirs.stores, mine.stores), (theirs.channels, mine.channels))
    if any(wide and (not narrow or not set(narrow) <= set(wide)) for wide, narrow in lists):
        return False
    return not theirs.audiences or (bool(mine.audiences) and set(mine.audiences) <= set(theirs.audiences))


def _comes_first(their: Entry, my: Entry) -> bool:
    """Return whether theirs has its turn first, asks for nothing that mine does not, and is meant for all its lines."""
    if their.rank >= my.rank or my.lane > 1:
        return False
    asked = list(my.promotion.conditions)
    if not all(condition in asked and _held_before(condition) for condition in their.promotion.conditions):
        return False
    given = [part for benefit in my.promotion.benefits for part in [getattr(benefit, "of", None)]]
    offers = [getattr(benefit, "of", None) for benefit in their.promotion.benefits]
    return any(isinstance(wide, Selector) and all(_includes(wide, narrow) for narrow in given) for wide in offers)


def _held_before(condition: Condition) -> bool:
    """Return whether a condition that holds late in an evaluation has held before: less was taken off by then."""
    return not condition.bound or getattr(condition, "operator", "") in _MORE_IS_EARLIER


def _includes(wide: Selector, narrow: object) -> bool:
    return wide == EVERYTHING or (isinstance(narrow, Selector) and wide == narrow)


def _shown(study: Study, theirs: list[Entry], mine: list[Entry]) -> Circumstance | None:
    """Return a checkout from which theirs bars mine; None when there is none, or one to which mine applies."""
    barred: Circumstance | None = None
    for my in mine:
        their = next(their for their in theirs if _comes_first(their, my))
        if not all(_gives_on_one_unit(study, their, line) for line in shared_lines(study, [their, my])):
            return None
        for shown, priced in checkouts_of(study, [their, my]):
            verdicts = [each for each in priced.verdicts if each.campaign == my.campaign.id]
            if any(each.outcome == "applied" for each in verdicts):
                return None
            if any(each.reason == Reason.excluded_by and each.by == their.campaign.id for each in verdicts):
                barred = barred or shown
    return barred


def _gives_on_one_unit(study: Study, entry: Entry, line: Line) -> bool:
    """Return whether a benefit of the promotion finds something to give as soon as there is one unit of a line."""
    at = entry.start if entry.start.year > 1 else study.at
    checkout = Checkout(currency=entry.campaign.currency, at=at, lines=[msgspec.structs.replace(line, quantity=1)])
    read = basket.read(checkout, study.settings)
    offers = [proposal.make(View(read, Standing(read), NOTHING_KNOWN)) for _, proposal in entry.proposals]
    return any(offer is not None and offer.lay(Standing(read), None) is not None for offer in offers)
