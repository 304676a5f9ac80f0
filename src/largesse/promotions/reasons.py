"""Why a promotion did not apply: permanent codes, first gate first. A code is never renamed and never means another."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """The reason codes of a verdict."""

    not_started = "not_started"
    ended = "ended"
    outside_window = "outside_window"
    suspended = "suspended"
    wrong_currency = "wrong_currency"
    wrong_website = "wrong_website"
    wrong_channel = "wrong_channel"
    wrong_store = "wrong_store"
    not_in_audience = "not_in_audience"
    limit_reached = "limit_reached"
    budget_spent = "budget_spent"
    code_required = "code_required"
    code_unknown = "code_unknown"
    code_used_up = "code_used_up"
    condition_failed = "condition_failed"
    nothing_to_discount = "nothing_to_discount"
    excluded_by = "excluded_by"
    beaten_by = "beaten_by"
    max_discount_reached = "max_discount_reached"
    too_many_campaigns = "too_many_campaigns"
    not_reached = "not_reached"


MEANINGS: dict[Reason, str] = {
    Reason.not_started: "The campaign has not started at the checkout's time.",
    Reason.ended: "The campaign has ended at the checkout's time.",
    Reason.outside_window: "The checkout's time is in none of the campaign's recurring windows.",
    Reason.suspended: "The campaign is out of evaluation for now, because it took more than its share of the time.",
    Reason.wrong_currency: "The campaign is for another currency.",
    Reason.wrong_website: "The campaign is for another website.",
    Reason.wrong_channel: "The campaign is for other channels.",
    Reason.wrong_store: "The campaign is for other stores.",
    Reason.not_in_audience: "The customer is in none of the campaign's audiences.",
    Reason.limit_reached: "The campaign has been used as often as it may be.",
    Reason.budget_spent: "What is left of the campaign's budget does not cover this order.",
    Reason.code_required: "The checkout carries none of the codes that the promotion requires.",
    Reason.code_unknown: "No promotion knows this code.",
    Reason.code_used_up: "The code has been used as often as it may be, or another checkout holds it.",
    Reason.condition_failed: "A condition does not hold; the finding has the wanted and the actual value.",
    Reason.nothing_to_discount: "It found nothing to take off or to give.",
    Reason.excluded_by: "Another campaign that applies does not combine with it.",
    Reason.beaten_by: "Another campaign takes off more.",
    Reason.max_discount_reached: "Promotions have already taken as much off the order as the company allows.",
    Reason.too_many_campaigns: "As many campaigns as the company allows have applied already.",
    Reason.not_reached: "The step budget ran out before it was looked at.",
}
