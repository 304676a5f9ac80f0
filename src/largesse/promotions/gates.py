"""The gates before a promotion's own conditions: time, place, audience, limits. The first one shut is the reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from largesse.core.money import format_amount
from largesse.core.windows import WEEKDAYS
from largesse.promotions.checkout import Checkout
from largesse.promotions.condition import View
from largesse.promotions.definition import Campaign, Limit
from largesse.promotions.entry import Entry
from largesse.promotions.evaluation import Finding
from largesse.promotions.facts import Facts, amount_of
from largesse.promotions.limits import limit_counter, limits_on
from largesse.promotions.reasons import Reason


def shut_gate(entry: Entry, view: View) -> Reason | None:
    """Return why the campaign cannot apply to this checkout at all, or None when every gate is open."""
    basket, campaign = view.basket, entry.campaign
    checkout = basket.checkout
    if not entry.start <= basket.at < entry.end:
        return Reason.not_started if basket.at < entry.start else Reason.ended
    if entry.is_open is not None and not entry.is_open(basket.at):
        return Reason.outside_window
    if campaign.currency != checkout.currency:
        return Reason.wrong_currency
    wrong = _wrong_place(campaign, checkout)
    if wrong is not None:
        return wrong
    if campaign.id in view.facts.suspended:
        return Reason.suspended
    if campaign.audiences and view.facts.audiences.isdisjoint(campaign.audiences):
        return Reason.not_in_audience
    if campaign.limits and _limit_in_the_way(entry, view) is not None:
        return Reason.limit_reached
    return None


def _wrong_place(campaign: Campaign, checkout: Checkout) -> Reason | None:
    if campaign.website is not None and campaign.website != checkout.website:
        return Reason.wrong_website
    if campaign.channels and checkout.channel not in campaign.channels:
        return Reason.wrong_channel
    if campaign.stores and checkout.store not in campaign.stores:
        return Reason.wrong_store
    return None


def _limit_in_the_way(entry: Entry, view: View) -> Limit | None:
    limits = limits_on(entry)
    return next((limit for limit in limits if _uses(limit, entry.campaign, view) >= limit.uses), None)


def _uses(limit: Limit, campaign: Campaign, view: View) -> int:
    facts = view.facts
    counter = limit_counter(limit, campaign, view.basket)
    counted = None if counter is None else facts.counts.get(counter)
    if counted is not None or limit.every is not None or limit.promotion is not None:
        return counted or 0
    if limit.per == "customer":
        return facts.customer_uses.get(campaign.id, 0) if counter is not None else 0
    return (facts.store_uses if limit.per == "store" else facts.uses).get(campaign.id, 0)


def budget_left(entry: Entry, facts: Facts, digits: int) -> int | None:
    """Return what the campaign may still give away, in minor units; None when it has no budget."""
    if entry.budget is None:
        return None
    spent = facts.spent.get(entry.campaign.id)
    return max(entry.budget - (amount_of(spent, digits, f"spent.{entry.campaign.id}") if spent else 0), 0)


def gate_finding(entry: Entry, reason: Reason, view: View) -> Finding | None:
    """Return what the shut gate wanted and what was there, under the name of the campaign's field."""
    found = _FINDINGS.get(reason)
    if found is None:
        return None
    field, operator, look = found
    wanted, actual = look(entry, view)
    return Finding("campaign", field, operator, wanted, actual, missing=actual is None)


def budget_finding(worth: int, left: int, digits: int) -> Finding:
    """Return what the promotion would cost the campaign, held against what is left of its budget."""
    wanted, actual = format_amount(worth, digits), format_amount(max(left, 0), digits)
    return Finding("campaign", "budget", "at_least", wanted, actual, unit="amount")


def _on_the_wall(instant: datetime, campaign: Campaign) -> str:
    """Return the instant as clocks show it in the campaign's time zone."""
    return instant.astimezone(ZoneInfo(campaign.time_zone)).isoformat()


def _limit_and_uses(entry: Entry, view: View) -> tuple[Any, Any]:
    limit = _limit_in_the_way(entry, view)
    return (limit.uses, _uses(limit, entry.campaign, view)) if limit else (None, None)


def _window(edge: str) -> Callable[[Entry, View], tuple[Any, Any]]:
    def look(entry: Entry, view: View) -> tuple[Any, Any]:
        return _on_the_wall(getattr(entry, edge), entry.campaign), _on_the_wall(view.basket.at, entry.campaign)

    return look


def _windows_and_time(entry: Entry, view: View) -> tuple[Any, Any]:
    local = view.basket.at.astimezone(ZoneInfo(entry.campaign.time_zone))
    return entry.campaign.windows, f"{WEEKDAYS[local.weekday()]} {local.isoformat()}"


def _place(field: str, shown: str) -> Callable[[Entry, View], tuple[Any, Any]]:
    return lambda entry, view: (getattr(entry.campaign, field), getattr(view.basket.checkout, shown))


_FINDINGS: dict[Reason, tuple[str, str, Callable[[Entry, View], tuple[Any, Any]]]] = {
    Reason.not_started: ("starts_at", "after", _window("start")),
    Reason.ended: ("ends_at", "before", _window("end")),
    Reason.outside_window: ("windows", "in_range", _windows_and_time),
    Reason.wrong_currency: ("currency", "equals", _place("currency", "currency")),
    Reason.wrong_website: ("website", "equals", _place("website", "website")),
    Reason.wrong_channel: ("channels", "in", _place("channels", "channel")),
    Reason.wrong_store: ("stores", "in", _place("stores", "store")),
    Reason.not_in_audience: (
        "audiences",
        "contains_any",
        lambda entry, view: (entry.campaign.audiences, sorted(view.facts.audiences)),
    ),
    Reason.limit_reached: ("limits", "less_than", _limit_and_uses),
}
"""By reason: the campaign's field, what is asked of it, and how the wanted and the actual value are read."""
