"""Field types of the promotion documents, beside those that all rooms share."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from largesse.core.wire import (
    Amount,
    Attribute,
    Attributes,
    Currency,
    Language,
    Name,
    Quantity,
    Rate,
    Scalar,
    Text,
    Token,
    Translations,
)

Percent = Annotated[
    str,
    Meta(
        max_length=10,
        pattern=r"^[0-9]{1,3}(\.[0-9]{1,6})?$",
        description="A percentage above 0 and up to 100, as text.",
        examples=["12.5"],
        extra_json_schema={"x-widget": "percent"},
    ),
]
Count = Annotated[int, Meta(ge=1, le=1_000_000_000)]
Code = Annotated[str, Meta(min_length=1, max_length=100)]
LaneName = Literal["product", "order", "fee", "delivery"]

__all__ = [
    "Amount",
    "Attribute",
    "Attributes",
    "Code",
    "Count",
    "Currency",
    "LaneName",
    "Language",
    "Name",
    "Percent",
    "Quantity",
    "Rate",
    "Scalar",
    "Text",
    "Token",
    "Translations",
]
