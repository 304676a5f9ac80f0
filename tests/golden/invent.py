"""Invent cases: the whole vocabulary of the README by chance, small figures so that ties and limits are met often.

The same seed gives the same case.
"""

from decimal import Decimal

from tests.golden.draw import CATEGORIES, PRODUCTS, SKUS, Draw, Json
from tests.golden.invent_actions import charge_action, order_action, product_action
from tests.golden.reference.cart import digits

GROUPS = ["vip", "staff", "student"]
AT = "2026-06-15T12:00:00Z"


def line(draw: Draw, sku: str) -> Json:
    price = draw.amount(0 if draw.maybe(0.1) else 50)
    return {
        "sku": sku,
        "product": draw.one([sku, *PRODUCTS]),
        "categories": draw.some(CATEGORIES, 0),
        "qty": draw.units(7),
        "unit_price": price,
        **({"tax_rate": draw.one(["0", "7", "8.25", "19", "25"])} if draw.maybe() else {}),
        **({"min_price": floor(draw, price)} if draw.maybe(0.2) else {}),
        **({"discountable": False} if draw.maybe(0.12) else {}),
    }


def floor(draw: Draw, price: str) -> str:
    part = Decimal(price) * draw.one([Decimal("0.5"), Decimal("0.9"), 1])
    return f"{part.quantize(Decimal(1).scaleb(-digits(draw.currency)), 'ROUND_DOWN'):f}"


def condition(draw: Draw, depth: int = 0) -> Json:
    if depth < 2 and draw.maybe(0.3):
        word = draw.one(["all", "any", "not"])
        inner = [condition(draw, depth + 1) for _ in range(draw.units(2))]
        return {word: inner[0] if word == "not" else inner}
    op = draw.one(["gt", "gte", "lt", "lte", "eq"])
    return draw.one(
        [
            lambda: {
                "type": "order_total",
                "op": op,
                "amount": draw.amount(0, 9000),
                "on": draw.one(["before_discounts", "after_discounts_so_far"]),
                **draw.optional(
                    of=lambda: draw.selector(),
                    tax=lambda: draw.one(["incl", "excl"]),
                    include_shipping=lambda: True,
                ),
            },
            lambda: {
                "type": "quantity",
                "op": op,
                "qty": draw.number(0, 9),
                **draw.optional(of=lambda: draw.selector(), per_line=lambda: True),
            },
            lambda: {
                "type": "contains",
                **draw.optional(of=lambda: draw.selector(), min_distinct=lambda: draw.units(3)),
            },
            lambda: {"type": "customer_group", "in": draw.some(GROUPS)},
            lambda: {"type": "nth_order", "n": draw.units(3)},
        ]
    )()


def campaign(draw: Draw, number: int) -> Json:
    kind = draw.one(["product"] * 4 + ["order"] * 5 + ["fee", "delivery"])
    actions = {"product": product_action, "order": order_action}
    times = ["2026-06-15T11:59:59Z", AT, "2026-06-15T12:00:01Z"]
    rarely = {
        "start": lambda: draw.one(times[:2] + times),
        "end": lambda: draw.one([*times[1:], "2027-01-01T00:00:00Z"]),
        "active": lambda: draw.maybe(0.7),
        "archived": lambda: draw.maybe(0.3),
        "currency": lambda: draw.one([draw.currency, draw.currency, "SEK"]),
        "stores": lambda: draw.one([["main"], ["main", "web"], ["web"], []]),
        "usage_limit": lambda: draw.units(3),
        "per_customer_limit": lambda: draw.units(2),
        "budget": lambda: {
            "limit": draw.amount(0, 4000),
            "overrun": draw.one(["skip", "cap"]),
        },
    }
    codes = [f"Code{number}", f"Code{number}b"][: draw.units(2)] if draw.maybe(0.25) else []
    return {
        "name": f"campaign {number}",
        "kind": kind,
        "action": actions[kind](draw) if kind in actions else charge_action(draw, kind),
        "conditions": condition(draw) if draw.maybe(0.45) else {},
        "combinable": draw.maybe(0.7),
        "priority": draw.one([0, 0, 1, 5, 10]),
        "codes": codes,
        **({"code_usage_limit": draw.units(2)} if codes and draw.maybe() else {}),
        **{name: make() for name, make in rarely.items() if draw.maybe(0.12)},
    }


