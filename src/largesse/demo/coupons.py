"""The 27 coupon campaigns, and what each coupon is worth, which the data does not say and the receipts show."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from largesse.core.money import format_amount
from largesse.demo.flyers import MAPPING, midnight
from largesse.demo.lines import TIME_ZONE
from largesse.demo.source import Connection, rows

LEARNT_WEEKS = 35
"""Face values are learnt from weeks 1 to 35; weeks 36 to 53 judge them."""

# Every line on which a redeemed coupon may have been used: that household and day, an article of the coupon.
_USE = """
create or replace table coupon_use as
select redemption.rowid as redemption, redemption.campaign_id as campaign, redemption.coupon_upc as code,
    sold.basket, sold.article, sold.week, sold.coupon
from coupon_redemptions_kept as redemption
join coupons using (campaign_id, coupon_upc)
join sold on sold.household = redemption.household_id and sold.day = redemption.redemption_date::date
    and sold.article = coupons.product_id
"""

# The last two digits of a maker's coupon (one that begins with 5) are its value code: coupons that share it are worth
# the same.
_FACE = f"""
create or replace table face as
with seen as (
    select *, case when code // 10000000000 = 5 then code % 100 end as value_code
    from coupon_use where coupon > 0 and week <= {LEARNT_WEEKS}
),
pair as (select campaign, code, quantile_disc(coupon, 0.5) as cents, count(*) as lines from seen group by all),
same_code as (select code, quantile_disc(coupon, 0.5) as cents, count(*) as lines from seen group by all),
same_value as (
    select value_code, quantile_disc(coupon, 0.5) as cents, count(*) as lines
    from seen where value_code is not null group by all
),
of_campaign as (select campaign, quantile_disc(coupon, 0.5) as cents, count(*) as lines from seen group by all),
overall as (select quantile_disc(coupon, 0.5) as cents, count(*) as lines from seen)
select campaign, code,
    coalesce(pair.cents, same_code.cents, same_value.cents, of_campaign.cents, overall.cents) as cents,
    coalesce(pair.lines, same_code.lines, same_value.lines, of_campaign.lines, overall.lines) as lines,
    case
        when pair.cents is not null then 'redeemed'
        when same_code.cents is not null then 'same code'
        when same_value.cents is not null then 'value code'
        when of_campaign.cents is not null then 'campaign'
        else 'overall'
    end as source
from (select distinct campaign_id as campaign, coupon_upc as code from coupons)
left join pair using (campaign, code)
left join same_code using (code)
left join same_value on code // 10000000000 = 5 and code % 100 = value_code
left join of_campaign using (campaign)
cross join overall
"""

_COUPONS = """
select face.campaign, face.code, cents, lines, source, list(product_id::varchar order by product_id)
from face join coupons on campaign_id = face.campaign and coupon_upc = face.code
group by all order by all
"""


def learn_coupons(connection: Connection) -> None:
    """Make the tables `coupon_use` (lines that a redeemed coupon may be on) and `face` (what each coupon is worth)."""
    connection.execute(
        "create or replace table coupon_redemptions_kept as select * from coupon_redemptions order by all"
    )
    connection.execute(_USE)
    connection.execute(_FACE)


def coupon_campaigns(connection: Connection) -> list[dict[str, Any]]:
    """Return the 27 campaigns, as the campaign file writes them."""
    promotions: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for campaign, code, cents, lines, source, articles in rows(connection, _COUPONS):
        promotions[campaign].append(_promotion(code, cents, articles, {"face_value": source, "lines": str(lines)}))
    described = rows(
        connection,
        "select campaign_id, campaign_type, start_date::date, end_date::date from campaign_descriptions order by all",
    )
    return [_campaign(number, kind, first, last, promotions[number]) for number, kind, first, last in described]


def _promotion(code: int, cents: int, articles: list[str], metadata: dict[str, str]) -> dict[str, Any]:
    worth = format_amount(cents, 2)
    return {
        "id": f"coupon-{code}",
        "name": f"{worth} off with a coupon",
        "conditions": [{"type": "has_code", "codes": [str(code)]}],
        "benefits": [{"type": "amount_off_products", "amount": worth, "how": "across", "of": {"articles": articles}}],
        "metadata": metadata,
    }


def audience_of(campaign: int) -> str:
    """Return the id of the audience that received a campaign."""
    return f"received-{campaign:02}"


def _campaign(campaign: int, kind: str, first: date, last: date, promotions: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": f"coupons-{campaign:02}",
        "name": f"Coupons {campaign} ({kind})",
        "category": "coupon",
        "currency": "USD",
        "starts_at": midnight(first),
        "ends_at": midnight(last + timedelta(days=1)),
        "time_zone": TIME_ZONE,
        "audiences": [audience_of(campaign)],
        "combinable": True,
        "promotions": promotions,
        "metadata": {"type": kind, "mapping": MAPPING},
    }
