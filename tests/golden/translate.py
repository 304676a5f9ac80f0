"""A golden case in the project's own words: campaigns, settings, a checkout and facts, all through the wire form."""

from datetime import datetime
from typing import Any, TypeVar

import msgspec

from largesse.promotions import kinds
from largesse.promotions.checkout import Checkout
from largesse.promotions.definition import Campaign
from largesse.promotions.facts import Facts
from largesse.promotions.settings import Settings
from tests.golden import case, conditions
from tests.golden.actions.read import read as read_action
from tests.golden.actions.words import GivesNothing, Words
from tests.golden.case import CannotExpress, Case

T = TypeVar("T")

Wire = dict[str, Any]


class Translation(msgspec.Struct, frozen=True):
    """What the engine is given. Campaigns go by ids of our own; `names` leads back."""

    settings: Settings
    campaigns: list[Campaign]
    checkout: Checkout
    facts: Facts
    names: dict[str, str]
    lanes: dict[str, str]
    """The kind of each campaign, by id."""


def translate(golden: Case) -> Translation:
    """The case in the project's words; CannotExpress when there are none."""
    ids = {each.name: f"c{place + 1}" for place, each in enumerate(golden.campaigns)}
    if len(ids) < len(golden.campaigns):
        raise CannotExpress("two campaigns have one name")
    campaigns = [campaign_of(golden, place) for place in range(len(golden.campaigns))]
    return Translation(
        settings=decoded(Settings, settings_of(golden.rules)),
        campaigns=[decoded(Campaign, each) for each in campaigns if each is not None],
        checkout=decoded(Checkout, checkout_of(golden)),
        facts=decoded(Facts, facts_of(golden, ids)),
        names={own: name for name, own in ids.items()},
        lanes={ids[each.name]: each.kind for each in golden.campaigns},
    )


def decoded(shape: type[T], wire: Wire) -> T:
    return kinds.decode(shape, msgspec.json.encode(wire))


def settings_of(rules: case.Rules) -> Wire:
    stacking: Wire = {"priority_resolution": "highest_priority", "exclusive_means": rules.stacking}
    if rules.stacking in ("best_single", "best_per_line"):
        stacking = {"priority_resolution": "highest_discount", "scope": rules.stacking}
    if rules.max_applied is not None:
        if rules.stacking not in ("sequential", "exclusive_stops"):
            raise CannotExpress("max_applied goes with sequential and exclusive_stops only")
        stacking["max_stacked_campaigns"] = rules.max_applied
    return {
        "rounding": {"mode": rules.rounding, "level": rules.round_at, "what": rules.round_what},
        "tax": {"prices_include_tax": rules.prices_include_tax, "level": rules.tax_at},
        "stacking": stacking,
        "ignore_code_case": rules.code_case == "insensitive",
    }


def campaign_of(golden: Case, place: int) -> Wire | None:
    """A campaign in wire form; None for one that can never apply, which no book would hold."""
    given = golden.campaigns[place]
    if given.archived or not given.active or is_never_open(given):
        return None
    customer = golden.cart.customer.id if golden.cart.customer else None
    if (customer is not None and given.per_customer_limit == 0) or 0 in (given.usage_limit, given.code_usage_limit):
        return None
    try:
        words = Words(kind=given.kind, base=golden.rules.percent_base)
        benefit = read_action(given.action).translate(words)
    except GivesNothing:
        return None
    refuse_other_lane(given, benefit)
    optional = {
        "starts_at": given.start,
        "ends_at": given.end,
        "stores": given.stores,
        "budget": given.budget and {"amount": given.budget.limit, "overrun": given.budget.overrun},
    }
    return {
        "id": f"c{place + 1}",
        "name": given.name,
        "currency": given.currency or golden.currency,
        "priority": given.priority,
        "position": place,
        "combinable": given.combinable,
        "limits": limits_of(given),
        "promotions": [{"id": "p", "conditions": conditions_of(given), "benefits": [benefit]}],
        **{name: value for name, value in optional.items() if value is not None},
    }


def is_never_open(given: case.Campaign) -> bool:
    """No store is listed, or it ends before it starts."""
    if given.stores == []:
        return True
    if given.start is None or given.end is None:
        return False
    return datetime.fromisoformat(given.end) <= datetime.fromisoformat(given.start)


def refuse_other_lane(given: case.Campaign, benefit: Wire) -> None:
    kind = next((kind for kind in kinds.benefits_found() if kind.tag() == benefit["type"]), None)
    if kind is None:
        raise CannotExpress(f"there is no benefit {benefit['type']!r}")
    lane = msgspec.convert(benefit, kind).runs_in()
    if lane != given.kind and not (lane is None and given.kind == "order"):
        raise CannotExpress(f"action {given.action['type']!r} does not run in the {given.kind} lane")


def limits_of(given: case.Campaign) -> list[Wire]:
    counted = {"campaign": given.usage_limit, "customer": given.per_customer_limit}
    return [{"per": per, "uses": uses} for per, uses in counted.items() if uses]


def conditions_of(given: case.Campaign) -> list[Wire]:
    tree = conditions.translate(given.conditions)
    if not given.codes:
        return tree
    per_code = {} if given.code_usage_limit is None else {"uses_per_code": given.code_usage_limit}
    return [{"type": "has_code", "codes": given.codes, **per_code}, *tree]


def checkout_of(golden: Case) -> Wire:
    cart = golden.cart
    wire: Wire = {
        "currency": golden.currency,
        "at": cart.at,
        "lines": [line_of(each) for each in cart.lines],
        "deliveries": [{"amount": cart.shipping}],
        "fees": [{"id": f"{i + 1}:{fee.code}", "amount": fee.amount} for i, fee in enumerate(cart.fees)],
        "codes": [code for code in cart.codes if code],
        "customer": customer_of(cart.customer),
        "store": cart.store,
        "id": cart.id,
    }
    return {name: value for name, value in wire.items() if value is not None}


def line_of(line: case.Line) -> Wire:
    wire: Wire = {
        "id": line.sku,
        "article": line.sku,
        "product": line.product,
        "categories": line.categories,
        "quantity": line.qty,
        "price": line.unit_price,
        "tax_rate": None if line.tax_rate is None else str(line.tax_rate),
        "min_price": line.min_price,
        "discountable": line.discountable,
    }
    return {name: value for name, value in wire.items() if value is not None}


def customer_of(customer: case.Customer | None) -> Wire | None:
    if customer is None:
        return None
    wire = {"id": customer.id, "groups": customer.groups, "orders_before": customer.orders_before}
    return {name: value for name, value in wire.items() if value is not None}


def facts_of(golden: Case, ids: dict[str, str]) -> Wire:
    state = golden.state
    who = (golden.cart.customer.id if golden.cart.customer else None) or ""
    return {
        "uses": {ids[name]: uses for name, uses in state.campaign_uses.items() if name in ids},
        "customer_uses": {ids[name]: by.get(who, 0) for name, by in state.customer_uses.items() if name in ids},
        "code_uses": state.code_uses,
        "code_holds": state.code_holds,
        "spent": {ids[name]: spent for name, spent in state.budget_spent.items() if name in ids},
    }
