"""The API's paths, parameters, bodies, answers and refusals, as text that a person can compare.

The schemas of the wire documents have snapshots of their own; descriptions and examples may change freely.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from largesse.api.openapi import document
from largesse.api.routes import ROUTES
from largesse.promotions import kinds

AGREED = Path(__file__).parent / "outline.json"
_FREE = ("description", "summary", "example", "tags")


def outline() -> str:
    """Return the outline of the API as it is now."""
    kinds.load()
    paths = _without(document(ROUTES)["paths"])
    return msgspec.json.format(msgspec.json.encode(paths, order="sorted"), indent=1).decode() + "\n"


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without(part) for key, part in value.items() if key not in _FREE}
    return [_without(part) for part in value] if isinstance(value, list) else value
