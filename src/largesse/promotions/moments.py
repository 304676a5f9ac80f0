"""Instants worth looking at: those at which what rules over time say about a campaign may change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from largesse.core.rules import instant_of
from largesse.promotions import basket
from largesse.promotions.checkout import Checkout
from largesse.promotions.condition import Condition, View
from largesse.promotions.entry import NEVER, Entry
from largesse.promotions.facts import NOTHING_KNOWN
from largesse.promotions.groups import Group
from largesse.promotions.open_promotion import runs_at
from largesse.promotions.scalars import scalars_in
from largesse.promotions.settings import Settings
from largesse.promotions.standing import Standing

MOST_DAYS = timedelta(days=800)
"""No campaign is looked at day by day for longer."""

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_MINUTE = timedelta(minutes=1)


def only_of_time(condition: Condition) -> bool:
    """Return whether a condition, or every member of a group, looks at nothing but the instant."""
    if isinstance(condition, Group):
        return all(only_of_time(member) for member in condition.of)
    return condition.of_time


def is_counted(entry: Entry) -> bool:
    """Return whether the campaign is short enough for all of its days to be looked at."""
    return entry.end.year < 9999 and entry.start.year > 1 and entry.end - entry.start <= MOST_DAYS


def is_open(entry: Entry, moment: datetime, settings: Settings) -> bool:
    """Return whether the campaign runs at that moment, by its windows and the promotion's rules over time too."""
    if not runs_at(entry, moment):
        return False
    rules = [test for place, test in entry.tests if only_of_time(entry.promotion.conditions[place])]
    if not rules:
        return True
    bare = basket.read(Checkout(currency=entry.campaign.currency, at=moment, lines=[]), settings)
    view = View(bare, Standing(bare), NOTHING_KNOWN)
    return all(test.holds(view) for test in rules)


def common_moment(entries: Sequence[Entry], since: datetime, settings: Settings) -> datetime | None:
    """Return the first moment found, not before `since`, at which all of these run; None when none is found."""
    for moment in (since, *(moment for entry in entries for moment in moments_of(entry, since))):
        if moment >= since and all(is_open(entry, moment, settings) for entry in entries):
            return moment
    return None


def moments_of(entry: Entry, since: datetime, until: datetime = NEVER) -> Iterator[datetime]:
    """Yield, in UTC, the instants from `since` to before `until` at which a campaign or its rules over time may change.

    Such rules change at midnight and at the times of day and the instants that they mention, in the campaign's time
    zone or one of their own. Without such rules, only the start matters.
    """
    begin = max(entry.start, since)
    end = min(entry.end, until, begin + MOST_DAYS)
    rules = [each for each in entry.promotion.conditions if only_of_time(each)]
    if begin < end:
        yield begin
    if not rules and not entry.campaign.windows:
        return
    words = [word for word in scalars_in(msgspec.to_builtins([entry.campaign.windows, rules])) if isinstance(word, str)]
    clocks = sorted({time(0), *(time.fromisoformat(word) for word in words if _CLOCK.fullmatch(word))})
    zones = {entry.campaign.time_zone, *(word for word in words if "/" in word)}
    said = [instant for word in words if not _CLOCK.fullmatch(word) and (instant := instant_of(word)) is not None]
    near = [each + step for each in said for step in (timedelta(0), _MINUTE, -_MINUTE)]
    for moment in (*near, *_each_day(begin, end, clocks, zones)):
        if begin <= moment < end:
            yield moment.astimezone(UTC)


def _each_day(begin: datetime, end: datetime, clocks: list[time], zones: Iterable[str]) -> Iterator[datetime]:
    for name in sorted(zones):
        zone = ZoneInfo(name)
        day: date = begin.astimezone(zone).date()
        while day <= end.astimezone(zone).date():
            for clock in clocks:
                moment = datetime.combine(day, clock, zone)
                yield moment
                yield moment + _MINUTE
            day += timedelta(days=1)
