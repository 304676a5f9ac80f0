"""A longer or better trial."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from msgspec import Meta

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal
from largesse.promotions.manner import STILL
from largesse.promotions.offer import Grant
from largesse.promotions.wire import Count, LaneName, Token

_PLAN = {"article": "plan-monthly", "price": "0.00"}


class TrialExtension(Benefit, frozen=True, tag="trial_extension"):
    """Extends the customer's trial by days, if asked at a higher tier or with further features."""

    days: Count
    """Further days."""
    tier: Token | None = None
    """The plan's tier during the trial; left out, the present one."""
    features: Annotated[list[Token], Meta(max_length=100)] = []
    """Features that are added for the trial."""

    lane: ClassVar[LaneName | None] = None
    labels: ClassVar = {
        "en": {"": "Trial extension", "days": "Further days", "tier": "Tier", "features": "Further features"},
        "zh": {"": "试用延期", "days": "延长天数", "tier": "等级", "features": "附加功能"},
        "th": {"": "ขยายเวลาทดลองใช้", "days": "เพิ่มกี่วัน", "tier": "ระดับ", "features": "ฟีเจอร์เพิ่มเติม"},
        "sv": {"": "Förlängd provperiod", "days": "Ytterligare dagar", "tier": "Nivå",
               "features": "Ytterligare funktioner"},
    }  # fmt: skip
    examples: ClassVar = (
        Example(
            says="Thirty days longer.",
            given={"days": 30},
            checkout={"currency": "USD", "lines": [_PLAN]},
            gives={"effects": [{"type": "trial_extension", "days": 30}]},
        ),
        Example(
            says="Two weeks of premium, with reports.",
            given={"days": 14, "tier": "premium", "features": ["reports"]},
            checkout={"currency": "USD", "lines": [_PLAN]},
            gives={
                "effects": [{"type": "trial_extension", "days": 14, "tier": "premium", "features": ["reports"]}],
            },
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        details: dict[str, Any] = {"days": self.days}
        if self.tier is not None:
            details["tier"] = self.tier
        if self.features:
            details["features"] = self.features
        grant = Grant("trial_extension", details)
        return Proposal(lambda view: grant, manner=STILL)
