"""The terms under which a definition is read: its currency and time zone, and where in the document we stand.

A definition is read once, when a book is compiled; whatever is wrong is reported with its path.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

import msgspec

from largesse.core.errors import Invalid
from largesse.core.money import parse_amount
from largesse.core.numbers import SCALE, Rounding, parse_percent, parse_quantity
from largesse.core.windows import zone_of


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What a definition's texts are read against. `path` is the JSON path of the part being read."""

    digits: int
    """Of the currency, after the point."""
    path: str = "$"
    time_zone: str = "UTC"
    rounding: Rounding = Rounding.half_up
    per_unit: bool = True
    """Percentages of the product lane are rounded on one unit, else once per line."""
    round_price: bool = False
    """The new price is the rounded figure, else the discount."""
    price_endings: tuple[tuple[int, int], ...] = ()
    """How unit prices end that a percentage makes: (90, 100) is so many minor units above a multiple of so many."""
    ignore_case: bool = True
    """Of voucher codes."""
    prices_include_tax: bool = True

    def under(self, step: str | int) -> Terms:
        """Return the same terms one step further down the document: a field's name or a list's index."""
        path = f"{self.path}[{step}]" if isinstance(step, int) else f"{self.path}.{step}"
        return msgspec.structs.replace(self, path=path)

    def amount(self, text: str, field: str) -> int:
        """Return a field's amount in minor units."""
        return self._read(lambda: parse_amount(text, self.digits), field, "bad_amount")

    def amounts(self, texts: Mapping[str, str], field: str) -> dict[str, int]:
        """Return a table of amounts in minor units, by its keys; tables of prices are long, so this is quick."""
        try:
            return {key: parse_amount(text, self.digits) for key, text in texts.items()}
        except ValueError:
            under = self.under(field)
            return {key: under.amount(text, key) for key, text in texts.items()}

    def percent(self, text: str, field: str) -> int:
        """Return a field's percentage as a share of `WHOLE`."""
        return self._read(lambda: parse_percent(text), field, "bad_percent")

    def quantity(self, quantity: int | str, field: str) -> int:
        """Return a field's quantity, whole units or a decimal as text, in millionths."""
        if isinstance(quantity, int):
            return quantity * SCALE
        return self._read(lambda: parse_quantity(quantity), field, "bad_quantity")

    def zone(self, name: str, field: str) -> ZoneInfo:
        """Return a time zone by its IANA name."""
        try:
            return zone_of(name)
        except ValueError as error:
            raise self.refuse(field, "unknown_time_zone", str(error)) from None

    def code(self, text: str) -> str:
        """Return a voucher code as it is compared."""
        return text.casefold() if self.ignore_case else text

    def refuse(self, field: str, code: str, message: str) -> Invalid:
        """Return the error to raise for a field of the part being read; an empty field means the part itself."""
        return Invalid.at(f"{self.path}.{field}" if field else self.path, code, message)

    def _read(self, read: Callable[[], int], field: str, code: str) -> int:
        try:
            return read()
        except ValueError as error:
            raise self.refuse(field, code, str(error)) from None
