"""The basket in which each recorded redemption was handed in, and the discount that the receipts show for it."""

from __future__ import annotations

from largesse.demo.source import Connection

# A redemption names a household and a day; on one day in four of them the household shopped more than once. The coupon
# went into the basket that shows it best: a coupon's discount on one of its articles; one of its articles at all; a
# coupon's discount that hangs on no article; any coupon's discount; else the day's first basket.
_HANDED_IN = """
create or replace table handed_in as
with shopped as (
    select household, day, basket, min(moment) as moment, sum(coupon) as coupons,
        sum(coupon) filter (quantity = 0) as loose_coupons
    from line group by all
), used as (
    select redemption, basket, count(*) as articles, sum(coupon) as coupons from coupon_use group by all
)
select redemption.rowid as redemption, shopped.basket, redemption.household_id as household,
    redemption.campaign_id as campaign, redemption.coupon_upc as code, redemption.redemption_date::date as day,
    count(*) over (partition by redemption.rowid) as baskets,
    case
        when coalesce(used.coupons, 0) > 0 then 'a coupon on its articles'
        when used.articles > 0 then 'its articles, no coupon on them'
        when shopped.loose_coupons > 0 then 'a coupon on no article'
        when shopped.coupons > 0 then 'coupons on other articles only'
        else 'neither its articles nor a coupon'
    end as evidence
from coupon_redemptions_kept as redemption
join shopped on shopped.household = redemption.household_id and shopped.day = redemption.redemption_date::date
left join used on used.redemption = redemption.rowid and used.basket = shopped.basket
qualify row_number() over (
    partition by redemption.rowid
    order by coalesce(used.coupons, 0) > 0 desc, coalesce(used.articles, 0) > 0 desc,
        coalesce(shopped.loose_coupons, 0) > 0 desc, shopped.coupons > 0 desc, shopped.moment, shopped.basket
) = 1
"""

# A line's coupon discount belongs to one redemption at most: the one whose face value comes nearest to it.
_PROVEN = """
create or replace table proven as
select coupon_use.redemption, coupon_use.basket, article, coupon
from coupon_use
join handed_in using (redemption, basket)
join face on face.campaign = coupon_use.campaign and face.code = coupon_use.code
where coupon > 0
qualify row_number() over (partition by basket, article order by abs(coupon - cents), redemption) = 1
"""


def place_redemptions(connection: Connection) -> None:
    """Make the tables `handed_in` (one row for each redemption) and `proven` (receipt lines that show one)."""
    connection.execute(_HANDED_IN)
    connection.execute(_PROVEN)
