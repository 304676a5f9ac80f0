"""Three checkouts that show the product: a real basket with its flyer prices and its coupon, explained, and refused."""

from __future__ import annotations

import msgspec

from largesse.core.errors import NotFound
from largesse.demo.baskets import past_checkouts
from largesse.demo.source import Connection, rows
from largesse.demo.split import BY_WEEK
from largesse.promotions.checkout import Checkout, Customer


class Sample(msgspec.Struct, frozen=True):
    """A checkout to try, what it shows, and the query of the call."""

    says: str
    checkout: Checkout
    query: str = ""


# A basket small enough to read, in which flyers and one coupon apply and every line comes out as on the receipt: what
# the engine gives is what the household got. The latest such basket, when most coupons' worth was long learnt.
_BASKET = """
with worth as (
    select sold.basket, sold.household, sold.week, sold.retail, sold.quantity, sold.unit, sold.coupon,
        sold.article, sold.matched, sold.shelf % sold.quantity as torn,
        case when not_run.store is not null then 0
            else greatest(sold.shelf_price - coalesce(deal.price, sold.shelf_price), 0) * sold.quantity end as given
    from sold
    left join deal using (week, article)
    left join not_run on not_run.week = sold.week and not_run.article = sold.article and not_run.store = sold.store
), basket as (
    select basket, household, week from worth group by all
    having count(*) between 4 and 8 and count(*) filter (retail > 0) >= 3 and count(*) filter (retail = 0) >= 1
        and count(*) filter (retail <> given or unit <> 'piece' or torn > 0 or matched > 0) = 0
        and count(*) filter (coupon > 0) = 1
), use as (
    select redemption, count(*) as articles from coupon_use group by redemption
)
select basket.basket, basket.household, handed_in.campaign from basket
join handed_in using (basket)
join proven using (redemption)
join use on use.redemption = handed_in.redemption
join face on face.campaign = handed_in.campaign and face.code = handed_in.code
where baskets = 1 and articles = 1 and proven.coupon = face.cents
    and basket.basket in (select basket from handed_in group by basket having count(*) = 1)
order by basket.week desc, basket.basket limit 1
"""

# A household that shopped in the same year and never received that campaign.
_STRANGER = """
select min(household) from household
where household not in (select household from received where campaign = ?)
"""


def samples(connection: Connection) -> list[Sample]:
    """Return a basket with its flyer prices and coupon, the same explained, and one whose coupon is refused."""
    found = rows(connection, _BASKET)
    if not found:
        raise NotFound("the year has no basket that comes out exactly as on its receipt")
    basket, household, campaign = found[0]
    stranger = rows(connection, _STRANGER, campaign)[0][0]
    checkout = _checkout(connection, basket, household)
    other = msgspec.structs.replace(checkout, customer=Customer(id=str(stranger)))
    return [
        Sample(f"household {household}'s basket gets its flyer prices and its coupon", checkout),
        Sample("the same, and why each promotion did or did not apply", checkout, "?explain=candidates"),
        Sample(f"household {stranger} never received that coupon, and is told so", other, "?explain=candidates"),
    ]


def _checkout(connection: Connection, basket: int, household: int) -> Checkout:
    """Return the basket as a till would send it: the service knows the card, the categories and the audiences."""
    past = past_checkouts(connection, BY_WEEK, household, 1_000_000)
    checkout = next(each.checkout for each in past if each.checkout.id == str(basket))
    return msgspec.structs.replace(checkout, customer=Customer(id=str(household)))
