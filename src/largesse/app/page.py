"""Lists in pages: a page says where the next one begins."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Annotated, Any, Generic, NamedTuple, TypeVar

import msgspec
from msgspec import Meta

from largesse.core.errors import Invalid

T = TypeVar("T")


class Sorting(NamedTuple):
    """One of the orders of a list."""

    fields: tuple[str, ...]
    """What a row is ordered by, the last of which no other row has; none: the row itself."""
    shape: Any
    """The type of these values."""

    def key(self, row: object) -> tuple[Any, ...]:
        """Return where a row stands in this order."""
        return tuple(getattr(row, name) for name in self.fields) or (row,)


Limit = Annotated[int, Meta(ge=1, le=500, description="How many at most.")]
Cursor = Annotated[str, Meta(max_length=2000, description="`next` of the page before; the first page when left out.")]
Search = Annotated[str, Meta(max_length=200, description="Part of the id or the name, in any case.")]


class Page(msgspec.Struct, Generic[T], frozen=True, omit_defaults=True):
    """Some rows of a list, and the cursor of the next page when there is one."""

    items: list[T]
    next: str | None = None


def page_of(rows: Sequence[T], limit: int, sort: str, sorting: Sorting) -> Page[T]:
    """Return the page made of up to `limit` rows, of which one more than that was asked for."""
    items = list(rows[:limit])
    return Page(items, _write(sort, sorting.key(items[-1])) if len(rows) > limit else None)


def read_cursor(cursor: str | None, sort: str, sorting: Sorting) -> Any:
    """Return the key that a cursor holds. Raises `Invalid` for one that we did not make, or for another order."""
    if cursor is None:
        return None
    try:
        made_for, key = msgspec.json.decode(urlsafe_b64decode(cursor.encode()), type=tuple[str, sorting.shape])
    except (ValueError, msgspec.MsgspecError):
        made_for, key = None, None
    if made_for != sort:
        raise Invalid.at("query.cursor", "bad_cursor", "expected the `next` of an earlier page in the same order")
    return key


def _write(sort: str, key: tuple[Any, ...]) -> str:
    return urlsafe_b64encode(msgspec.json.encode((sort, key))).decode()
