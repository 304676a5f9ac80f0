"""What an id may look like, wherever one is written."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

Id = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=100,
        pattern=r"^[A-Za-z0-9_.:~/@+-]+$(?!\n)",
        description="1 to 100 letters, digits or _ . : ~ / @ + -",
    ),
]
"""An id chosen by the caller or made by `make_id`."""


def make_id(prefix: str, random_bits: int) -> str:
    """Return an id such as `camp_3q9...` from random bits that the shell drew; equal bits give equal ids."""
    return f"{prefix}_{_base32(random_bits)}"


_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def _base32(number: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, 32)
        text = _ALPHABET[digit] + text
    return text or "0"
