"""The calculator: which campaigns apply, in which order, and what is charged in the end."""

from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from tests.golden.reference.cart import Cart, Json, half_up, holds, read, rounded, tax_in, tax_on
from tests.golden.reference.order_actions import ORDER
from tests.golden.reference.product_actions import PRODUCT
from tests.golden.reference.spread import Cuts, cut_down, in_room, spread

KINDS = ("product", "order", "fee", "delivery")


@dataclass
class Effect:
    """What a campaign does to a cart: cuts of lines, of the shipping, of the fees; a gift and its worth."""

    kind: str
    lines: Cuts = field(default_factory=dict)
    shipping: int = 0
    fees: int = 0
    gift: Json | None = None
    worth: int = 0

    @property
    def saving(self) -> int:
        return sum(self.lines.values()) + self.shipping + self.fees + self.worth

    def lay(self, cart: Cart) -> None:
        for line in cart.lines:
            if cut := self.lines.get(line.sku, 0):
                line.left -= cut
                line.touched = True
        cart.shipping -= self.shipping
        cart.fees -= self.fees


def effect(campaign: Json, cart: Cart, case: Json) -> Effect:
    """What the campaign would do to the cart as it stands, within its budget."""
    kind, action, rules = campaign["kind"], campaign["action"], case["rules"]
    left = budget_left(campaign, cart, case)
    if left == 0:  # a spent budget gives nothing, not even what costs nothing
        return Effect(kind)
    if action["type"] == "add_gift":
        gift = {"sku": action["sku"], "qty": action["qty"], "unit_price": cart.amount(action["unit_price"])}
        worth = gift["qty"] * gift["unit_price"]
        return Effect(kind, gift=gift, worth=worth) if left is None or worth <= left else Effect(kind)
    if kind == "product":
        cuts = in_room(PRODUCT[action["type"]](action, cart, rules), cart.lines)
        found = Effect(kind, {sku: cut for sku, cut in cuts.items() if cut > 0})
        if left is not None and found.saving > left:
            found.lines = {} if campaign["budget"]["overrun"] == "skip" else cut_down(found.lines, left, cart.lines)
        return found
    if kind == "order":
        return order_effect(campaign, cart, rules, left)
    cut = charge_cut(action, cart, rules)
    if left is not None and cut > left:
        cut = 0 if campaign["budget"]["overrun"] == "skip" else left
    return Effect(kind, shipping=cut) if kind == "delivery" else Effect(kind, fees=cut)


def order_effect(campaign: Json, cart: Cart, rules: Json, left: int | None) -> Effect:
    amount, shares = ORDER[campaign["action"]["type"]](campaign["action"], cart, rules)
    found = Effect("order", spread(amount, shares, cart.lines))
    if left is None or found.saving <= left:
        return found
    if campaign["budget"]["overrun"] == "skip":
        return Effect("order")
    return Effect("order", spread(min(amount, left), shares, cart.lines))


def charge_cut(action: Json, cart: Cart, rules: Json) -> int:
    running = rules["percent_base"] == "running"
    if action["type"].startswith("fee"):
        there, listed = cart.fees, cart.listed_fees
    else:
        there, listed = cart.shipping, cart.listed_shipping
    if "percent" in action:
        cut = rounded((there if running else listed) * Fraction(action["percent"]) / 100, rules)
    elif "amount" in action:
        cut = cart.amount(action["amount"])
    else:
        cut = there - cart.amount(action.get("price", "0"))
    return max(min(cut, there), 0)


def budget_left(campaign: Json, cart: Cart, case: Json) -> int | None:
    if "budget" not in campaign:
        return None
    spent = case.get("state", {}).get("budget_spent", {}).get(campaign["name"], "0")
    return max(cart.amount(campaign["budget"]["limit"]) - cart.amount(spent), 0)


def is_open(campaign: Json, case: Json) -> bool:
    """Everything but the conditions, which look at the cart as it stands."""
    cart, state = case["cart"], case.get("state", {})
    at = datetime.fromisoformat(cart["at"])
    name, who = campaign["name"], cart["customer"]["id"]
    uses = state.get("campaign_uses", {}).get(name, 0)
    own = state.get("customer_uses", {}).get(name, {}).get(who, 0) if who is not None else -1
    return all(
        (
            campaign.get("active", True),
            not campaign.get("archived", False),
            campaign.get("currency", case["currency"]) == case["currency"],
            "stores" not in campaign or cart["store"] in campaign["stores"],
            "start" not in campaign or datetime.fromisoformat(campaign["start"]) <= at,
            "end" not in campaign or at < datetime.fromisoformat(campaign["end"]),
            uses < campaign.get("usage_limit", 10**9),
            own < campaign.get("per_customer_limit", 10**9),
            not campaign["codes"] or any(usable(code, campaign, case) for code in campaign["codes"]),
        )
    )


