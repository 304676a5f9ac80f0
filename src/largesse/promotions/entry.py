"""A promotion compiled: closures instead of texts, and the keys under which the book's index knows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from largesse.core import windows
from largesse.core.money import digits_of, parse_amount
from largesse.core.terms import Terms
from largesse.promotions.benefit import LANES, Proposal
from largesse.promotions.condition import Key, Test, any_key
from largesse.promotions.definition import Campaign, Promotion
from largesse.promotions.settings import CategoryDefault, Settings

FOREVER_AGO = datetime.min.replace(tzinfo=UTC)
NEVER = datetime.max.replace(tzinfo=UTC)

_NARROW = ("code", "article", "product", "set", "category", "assortment", "audience", "store")
"""Groups of keys, from the one that fewest checkouts show to the one that most do."""


class Entry:
    """One promotion of one campaign, ready to be judged. Two entries are the same only if they are one object."""

    __slots__ = (
        "budget",
        "campaign",
        "codes",
        "combinable",
        "end",
        "finer",
        "is_missable",
        "is_open",
        "keys",
        "lane",
        "other_keys",
        "promotion",
        "proposals",
        "rank",
        "start",
        "terms",
        "tests",
    )

    campaign: Campaign
    promotion: Promotion
    lane: int
    rank: tuple[int, int, int, str, int]
    """Lane, priority (high first), marketer's order, id, place in the campaign: the one total order."""
    start: datetime
    end: datetime
    is_open: Callable[[datetime], bool] | None
    """Between start and end: whether the campaign's recurring windows hold an instant; None when it has none."""
    combinable: bool | None
    """None: as the stacking policy's default behaviour says."""
    budget: int | None
    tests: tuple[tuple[int, Test], ...]
    """(place in the promotion's conditions, test), cheap ones first."""
    proposals: tuple[tuple[str, Proposal], ...]
    """(kind of benefit, proposal), in the promotion's order."""
    codes: frozenset[str]
    """Voucher codes, as compared, that speak for it; empty when it knows none."""
    keys: frozenset[Key] | None
    """The most telling set of keys, one of which every checkout that it applies to must show; None: it has none."""
    is_missable: bool
    """Whether the keys are those of a condition or of the audiences: a near miss may be near without showing one."""
    other_keys: frozenset[Key] | None
    """The most telling ones but for those."""
    terms: Terms
    """Under which the campaign was read."""
    finer: tuple[Proposal, ...] | None
    """The benefits in finer units, once an explanation has asked what rounding did."""


def compile_campaign(campaign: Campaign, settings: Settings, path: str = "$") -> list[Entry]:
    """Return the campaign's promotions compiled; raise `Invalid` at the first thing that makes no sense."""
    terms = terms_of(campaign, settings, path)
    start, end = _span(campaign, terms)
    is_open = _windows(campaign, terms)
    priority, combinable = precedence_of(campaign, settings)
    budget = terms.under("budget").amount(campaign.budget.amount, "amount") if campaign.budget else None
    if not campaign.promotions and campaign.kind == "promotional_offer":
        raise terms.refuse("promotions", "wrong_length", "a promotional offer needs at least one promotion")
    seen: set[str] = set()
    entries: list[Entry] = []
    for place, promotion in enumerate(campaign.promotions):
        under = terms.under("promotions").under(place)
        if promotion.id in seen:
            raise under.refuse("id", "repeated_id", f"{promotion.id!r} is used twice in this campaign")
        seen.add(promotion.id)
        entry = _compile_promotion(campaign, promotion, under)
        entry.terms, entry.start, entry.end, entry.is_open = terms, start, end, is_open
        entry.rank = (entry.lane, -priority, campaign.position, campaign.id, place)
        entry.combinable = combinable
        entry.budget = budget
        entries.append(entry)
    for place, limit in enumerate(campaign.limits):
        if limit.promotion is not None and limit.promotion not in seen:
            under = terms.under("limits").under(place)
            raise under.refuse("promotion", "unknown_promotion", f"there is no promotion {limit.promotion!r} here")
    return entries


def terms_of(campaign: Campaign, settings: Settings, path: str) -> Terms:
    """Return the terms under which the campaign's texts are read."""
    rounding = settings.rounding
    digits = digits_of(campaign.currency, f"{path}.currency")
    return Terms(
        digits=digits,
        path=path,
        time_zone=campaign.time_zone,
        rounding=rounding.mode,
        per_unit=rounding.level == "unit",
        round_price=rounding.what == "price",
        price_endings=tuple(_ending(text, digits) for text in settings.price_endings.get(campaign.currency, ())),
        ignore_case=settings.ignore_code_case,
        prices_include_tax=settings.tax.prices_include_tax,
    )


