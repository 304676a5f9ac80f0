"""The year's receipt lines in whole cents and local days, and what each article is sold by."""

from __future__ import annotations

from largesse.demo.source import Connection

TIME_ZONE = "America/New_York"
"""Of the shops. The files' timestamps are UTC: in this zone every week of the data turns at midnight before Monday, on
both sides of the two nights on which the clocks change."""

FUEL_UNIT = 10_000
"""Fuel is recorded in thousandths of a gallon and priced in tenths of a cent. Sold by ten gallons, both are exact."""

_LINE = f"""
create or replace table line as
select
    household_id as household, store_id as store, basket_id as basket, product_id as article, quantity,
    round(sales_value * 100)::bigint as sales,              -- what the retailer received, the makers' coupons included
    round(retail_disc * 100)::bigint as retail,             -- taken off by the loyalty card
    round(coupon_disc * 100)::bigint as coupon,             -- paid by a maker's coupon
    round(coupon_match_disc * 100)::bigint as matched,      -- what the shop adds to a coupon of less than a dollar
    week,
    epoch_us(transaction_timestamp) as moment,
    (transaction_timestamp at time zone 'UTC' at time zone '{TIME_ZONE}')::date as day
from transactions
"""

# Fuel is told by its type and by quantities that can only be thousandths of a gallon; prepaid fuel goes by the piece.
_FUEL = """
select product_id from products join transactions using (product_id)
where product_type like 'GASOLINE%' group by product_id having max(quantity) > 100
"""

_ENOUGH = 20
"""Pairs of lines that an article or a product type must have to be judged by them."""
_ALIKE = 0.25
"""The share of such pairs that bear one shelf price: below it, goods go by weight. Few are near this border."""

# Meat, loose fruit, cheese off the counter: recorded as one piece, priced by a weight that is not recorded. What gives
# them away is that two lines of one article in one week hardly ever bear the same shelf price. An article with too few
# lines to tell goes by its product type.
_SOLD_BY = f"""
create or replace table sold_by as
with price as (
    select article, week, sales + matched + retail as shelf, count(*) as n from line where quantity = 1 group by all
), pair as (
    select article, sum(n) * (sum(n) - 1) as pairs, sum(n * (n - 1)) as same from price group by article, week
), by_article as (
    select article, sum(pairs) as pairs, sum(same) / nullif(sum(pairs), 0) as share from pair group by article
), by_type as (
    select department, product_type, sum(pairs) as pairs, sum(same) / nullif(sum(pairs), 0) as share
    from pair join products on product_id = article group by all
)
select article,
    case
        when article in ({_FUEL}) then 'ten gallons'
        when products.product_type like 'GASOLINE%' then 'piece'
        when by_article.pairs >= {_ENOUGH} then if(by_article.share < {_ALIKE}, 'weight', 'piece')
        when by_type.pairs >= {_ENOUGH} and by_type.share < {_ALIKE} then 'weight'
        else 'piece'
    end as unit
from (select product_id as article from products union select product_id from transactions)
left join by_article using (article)
left join products on product_id = article
left join by_type on by_type.department = products.department and by_type.product_type = products.product_type
"""

# Shelf and loyalty price of one unit, in cents, rounded half up where a line is not a whole multiple of its quantity.
_SOLD = f"""
create or replace table sold as
select *,
    (2 * shelf * scale + quantity) // (2 * quantity) as shelf_price,
    (2 * loyalty * scale + quantity) // (2 * quantity) as loyalty_price
from (
    select line.*, unit,
        sales + matched + retail as shelf, sales + matched as loyalty,
        case when unit = 'ten gallons' then {FUEL_UNIT} else 1 end as scale
    from line join sold_by using (article)
    where quantity > 0
)
"""


def prepare_lines(connection: Connection) -> None:
    """Make the tables `line` (as recorded), `sold_by` (per article) and `sold` (lines on which something was sold)."""
    for statement in (_LINE, _SOLD_BY, _SOLD):
        connection.execute(statement)
