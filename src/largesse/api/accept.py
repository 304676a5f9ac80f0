"""What a caller takes for an answer: whether JSON, by Accept (RFC 9110, section 12.5.1), and in which language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from largesse.app.prices import PriceQuery
from largesse.promotions.checkout import Checkout

S = TypeVar("S", Checkout, PriceQuery)

_TAG = re.compile(rb"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")
_JSON_RANGES = {b"application/json": 3, b"application/*": 2, b"*/*": 1}


def accepts_json(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Return whether application/json is acceptable. No Accept header means that everything is."""
    given = [value for name, value in headers if name == b"accept"]
    if not given or given[0] in _JSON_RANGES:
        return True
    best: tuple[int, float] | None = None
    for part in b",".join(given).lower().split(b","):
        media, _, parameters = part.partition(b";")
        rank = _JSON_RANGES.get(media.strip(), 0)
        if rank and (best is None or rank > best[0]):
            best = (rank, _quality(parameters))
    return best is not None and best[1] > 0


def language_of(headers: Iterable[tuple[bytes, bytes]]) -> str | None:
    """Return the language that `Accept-Language` wants most (RFC 9110, section 12.5.4); None when it names none."""
    given = [value for name, value in headers if name == b"accept-language"]
    best: tuple[float, str] | None = None
    for part in b",".join(given).split(b",") if given else ():
        tag, _, parameters = part.strip().partition(b";")
        quality = _quality(parameters)
        if _TAG.fullmatch(tag) and quality > 0 and (best is None or quality > best[0]):
            best = (quality, tag.decode())
    return best[1] if best else None


def in_language(asked: S, language: str | None) -> S:
    """Return what was asked, to be answered in this language unless it names one itself."""
    return asked if language is None or asked.language else msgspec.structs.replace(asked, language=language)


def _quality(parameters: bytes) -> float:
    for parameter in parameters.split(b";"):
        name, _, value = parameter.partition(b"=")
        if name.strip() == b"q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