def usable(code: str, campaign: Json, case: Json) -> bool:
    cart, state = case["cart"], case.get("state", {})
    insensitive = case["rules"].get("code_case") == "insensitive"
    entered = [each.casefold() if insensitive else each for each in cart["codes"]]
    if (code.casefold() if insensitive else code) not in entered:
        return False
    holders = set(state.get("code_holds", {}).get(code, [])) - {cart.get("id")}
    return state.get("code_uses", {}).get(code, 0) + len(holders) < campaign.get("code_usage_limit", 10**9)


def ordered(campaigns: list[Json]) -> list[Json]:
    """The one order: kinds, then priority, then place in the list."""
    return sorted(campaigns, key=lambda each: (KINDS.index(each["kind"]), -each["priority"]))


Applied = list[tuple[Json, Effect]]


def tried(campaign: Json, cart: Cart, case: Json) -> Effect | None:
    """What the campaign does when its turn comes; None when it changes nothing."""
    if not is_open(campaign, case) or not holds(campaign["conditions"], cart, case["rules"]["prices_include_tax"]):
        return None
    found = effect(campaign, cart, case)
    return found if found.saving or found.gift else None


def in_turn(campaigns: list[Json], cart: Cart, case: Json, *, stops: bool = False) -> Applied:
    applied: Applied = []
    for campaign in campaigns:
        most = case["rules"].get("max_applied")
        if most is not None and len(applied) >= most:
            break
        if stops and applied and not (campaign["combinable"] and applied[0][0]["combinable"]):
            continue
        found = tried(campaign, cart, case)
        if found:
            found.lay(cart)
            applied.append((campaign, found))
    return applied


def exclusive_wins(campaigns: list[Json], cart: Cart, case: Json) -> Applied:
    alone = sorted((each for each in case["campaigns"] if not each["combinable"]), key=lambda each: -each["priority"])
    for campaign in alone:
        if tried(campaign, cart, case):
            return in_turn([campaign], cart, case)
    return in_turn([each for each in campaigns if each["combinable"]], cart, case)


def best_single(campaigns: list[Json], cart: Cart, case: Json) -> Applied:
    savings = [(found.saving, campaign) for campaign in campaigns if (found := tried(campaign, cart, case))]
    return in_turn([max(savings, key=lambda pair: pair[0])[1]], cart, case) if savings else []


def best_per_line(campaigns: list[Json], cart: Cart, case: Json) -> Applied:
    product = [each for each in campaigns if each["kind"] == "product"]
    bids = [(campaign, found) for campaign in product if (found := tried(campaign, cart, case))]
    won: dict[str, tuple[int, str]] = {}
    for campaign, found in bids:
        for sku, cut in found.lines.items():
            if cut > won.get(sku, (0, ""))[0]:
                won[sku] = (cut, campaign["name"])
    applied: Applied = []
    for campaign, found in bids:
        kept = {sku: cut for sku, cut in found.lines.items() if won[sku][1] == campaign["name"]}
        if kept:
            applied.append((campaign, Effect("product", kept)))
            applied[-1][1].lay(cart)
    return applied + in_turn([each for each in campaigns if each["kind"] != "product"], cart, case)


def apply(case: Json, cart: Cart) -> Applied:
    stacking, campaigns = case["rules"]["stacking"], ordered(case["campaigns"])
    if stacking in ("sequential", "exclusive_stops"):
        return in_turn(campaigns, cart, case, stops=stacking == "exclusive_stops")
    modes = {"exclusive_wins": exclusive_wins, "best_single": best_single, "best_per_line": best_per_line}
    return modes[stacking](campaigns, cart, case)


def calculate(case: Json) -> Json:
    """What the case should expect, amounts in minor units."""
    cart = read(case)
    applied = apply(case, cart)
    by_kind = {
        kind: {line.sku: sum(e.lines.get(line.sku, 0) for _, e in applied if e.kind == kind) for line in cart.lines}
        for kind in ("product", "order")
    }
    included = case["rules"]["prices_include_tax"]
    tax = sum(tax_in(line.left, line.rate) if included else tax_on(line.left, line.rate) for line in cart.lines)
    total = sum(line.left for line in cart.lines) + cart.shipping + cart.fees
    return {
        "line_discounts": by_kind["product"],
        "order_allocation": by_kind["order"],
        "order_discount": sum(by_kind["order"].values()),
        "shipping": cart.shipping,
        "fees": cart.fees,
        "added_lines": [found.gift for _, found in applied if found.gift],
        "total": total,
        "tax": tax,
        "total_with_tax": total if included else total + tax,
        "applied": [campaign["name"] for campaign, _ in applied],
        "refunds": refunds(case, cart),
    }


def refunds(case: Json, cart: Cart) -> list[Json]:
    back = dict.fromkeys((line.sku for line in cart.lines), 0)
    before, found = 0, []
    for each in case.get("refunds", []):
        for sku, units in each.items():
            back[sku] += units
        so_far = sum(half_up(Fraction(line.left * back[line.sku], line.qty)) for line in cart.lines)
        found.append({"amount": so_far - before, "remaining": sum(line.left for line in cart.lines) - so_far})
        before = so_far
    return found
