"""Actions of the order kind: an amount, and the exact shares in which lines bear it."""

from collections.abc import Iterable
from fractions import Fraction

from tests.golden.reference.cart import Cart, Json, Line, rounded, targets, units_of
from tests.golden.reference.product_actions import step
from tests.golden.reference.spread import Shares

Amount = tuple[int, Shares]
ONE = Fraction(1)


def by_left(lines: Iterable[Line]) -> Shares:
    return {line.sku: Fraction(line.left) for line in lines}


def of_units(gives: Iterable[tuple[Line, Fraction]], rules: Json) -> Amount:
    """The sum of what units give, rounded once; each line's share is what its units give."""
    shares: Shares = {}
    for line, give in gives:
        shares[line.sku] = shares.get(line.sku, Fraction(0)) + give
    return rounded(sum(shares.values(), Fraction(0)), rules), shares


def percent_of(unit: Line, share: Fraction, rules: Json) -> Fraction:
    if rules["percent_base"] == "running":
        return unit.value * share
    return min(unit.price * share, unit.value)


def a_set(units: list[Line], saving: Fraction) -> list[tuple[Line, Fraction]]:
    """A set's saving lies on its units in proportion to their value."""
    worth = sum((unit.value for unit in units), Fraction(0))
    return [(unit, saving * unit.value / worth) for unit in units] if worth and saving > 0 else []


def order_percent_off(action: Json, cart: Cart, rules: Json) -> Amount:
    lines = targets(cart, action.get("target"))
    share = Fraction(action["percent"]) / 100
    if "exceeding_qty" in action:
        units = units_of(lines, "cheapest")
        beyond = units[: max(len(units) - action["exceeding_qty"], 0)]
        amount, shares = of_units([(unit, percent_of(unit, share, rules)) for unit in beyond], rules)
    else:
        running = rules["percent_base"] == "running"
        base = sum(line.left if running else line.price * line.qty for line in lines)
        free = cart.amount(action.get("exceeding_amount", "0"))
        amount, shares = rounded(max(base - free, 0) * share, rules), by_left(lines)
    return min(amount, cart.amount(action["cap"])) if "cap" in action else amount, shares


def order_amount_off(action: Json, cart: Cart, rules: Json) -> Amount:
    return cart.amount(action["amount"]), by_left(targets(cart, action.get("target")))


def order_set_total(action: Json, cart: Cart, rules: Json) -> Amount:
    rows = sum(line.left for line in cart.lines)
    return max(rows - cart.amount(action["price"]), 0), by_left(targets(cart, None))


def tiered(action: Json, cart: Cart, rules: Json) -> Amount:
    lines = targets(cart, action.get("target"))
    value = step(action, cart, lines)
    if value is None:
        return 0, {}
    if action["give"] == "amount":
        return cart.amount(value), by_left(lines)
    return order_percent_off({"percent": value, "target": action.get("target")}, cart, rules)


def buy_x_pay_y(action: Json, cart: Cart, rules: Json) -> Amount:
    times = action.get("max_times", 10**9)
    gives = []
    for line in targets(cart, action.get("target")):
        sets = min(line.qty // action["buy"], times)
        times -= sets
        gives += [(line, line.value)] * (sets * (action["buy"] - action["pay"]))
    return of_units(gives, rules)


def sets_of(units: list[Line], size: int, most: int | None) -> list[list[Line]]:
    full = [units[i : i + size] for i in range(0, len(units) - size + 1, size)]
    return full if most is None else full[:most]


def cheapest_discount(action: Json, cart: Cart, rules: Json) -> Amount:
    units = units_of(targets(cart, action.get("target")), "cheapest")
    groups = sets_of(units, action["every"], action.get("max_times"))
    if action["grouping"] == "cheapest_overall":
        found = units[: len(groups) * action["count"]]
    else:
        found = [unit for group in groups for unit in group[: action["count"]]]
    return of_units([(unit, percent_of(unit, Fraction(action["percent"]) / 100, rules)) for unit in found], rules)


def take(pool: list[int], units: list[Line], used: set[int], wanted: int) -> list[int] | None:
    """The first so many unused units of a pool; None when there are not as many."""
    free = [unit for unit in pool if unit not in used][:wanted]
    if len(free) < wanted:
        return None
    used |= set(free)
    return free


def pool(units: list[Line], lines: list[Line], pick: str) -> list[int]:
    """The units on these lines by their number, cheapest or dearest first."""
    found = [i for i, unit in enumerate(units) if any(unit is line for line in lines)]
    return sorted(found, key=lambda i: units[i].value if pick == "cheapest" else -units[i].value)


def buy_get(action: Json, cart: Cart, rules: Json) -> Amount:
    units, used = units_of(cart.lines), set[int]()
    buy, get = action["buy"], action["get"]
    paying = pool(units, targets(cart, buy["of"]), "dearest")
    getting = pool(units, targets(cart, get["of"]), get["pick"])
    gives: list[tuple[Line, Fraction]] = []
    for _ in range(action.get("max_times", len(units))):
        if take(paying, units, used, buy["qty"]) is None:
            break
        got = take(getting, units, used, get["qty"])
        if got is None:
            break
        gives += [(units[i], percent_of(units[i], Fraction(action["percent"]) / 100, rules)) for i in got]
    return of_units(gives, rules)


def n_for_price(action: Json, cart: Cart, rules: Json) -> Amount:
    units = units_of(targets(cart, action.get("target")), action["pick"])
    price = cart.amount(action["price"])
    gives = []
    for each in sets_of(units, action["n"], action.get("max_times")):
        gives += a_set(each, sum((unit.value for unit in each), Fraction(0)) - price)
    return of_units(gives, rules)


def package(action: Json, cart: Cart, rules: Json) -> Amount:
    units = units_of(targets(cart, action.get("target")), action["pick"])[: action["n"]]
    if len(units) < action["n"]:
        return 0, {}
    worth = sum((unit.value for unit in units), Fraction(0))
    if "unit_price" in action:
        price = cart.amount(action["unit_price"])
        return of_units([(unit, max(unit.value - price, Fraction(0))) for unit in units], rules)
    if "percent" in action:
        share = Fraction(action["percent"]) / 100
        return of_units([(unit, percent_of(unit, share, rules)) for unit in units], rules)
    saving = worth - cart.amount(action["price"]) if "price" in action else Fraction(cart.amount(action["amount"]))
    return of_units(a_set(units, min(saving, worth)), rules)


def bundle_price(action: Json, cart: Cart, rules: Json) -> Amount:
    units, used = units_of(cart.lines), set[int]()
    pools = [(pool(units, targets(cart, item["of"]), "dearest"), item["qty"]) for item in action["items"]]
    price = cart.amount(action["price"])
    gives: list[tuple[Line, Fraction]] = []
    while True:
        bundle: list[Line] = []
        for found, wanted in pools:
            taken = take(found, units, used, wanted)
            if taken is None:
                return of_units(gives, rules)
            bundle += [units[i] for i in taken]
        gives += a_set(bundle, sum((unit.value for unit in bundle), Fraction(0)) - price)


ORDER = {
    "order_percent_off": order_percent_off,
    "order_amount_off": order_amount_off,
    "order_set_total": order_set_total,
    "tiered": tiered,
    "buy_x_pay_y": buy_x_pay_y,
    "cheapest_discount": cheapest_discount,
    "buy_get": buy_get,
    "n_for_price": n_for_price,
    "package": package,
    "bundle_price": bundle_price,
}
