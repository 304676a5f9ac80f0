"""What is written in a document, whatever its shape: a search for values worth trying begins there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast


def scalars_in(written: Any) -> Iterator[Any]:
    """Yield every scalar in a document of dicts and lists, in its order."""
    if isinstance(written, dict):
        for each in cast("dict[str, Any]", written).values():
            yield from scalars_in(each)
    elif isinstance(written, list):
        for each in cast("list[Any]", written):
            yield from scalars_in(each)
    else:
        yield written