def _ending(text: str, digits: int) -> tuple[int, int]:
    """Return an ending in minor units, and what it repeats by: 0.90 by 1.00, 9.90 by 10.00, at least by one whole."""
    ending = parse_amount(text, digits)
    return ending, 10 ** max(len(str(ending)), digits)


def precedence_of(campaign: Campaign, settings: Settings) -> tuple[int, bool | None]:
    """Return the priority and the combinability that it has under the settings."""
    default = settings.categories.get(campaign.category or "", CategoryDefault())
    return (
        default.priority if campaign.priority is None else campaign.priority,
        default.combinable if campaign.combinable is None else campaign.combinable,
    )


def _span(campaign: Campaign, terms: Terms) -> tuple[datetime, datetime]:
    start = _instant(campaign.starts_at, terms, "starts_at") if campaign.starts_at else FOREVER_AGO
    end = _instant(campaign.ends_at, terms, "ends_at") if campaign.ends_at else NEVER
    if end <= start:
        raise terms.refuse("ends_at", "end_before_start", "the end must come after the start")
    return start, end


def _windows(campaign: Campaign, terms: Terms) -> Callable[[datetime], bool] | None:
    zone = terms.zone(campaign.time_zone, "time_zone")
    for place, window in enumerate(campaign.windows):
        if problem := windows.check(window):
            raise terms.under("windows").under(place).refuse(*problem)
    openings = [windows.opening(window) for window in campaign.windows]

    def is_open(at: datetime) -> bool:
        local = at.astimezone(zone)
        return any(opening(local) for opening in openings)

    return is_open if openings else None


def _instant(instant: datetime, terms: Terms, field: str) -> datetime:
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        raise terms.refuse(field, "out_of_range", "expected an instant of the years 1 to 9999 in UTC") from None


def _compile_promotion(campaign: Campaign, promotion: Promotion, terms: Terms) -> Entry:
    conditions, benefits = terms.under("conditions"), terms.under("benefits")
    tests = [(i, each.compile(conditions.under(i))) for i, each in enumerate(promotion.conditions)]
    proposals = [(each.tag(), each.compile(benefits.under(i))) for i, each in enumerate(promotion.benefits)]
    entry = Entry()
    entry.campaign, entry.promotion, entry.finer = campaign, promotion, None
    entry.lane = _lane(promotion, terms)
    entry.tests = tuple(sorted(tests, key=lambda pair: (pair[1].cost, pair[0])))
    entry.proposals = tuple(proposals)
    entry.codes = frozenset(code for _, test in tests for code in test.codes)
    _note_keys(entry, [test for _, test in tests], [proposal for _, proposal in proposals])
    return entry


def _lane(promotion: Promotion, terms: Terms) -> int:
    lanes = [(i, lane) for i, each in enumerate(promotion.benefits) if (lane := each.runs_in()) is not None]
    for i, lane in lanes:
        if lane != lanes[0][1]:
            text = (
                f"this benefit runs in the {lane} lane and the first one in the {lanes[0][1]} lane; use two promotions"
            )
            raise terms.under("benefits").under(i).refuse("", "two_lanes", text)
    return LANES.index(lanes[0][1] if lanes else "order")


def _note_keys(entry: Entry, tests: list[Test], proposals: list[Proposal]) -> None:
    """Note the sets of keys, one of each of which every checkout that the promotion applies to must show."""
    campaign = entry.campaign
    in_reach = [test.keys for test in tests if test.keys is not None]
    if campaign.audiences:
        in_reach.append(frozenset(("audience", str(each)) for each in campaign.audiences))
    needed: list[frozenset[Key]] = []
    found = any_key(proposal.keys for proposal in proposals)
    if found is not None:
        needed.append(found)
    if campaign.stores:
        needed.append(frozenset(("store", str(each)) for each in campaign.stores))
    ranked = sorted([*in_reach, *needed], key=_width)
    entry.keys = ranked[0] if ranked else None
    entry.is_missable = any(keys is entry.keys for keys in in_reach)
    entry.other_keys = ranked[1] if len(ranked) > 1 else None


def _width(keys: frozenset[Key]) -> tuple[int, int]:
    return max((_NARROW.index(group) for group, _ in keys), default=0), len(keys)
