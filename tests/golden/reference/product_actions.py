"""Actions of the product kind: what each takes off each line, before rooms."""

from collections import Counter
from fractions import Fraction

from tests.golden.reference.cart import Cart, Json, Line, rounded, targets, units_of
from tests.golden.reference.spread import spread


def chosen(action: Json, cart: Cart) -> list[tuple[Line, int]]:
    """The target lines with how many of their units are meant."""
    lines = targets(cart, action.get("target"))
    if "max_units" in action and "pick" in action:
        units = Counter(line.sku for line in units_of(lines, action["pick"])[: action["max_units"]])
        return [(line, units[line.sku]) for line in lines if units[line.sku]]
    most = action.get("max_qty_per_line")
    return [(line, line.qty if most is None else min(line.qty, most)) for line in lines]


def percent_of_units(line: Line, units: int, percent: str | int, rules: Json) -> int:
    share = Fraction(percent) / 100
    worth = Fraction(line.left if rules["percent_base"] == "running" else line.price * line.qty)
    each = worth / line.qty
    base, times = (each, units) if rules["round_at"] == "unit" else (each * units, 1)
    if rules["round_what"] == "discount":
        cut = Fraction(rounded(base * share, rules))
    else:
        cut = base - rounded(base - base * share, rules)
    return rounded(max(min(cut * times, line.value * units), Fraction(0)), rules)


def percent_off(action: Json, cart: Cart, rules: Json) -> dict[str, int]:
    return {line.sku: percent_of_units(line, units, action["percent"], rules) for line, units in chosen(action, cart)}


def amount_of_units(line: Line, units: int, amount: int, rules: Json) -> int:
    return rounded(min(Fraction(amount), line.value) * units, rules)


def amount_off_each(action: Json, cart: Cart, rules: Json) -> dict[str, int]:
    amount = cart.amount(action["amount"])
    return {line.sku: amount_of_units(line, units, amount, rules) for line, units in chosen(action, cart)}


def amount_off_line(action: Json, cart: Cart, rules: Json) -> dict[str, int]:
    return {line.sku: cart.amount(action["amount"]) for line in targets(cart, action.get("target"))}


def amount_off_across(action: Json, cart: Cart, rules: Json) -> dict[str, int]:
    lines = targets(cart, action.get("target"))
    return spread(cart.amount(action["amount"]), {line.sku: Fraction(line.left) for line in lines}, lines)


def amount_off_first_and_more(action: Json, cart: Cart, rules: Json) -> dict[str, int]:
    first, more = cart.amount(action["first"]), cart.amount(action["more"])
    most = action.get("max_units")
    return {
        line.sku: first + more * ((line.qty if most is None else min(line.qty, most)) - 1)
        for line in targets(cart, action.get("target"))
    }


def set_unit_price(action: Json, cart: Cart, rules: Json) -> dict[str, int]:
    price = cart.amount(action["price"])
    return {line.sku: rounded(max(line.value - price, 0) * units, rules) for line, units in chosen(action, cart)}


def full_groups(action: Json, cart: Cart, rules: Json) -> dict[str, int]:
    units = units_of(targets(cart, action.get("target")))
    inside = units[: len(units) // action["group_size"] * action["group_size"]]
    each, cuts = action["each"], {}
    for line in cart.lines:
        times = sum(unit is line for unit in inside)
        if times and "percent" in each:
            cuts[line.sku] = percent_of_units(line, times, each["percent"], rules)
        elif times:
            cuts[line.sku] = amount_of_units(line, times, cart.amount(each["amount"]), rules)
    return cuts


def step(action: Json, cart: Cart, lines: list[Line]) -> str | None:
    """The value of the step reached."""
    if action["by"] == "quantity":
        reached, read = sum(line.qty for line in lines), Fraction
    else:
        reached, read = sum(line.left for line in lines), cart.amount
    steps = [tier for tier in action["tiers"] if read(tier["from"]) <= reached]
    return max(steps, key=lambda tier: read(tier["from"]))["value"] if steps else None


def tiered(action: Json, cart: Cart, rules: Json) -> dict[str, int]:
    lines = targets(cart, action.get("target"))
    value = step(action, cart, lines)
    if value is None:
        return {}
    if action["give"] == "percent":
        return {line.sku: percent_of_units(line, line.qty, value, rules) for line in lines}
    return {line.sku: amount_of_units(line, line.qty, cart.amount(value), rules) for line in lines}


PRODUCT = {
    "percent_off": percent_off,
    "amount_off_each": amount_off_each,
    "amount_off_line": amount_off_line,
    "amount_off_across": amount_off_across,
    "amount_off_first_and_more": amount_off_first_and_more,
    "set_unit_price": set_unit_price,
    "full_groups": full_groups,
    "tiered": tiered,
}
