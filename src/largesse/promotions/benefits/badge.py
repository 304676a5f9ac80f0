"""A badge."""

from __future__ import annotations

from typing import ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.manner import STILL
from largesse.promotions.offer import Grant
from largesse.promotions.wire import LaneName, Token

_TEA = {"article": "tea", "price": "9.99"}


class Badge(Benefit, frozen=True, tag="badge"):
    """Grants the customer a badge when the order is confirmed."""

    badge: Token

    lane: ClassVar[LaneName | None] = None
    labels: ClassVar = {
        "en": {"": "Badge", "badge": "Badge"},
        "zh": {"": "徽章", "badge": "徽章"},
        "th": {"": "เหรียญตรา", "badge": "เหรียญตรา"},
        "sv": {"": "Märke", "badge": "Märke"},
    }
    examples: ClassVar = (
        Example(
            says="A badge for tea lovers.",
            given={"badge": "tea-lover"},
            checkout={"currency": "USD", "lines": [_TEA]},
            gives={"effects": [{"type": "badge", "badge": "tea-lover"}], "total": "9.99"},
        ),
        Example(
            says="A badge costs nothing, whatever is bought.",
            given={"badge": "early-bird"},
            checkout={"currency": "USD", "lines": [], "deliveries": [{"amount": "4.90"}]},
            gives={"effects": [{"type": "badge", "badge": "early-bird"}], "total": "4.90"},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        grant = Grant("badge", {"badge": self.badge})
        return Proposal(lambda view: grant, manner=STILL)
