"""A reward for a referral."""

from __future__ import annotations

from typing import ClassVar, Literal

from largesse.core.kinds import Example
from largesse.core.terms import Terms
from largesse.promotions.benefit import Benefit, Proposal, exactly_one
from largesse.promotions.manner import STILL
from largesse.promotions.offer import Grant
from largesse.promotions.wire import Amount, Count, LaneName, Token

_TEA = {"article": "tea", "price": "9.99"}


class ReferralReward(Benefit, frozen=True, tag="referral_reward"):
    """Rewards whoever referred the customer, the customer, or both, with points, a voucher or credit."""

    beneficiary: Literal["referrer", "customer", "both"] = "referrer"
    points: Count | None = None
    voucher_series: Token | None = None
    """The series a voucher is taken from."""
    credit: Amount | None = None
    """Booked to the account, in the campaign's currency."""

    lane: ClassVar[LaneName | None] = None
    labels: ClassVar = {
        "en": {"": "Referral reward", "beneficiary": "For", "points": "Points", "voucher_series": "Voucher of series",
               "credit": "Credit"},
        "zh": {"": "推荐奖励", "beneficiary": "受益人", "points": "积分", "voucher_series": "券批次",
               "credit": "账户余额"},
        "th": {"": "รางวัลแนะนำเพื่อน", "beneficiary": "สำหรับ", "points": "คะแนน", "voucher_series": "ชุดคูปอง",
               "credit": "เครดิต"},
        "sv": {"": "Värvningsbelöning", "beneficiary": "Till", "points": "Poäng", "voucher_series": "Kupong ur serie",
               "credit": "Tillgodohavande"},
    }  # fmt: skip
    examples: ClassVar = (
        Example(
            says="200 points for whoever referred the customer.",
            given={"points": 200},
            checkout={"currency": "USD", "lines": [_TEA]},
            gives={"effects": [{"type": "referral_reward", "beneficiary": "referrer", "points": 200}]},
        ),
        Example(
            says="5.00 of credit for both.",
            given={"beneficiary": "both", "credit": "5.00"},
            checkout={"currency": "USD", "lines": [_TEA]},
            gives={"effects": [{"type": "referral_reward", "beneficiary": "both", "credit": "5.00"}]},
        ),
    )

    def compile(self, terms: Terms) -> Proposal:
        reward = exactly_one(self, terms, "points", "voucher_series", "credit")
        if self.credit is not None:
            terms.amount(self.credit, "credit")
        grant = Grant("referral_reward", {"beneficiary": self.beneficiary, reward: getattr(self, reward)})
        return Proposal(lambda view: grant, manner=STILL)
