"""Lists in pages: on from the row at which the page before ended, in one of the list's orders, in either direction."""

from collections.abc import Mapping, Sequence
from typing import Any, LiteralString, NamedTuple


class Order(NamedTuple):
    """What a list is ordered by. The last column tells rows apart, so that no page repeats or skips one."""

    columns: tuple[LiteralString, ...]
    values: LiteralString
    """The same of the row at which the page before ended, whose key is `k0`, `k1`, ..."""


BY_ID: Mapping[str, Order] = {"id": Order(("id",), "%(k0)s::text")}
BY_ID_OR_NAME: Mapping[str, Order] = {
    **BY_ID,
    "name": Order(("lower(name)", "id"), "lower(%(k0)s::text), %(k1)s::text"),
}


def page(orders: Mapping[str, Order], sort: str, after: Sequence[Any] | None) -> LiteralString:
    """Return the end of a statement whose conditions are written: it goes on after a key, or begins."""
    columns, values = orders[sort.removeprefix("-")]
    sign, way = ("<", " desc") if sort.startswith("-") else (">", "")
    begin: LiteralString = "" if after is None else f"and ({', '.join(columns)}) {sign} ({values}) "
    return f"{begin}order by {', '.join(column + way for column in columns)} limit %(limit)s"


def keys(after: Sequence[Any] | None) -> dict[str, Any]:
    """Return the parameters that `page` speaks of, but for the limit."""
    return {f"k{place}": value for place, value in enumerate(after or ())}
