"""What is odd about real receipts: each kind counted, with what was decided about it. Nothing is dropped in silence."""

from __future__ import annotations

import msgspec

from largesse.app.replay_report import OddKind
from largesse.demo.lines import FUEL_UNIT
from largesse.demo.source import Connection, rows

_SHELF = "(sales + retail + matched)"
_PRICE = f"({_SHELF} * {FUEL_UNIT} // nullif(quantity, 0))"
_TORN_FUEL = " and ".join(
    f"(2 * ({_PRICE} + {more}) * quantity + {FUEL_UNIT}) // {2 * FUEL_UNIT} <> {_SHELF}" for more in (0, 1)
)
_NOT_PUT = "not put to the engine; its discounts are a step of their own in the account"


class _Kind(msgspec.Struct, frozen=True):
    """What it is called, which lines are meant (in SQL), what was decided, and whether the engine sees them."""

    name: str
    where: str
    decided: str
    evaluated: bool = True


_KINDS = (
    _Kind("no quantity, a coupon's discount", "quantity = 0 and coupon > 0", _NOT_PUT, False),
    _Kind("no quantity, a sale or a card discount", "quantity = 0 and sales + retail > 0", _NOT_PUT, False),
    _Kind("no quantity, nothing at all", "quantity = 0 and sales + retail + coupon = 0", _NOT_PUT, False),
    _Kind("no value, free with the card", "quantity > 0 and sales = 0 and retail > 0 and coupon = 0", "evaluated"),
    _Kind("no value, paid by a coupon", "quantity > 0 and sales = 0 and coupon > 0", "evaluated"),
    _Kind("no value, no price", "quantity > 0 and sales + retail + coupon = 0", "evaluated at a price of 0.00"),
    _Kind("coupon above the sale", "quantity > 0 and coupon > sales", "evaluated; no line goes below zero"),
    _Kind(
        "fuel",
        "quantity > 0 and unit = 'ten gallons'",
        "weighed; sold by ten gallons, which makes tenths of a cent exact",
    ),
    _Kind("fuel that no one price explains", f"unit = 'ten gallons' and {_TORN_FUEL}", "two lines at adjoining prices"),
    _Kind(
        "total no multiple of the quantity",
        f"unit <> 'ten gallons' and {_SHELF} % nullif(quantity, 0) > 0",
        "two lines, a cent apart",
    ),
    _Kind(
        "sold by a weight not recorded", "quantity > 0 and unit = 'weight'", "its flyer is a percentage, not a price"
    ),
    _Kind(
        "article not in the product list",
        "quantity > 0 and article not in (select product_id from products)",
        "an article without a category",
    ),
)


def odd_kinds(connection: Connection) -> list[OddKind]:
    """Return every odd kind of line with its count. One line can be odd in more than one way."""
    columns = ", ".join(
        f"count(*) filter ({kind.where}), sum(retail) filter ({kind.where}), sum(coupon) filter ({kind.where})"
        for kind in _KINDS
    )
    counts = [int(count or 0) for count in rows(connection, f"select {columns} from {_LINES}")[0]]
    return [
        OddKind(kind.name, counts[3 * i], kind.decided, _apart(kind, *counts[3 * i + 1 : 3 * i + 3]))
        for i, kind in enumerate(_KINDS)
    ]


_LINES = "line left join sold_by using (article)"


def _apart(kind: _Kind, retail: int, coupon: int) -> dict[str, int]:
    return {} if kind.evaluated else {"flyer": retail, "coupon": coupon}
