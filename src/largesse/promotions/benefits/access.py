"""Exclusive access."""

from __future__ import annotations

from typing import Any, ClassVar

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.manner import STILL
from largesse.promotions.offer import Grant
from largesse.promotions.wire import Count, LaneName, Token

_TEA = {"article": "tea", "price": "9.99"}


class Access(Benefit, frozen=True, tag="access"):
    """Grants access to something exclusive, such as a presale or a lounge, when the order is confirmed."""

    resource: Token
    """What it opens."""
    days: Count | None = None
    """For how long; left out, for good."""

    lane: ClassVar[LaneName | None] = None
    labels: ClassVar = {
        "en": {"": "Exclusive access", "resource": "To", "days": "For days"},
        "zh": {"": "专属权限", "resource": "权限内容", "days": "天数"},
        "th": {"": "สิทธิ์เข้าถึงพิเศษ", "resource": "สิทธิ์", "days": "จำนวนวัน"},
        "sv": {"": "Exklusiv tillgång", "resource": "Till", "days": "I dagar"},
    }
    examples: ClassVar = (
        Example(
            says="The presale, for a week.",
            given={"resource": "presale", "days": 7},
            checkout={"currency": "USD", "lines": [_TEA]},
            gives={"effects": [{"type": "access", "resource": "presale", "days": 7}]},
        ),
        Example(
            says="The lounge, for good.",
            given={"resource": "lounge"},
            checkout={"currency": "USD", "lines": [_TEA]},
            gives={"effects": [{"type": "access", "resource": "lounge"}]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        details: dict[str, Any] = {"resource": self.resource}
        if self.days is not None:
            details["days"] = self.days
        grant = Grant("access", details)
        return Proposal(lambda view: grant, manner=STILL)