def rules(draw: Draw) -> Json:
    modes = ["sequential"] * 4 + ["exclusive_stops", "exclusive_wins", "best_single", "best_per_line"]
    stacking = draw.one(modes)
    return {
        "kind_order": ["product", "order", "fee", "delivery"],
        "within_kind": "higher_priority_first",
        "stacking": stacking,
        "percent_base": draw.one(["running", "running", "original"]),
        "rounding": draw.one(["half_up", "half_up", "down"]),
        "round_at": draw.one(["line", "unit"]),
        "round_what": draw.one(["discount", "discount", "price"]),
        "remainder": "largest_fraction",
        "prices_include_tax": draw.maybe(0.6),
        "tax_at": "line",
        "floor": "zero",
        "codes_of_one_campaign": "once",
        "refund": "share_of_paid",
        **draw.optional(code_case=lambda: draw.one(["sensitive", "insensitive"])),
        **(draw.optional(max_applied=draw.units) if stacking in ("sequential", "exclusive_stops") else {}),
    }


def state(draw: Draw, campaigns: list[Json]) -> Json:
    codes = [code for each in campaigns for code in each["codes"]]
    return {
        "campaign_uses": {each["name"]: draw.number(0, 3) for each in campaigns if draw.maybe(0.3)},
        "code_uses": {code: draw.number(0, 2) for code in codes if draw.maybe()},
        "customer_uses": {each["name"]: {"c1": draw.number(0, 2), "c2": 5} for each in campaigns if draw.maybe(0.3)},
        "budget_spent": {each["name"]: draw.amount(0, 4000) for each in campaigns if draw.maybe(0.3)},
        "code_holds": {code: draw.some(["cart-1", "cart-2"]) for code in codes if draw.maybe(0.3)},
    }


def cart(draw: Draw, campaigns: list[Json]) -> Json:
    codes = [code for each in campaigns for code in each["codes"] if draw.maybe(0.7)]
    return {
        "lines": [line(draw, sku) for sku in draw.random.sample(SKUS, draw.units(5))],
        "shipping": draw.amount(0, 1500),
        "fees": [{"code": name, "amount": draw.amount(0, 500)} for name in draw.some(["wrap", "card"], 0)],
        "codes": [code.swapcase() if draw.maybe(0.2) else code for code in codes],
        "customer": {
            "id": draw.one(["c1", None]),
            "groups": draw.some(GROUPS, 0),
            "orders_before": draw.number(0, 2),
        },
        "store": draw.one(["main", "web"]),
        "at": AT,
        **draw.optional(id=lambda: "cart-1"),
    }


def returns(draw: Draw, lines: list[Json]) -> list[dict[str, int]]:
    left = {line["sku"]: line["qty"] for line in lines}
    found: list[dict[str, int]] = []
    for _ in range(draw.number(0, 3)):
        back = {sku: draw.number(1, units) for sku, units in left.items() if units and draw.maybe()}
        left = {sku: units - back.get(sku, 0) for sku, units in left.items()}
        found += [back] if back else []
    return found


def invent(seed: int) -> Json:
    """A case without what it expects."""
    draw = Draw(seed)
    campaigns = [campaign(draw, number) for number in range(draw.units(5))]
    shown = cart(draw, campaigns)
    return {
        "id": f"invented-{seed}",
        "area": "invented",
        "source": "drawn by chance",
        "says": "Whatever it says.",
        "currency": draw.currency,
        "rules": rules(draw),
        "campaigns": campaigns,
        "cart": shown,
        "state": state(draw, campaigns),
        "refunds": returns(draw, shown["lines"]),
    }
