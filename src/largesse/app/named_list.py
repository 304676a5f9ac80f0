"""Lists of things that have an id and perhaps a name: searched, in either order, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeVar

import msgspec

from largesse.app.page import Cursor, Limit, Page, Search, Sorting, page_of, read_cursor
from largesse.app.ports.customers import NameFilter

F = TypeVar("F", bound=NameFilter)
T = TypeVar("T")

_SORTINGS: Mapping[str, Sorting] = {
    "id": Sorting(("id",), tuple[str]),
    "name": Sorting(("name", "id"), tuple[str, str]),
}


class IdQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which things to list, by id."""

    search: Search | None = None
    sort: Literal["id", "-id"] = "id"
    cursor: Cursor | None = None
    limit: Limit = 50

    def filter(self, shape: type[F]) -> F:
        """Return what to ask the store for: one more than the page holds, to know whether another one follows."""
        asked: dict[str, Any] = msgspec.structs.asdict(self)
        asked |= {"limit": self.limit + 1, "after": read_cursor(self.cursor, self.sort, self._sorting())}
        return shape(**{name: asked[name] for name in shape.__struct_fields__ if name in asked})

    def page(self, rows: Sequence[T]) -> Page[T]:
        """Return the page made of what the store gave."""
        return page_of(rows, self.limit, self.sort, self._sorting())

    def page_of_ids(self, ids: Sequence[str]) -> Page[str]:
        """Return the page made of what the store gave, where that is only ids."""
        return page_of(ids, self.limit, self.sort, Sorting((), tuple[str]))

    def _sorting(self) -> Sorting:
        return _SORTINGS[self.sort.removeprefix("-")]


class NameQuery(IdQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which things to list, by id or by name."""

    sort: Literal["id", "-id", "name", "-name"] = "id"  # pyright: ignore[reportIncompatibleVariableOverride]
