"""What the book is learnt from and what judges it."""

from __future__ import annotations

import msgspec


class Split(msgspec.Struct, frozen=True):
    """Both are SQL over a line: which lines teach the flyers' prices, and the part of the report a basket counts in."""

    learnt: str
    part: str


BY_WEEK = Split("true", "case when week <= 35 then 'weeks 1-35' else 'weeks 36-53' end")
"""Flyers are learnt from every receipt, as a shop's own price file would have it; coupons from weeks 1 to 35."""

BY_HOUSEHOLD = Split(
    "household % 2 = 0", "case when household % 2 = 0 then 'households learnt from' else 'households held out' end"
)
"""Flyers are learnt from every second household, and the other half judges them."""
