"""Lists in pages: a page says where the next one begins."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from msgspec import Meta

from largesse.core.errors import Invalid

T = TypeVar("T")
Key = tuple[str | int, ...]
"""Where a row stands in the list's order: the values that it is ordered by."""

Limit = Annotated[int, Meta(ge=1, le=500, description="How many at most.")]
Cursor = Annotated[str, Meta(max_length=2000, description="`next` of the page before; the first page when left out.")]
Search = Annotated[str, Meta(max_length=200, description="Part of the id or the name, in any case.")]


class Page(msgspec.Struct, Generic[T], frozen=True, omit_defaults=True):
    """Some rows of a list, and the cursor of the next page when there is one."""

    items: list[T]
    next: str | None = None


def page_of(rows: Sequence[T], limit: int, key: Callable[[T], Key]) -> Page[T]:
    """Return the page made of up to `limit` rows, of which one more than that was asked for."""
    items = list(rows[:limit])
    return Page(items, _write(key(items[-1])) if len(rows) > limit else None)


def read_cursor(cursor: str | None, shape: Any) -> Any:
    """Return the key that a cursor holds, as a tuple of the given shape; raise `Invalid` for one we did not make."""
    if cursor is None:
        return None
    try:
        return msgspec.json.decode(urlsafe_b64decode(cursor.encode()), type=shape)
    except (ValueError, msgspec.MsgspecError):
        raise Invalid.at("query.cursor", "bad_cursor", "expected the `next` of an earlier page") from None


def _write(key: Key) -> str:
    return urlsafe_b64encode(msgspec.json.encode(key)).decode()
