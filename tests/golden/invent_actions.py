"""Invented actions: every one of the README, with its optional keys and without."""

from tests.golden.draw import Draw, Json
from tests.golden.reference.cart import digits


def product_action(draw: Draw) -> Json:
    target = {"target": draw.selector()}
    limits: Json = draw.one(
        [
            {},
            {"max_qty_per_line": draw.units()},
            {"pick": draw.one(["cheapest", "dearest"]), "max_units": draw.units(6)},
        ]
    )
    per_line = {} if "pick" in limits else limits
    each = {"percent": draw.percent()} if draw.maybe() else {"amount": draw.amount(10, 800)}
    first_and_more = {"first": draw.amount(0, 900), "more": draw.amount(0, 300)}
    return draw.one(
        [
            {"type": "percent_off", "percent": draw.percent(), **target, **limits},
            {"type": "percent_off", "percent": draw.percent(), **target},
            {"type": "amount_off_each", "amount": draw.amount(10, 900), **target, **limits},
            {"type": "amount_off_line", "amount": draw.amount(10, 2000), **target},
            {"type": "amount_off_across", "amount": draw.amount(10, 4000), **target},
            {
                "type": "amount_off_first_and_more",
                **first_and_more,
                **target,
                **draw.optional(max_units=draw.units),
            },
            {"type": "set_unit_price", "price": draw.amount(0, 1500), **target, **per_line},
            {"type": "full_groups", "group_size": draw.units(5), "each": each, **target},
            {**tiered(draw), **target},
        ]
    )


def tiered(draw: Draw) -> Json:
    by, give = draw.one(["quantity", "spend"]), draw.one(["percent", "amount"])
    bounds = sorted({draw.number(0, 12) for _ in range(3)})
    tiers = [
        {
            "from": bound if by == "quantity" else f"{bound * 5:.{digits(draw.currency)}f}",
            "value": draw.percent() if give == "percent" else draw.amount(10, 600),
        }
        for bound in bounds
    ]
    return {"type": "tiered", "by": by, "give": give, "tiers": tiers}


def order_action(draw: Draw) -> Json:
    pick, target = {"pick": draw.one(["cheapest", "dearest"])}, {"target": draw.selector()}
    times = draw.optional(max_times=lambda: draw.units(3))
    buy = draw.units(4)
    count = draw.units(3)
    bought = [{"of": draw.selector(), "qty": draw.units(3)} for _ in range(draw.units(3))]
    size = draw.one(
        [
            {"price": draw.amount(0, 3000)},
            {"unit_price": draw.amount(0, 1500)},
            {"amount": draw.amount(10, 2000)},
            {"percent": draw.percent()},
        ]
    )
    beyond = draw.one([{}, {"exceeding_amount": draw.amount(0, 5000)}, {"exceeding_qty": draw.number(0, 8)}])
    percent_off = {"type": "order_percent_off", "percent": draw.percent(), **beyond}
    return draw.one(
        [
            {**percent_off, **draw.optional(cap=lambda: draw.amount(10, 900), target=draw.selector)},
            {"type": "order_amount_off", "amount": draw.amount(10, 6000), **draw.optional(target=draw.selector)},
            {"type": "order_set_total", "price": draw.amount(0, 9000)},
            {"type": "buy_x_pay_y", "buy": buy + 1, "pay": draw.number(0, buy), **target, **times},
            {
                "type": "cheapest_discount",
                "every": count + draw.number(0, 3),
                "count": count,
                "percent": draw.percent(),
                "grouping": draw.one(["cheapest_overall", "groups_ascending"]),
                **target,
                **times,
            },
            {
                "type": "buy_get",
                "buy": bought[0],
                "get": {"of": draw.selector(), "qty": draw.units(2), **pick},
                "percent": draw.percent(),
                **times,
            },
            {"type": "n_for_price", "n": draw.units(5), "price": draw.amount(0, 3000), **pick, **target, **times},
            {"type": "package", "n": draw.units(6), **size, **pick, **target},
            {"type": "bundle_price", "items": bought, "price": draw.amount(0, 3000)},
            {
                "type": "add_gift",
                "sku": f"GIFT{draw.units(2)}",
                "product": "GIFT",
                "qty": draw.units(2),
                "unit_price": draw.amount(0, 900),
            },
            {**tiered(draw), **target},
        ]
    )


def charge_action(draw: Draw, kind: str) -> Json:
    word = "fee" if kind == "fee" else "shipping"
    drawn = [{"type": f"{word}_free"}, {"type": f"{word}_percent_off", "percent": draw.percent()}]
    if kind == "delivery":
        drawn.append({"type": "shipping_amount_off", "amount": draw.amount(10, 900)})
        drawn.append({"type": "shipping_set", "price": draw.amount(0, 900)})
    return draw.one(drawn)
