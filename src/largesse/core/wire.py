"""Field types that documents of several rooms share, with the limits that the wire contract states."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

Amount = Annotated[
    str,
    Meta(
        max_length=22,
        pattern=r"^[0-9]{1,16}(\.[0-9]{1,4})?$",
        description="An amount in major units, as text, with at most the currency's digits after the point.",
        examples=["12.50"],
    ),
]
Rate = Annotated[str, Meta(max_length=11, pattern=r"^[0-9]{1,4}(\.[0-9]{1,6})?$", examples=["7"])]
Quantity = (
    Annotated[int, Meta(ge=1, le=1_000_000_000)]
    | Annotated[str, Meta(max_length=17, pattern=r"^[0-9]{1,10}(\.[0-9]{1,6})?$", examples=["0.345"])]
)
Text = Annotated[str, Meta(max_length=500)]
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Language = Annotated[str, Meta(min_length=2, max_length=35, pattern=r"^[A-Za-z0-9-]+$(?!\n)", examples=["en", "zh-CN"])]
Currency = Annotated[str, Meta(pattern=r"^[A-Z]{3}$", description="ISO 4217 code", examples=["USD"])]
Token = Annotated[str, Meta(min_length=1, max_length=200)]
"""A word of somebody else's system: an article number, a category, a group, a store, a payment method."""
Tokens = Annotated[list[Token], Meta(max_length=1000)]
Instant = Annotated[datetime, Meta(tz=True, description="RFC 3339, with an offset", examples=["2026-06-15T12:00:00Z"])]

Scalar = Annotated[str, Meta(max_length=1000)] | Annotated[int, Meta(ge=-(10**15), le=10**15)] | bool
Attribute = Scalar | Annotated[list[Scalar], Meta(max_length=1000)]
Attributes = Annotated[dict[Token, Attribute], Meta(max_length=200)]
"""Own facts by name: text, whole numbers, true or false, or lists of them; decimals are written as text."""

Translations = Annotated[dict[Language, Text], Meta(max_length=50)]
"""One text in several languages, by BCP 47 tag."""


class Wire(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What every part of a document shares: unknown fields are refused, defaults are left out."""
