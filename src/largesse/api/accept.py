"""Whether a caller takes JSON for an answer, by the Accept header (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable

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


def _quality(parameters: bytes) -> float:
    for parameter in parameters.split(b";"):
        name, _, value = parameter.partition(b"=")
        if name.strip() == b"q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
