"""What the calculator finds, in the words of a case's `expect`."""

from decimal import Decimal

from tests.golden.reference.calculate import calculate
from tests.golden.reference.cart import Json, digits


def written(amount: int, currency: str) -> str:
    return f"{Decimal(amount).scaleb(-digits(currency)):.{digits(currency)}f}"


def expectation(raw: Json) -> Json:
    """Everything that a case can expect."""
    found, currency = calculate(raw), raw["currency"]
    amount = lambda minor: written(minor, currency)  # noqa: E731
    figures = ("order_discount", "shipping", "fees", "total", "tax", "total_with_tax")
    return {
        **{name: amount(found[name]) for name in figures},
        "line_discounts": {sku: amount(cut) for sku, cut in found["line_discounts"].items() if cut},
        "order_allocation": {sku: amount(cut) for sku, cut in found["order_allocation"].items()},
        "added_lines": [
            {
                "sku": gift["sku"],
                "qty": gift["qty"],
                "unit_price": amount(gift["unit_price"]),
                "discount": amount(gift["qty"] * gift["unit_price"]),
            }
            for gift in found["added_lines"]
        ],
        "applied": found["applied"],
        "not_applied": [each["name"] for each in raw["campaigns"] if each["name"] not in found["applied"]],
        "usage_consumed": found["applied"],
        "refunds": [{name: amount(value) for name, value in each.items()} for each in found["refunds"]],
    }
