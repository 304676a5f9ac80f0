"""The gates before a promotion's own conditions: time, place, audience, limits. The first one shut is the reason."""

from __future__ import annotations

from largesse.promotions.checkout import Checkout
from largesse.promotions.condition import View
from largesse.promotions.definition import Campaign, Limit
from largesse.promotions.entry import Entry
from largesse.promotions.facts import Facts, amount_of
from largesse.promotions.reasons import Reason


def shut_gate(entry: Entry, view: View) -> Reason | None:
    """Return why the campaign cannot apply to this checkout at all, or None when every gate is open."""
    basket, campaign = view.basket, entry.campaign
    checkout = basket.checkout
    if basket.at < entry.start:
        return Reason.not_started
    if basket.at >= entry.end:
        return Reason.ended
    if campaign.currency != checkout.currency:
        return Reason.wrong_currency
    wrong = _wrong_place(campaign, checkout)
    if wrong is not None:
        return wrong
    if campaign.audiences and view.facts.audiences.isdisjoint(campaign.audiences):
        return Reason.not_in_audience
    if campaign.limits and _limit_reached(campaign, view):
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


def _limit_reached(campaign: Campaign, view: View) -> bool:
    return any(_uses(limit, campaign.id, view) >= limit.uses for limit in campaign.limits)


def _uses(limit: Limit, campaign: str, view: View) -> int:
    facts = view.facts
    if limit.per == "campaign":
        return facts.uses.get(campaign, 0)
    if limit.per == "store":
        return facts.store_uses.get(campaign, 0)
    # nobody can count a guest's uses, so a limit per customer lets guests pass
    return facts.customer_uses.get(campaign, 0) if view.basket.customer.id is not None else 0


def budget_left(entry: Entry, facts: Facts, digits: int) -> int | None:
    """Return what the campaign may still give away, in minor units; None when it has no budget."""
    if entry.budget is None:
        return None
    spent = facts.spent.get(entry.campaign.id)
    return max(entry.budget - (amount_of(spent, digits, f"spent.{entry.campaign.id}") if spent else 0), 0)
