"""The 53 weekly flyers: what each article cost card holders that week, learnt from the receipts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from largesse.core.money import format_amount
from largesse.demo.lines import TIME_ZONE
from largesse.demo.source import Connection, rows

CARD = "card"
"""The customer group that flyers are for. Every household of the year holds the card."""

MAPPING = "1"
"""Of the way from receipts to campaigns. Raise it when that changes, and an installation loads the year anew."""

WEEKS = range(1, 54)
_FIRST_MONDAY = date(2016, 12, 26)

# One price for an article in a week: the median of what card holders paid. Weighed goods have no price of a piece, so
# theirs is the median share off; fuel's is the median amount off, since its shelf price changes within the week.
_DEAL = """
create or replace table deal as
select week, article, unit,
    quantile_disc(loyalty_price, 0.5) as price,
    quantile_disc((20000 * retail + shelf) // (2 * shelf), 0.5) as percent,
    quantile_disc(shelf_price - loyalty_price, 0.5) as amount
from sold where retail > 0 and {learnt} group by all
"""

# A shop that sold the article that week, and never below its shelf price, does not run the offer. No other price by
# shop is kept: on households that it was not learnt from, a shop's own price fits worse than the week's.
_SHOP = """
create or replace table not_run as
select week, article, unit, store, max(shelf_price) as price
from sold semi join deal using (week, article)
where {learnt} group by all having max(retail) = 0
"""


def learn_flyers(connection: Connection, learnt: str = "true") -> None:
    """Make the tables `deal` and `not_run` from the lines for which the SQL condition `learnt` holds."""
    connection.execute(_DEAL.format(learnt=learnt))
    connection.execute(_SHOP.format(learnt=learnt))


def flyer_campaigns(connection: Connection) -> list[dict[str, Any]]:
    """Return the weekly campaigns, as the campaign file writes them."""
    promotions: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for week, benefit in _prices(connection).items():
        promotions[week].append(_promotion("prices", "Card price", benefit))
    for week, percent, shops, articles in rows(connection, _GROUPED.format(unit="weight", worth="percent")):
        off = f"{percent // 100}.{percent % 100:02}"
        benefit = {"type": "percent_off_products", "percent": off, "of": {"articles": articles}}
        key = f"weighed-{len(promotions[week])}"
        promotions[week].append(_promotion(key, f"{off} % off with the card", benefit, shops))
    for week, cents, shops, articles in rows(connection, _GROUPED.format(unit="ten gallons", worth="amount")):
        off = format_amount(cents, 2)
        benefit = {"type": "amount_off_products", "amount": off, "of": {"articles": articles}}
        key = f"fuel-{len(promotions[week])}"
        promotions[week].append(_promotion(key, f"{off} off ten gallons with the card", benefit, shops))
    return [_campaign(week, promotions[week]) for week in WEEKS if promotions[week]]


# Articles that are worth the same in a week, and are kept out of the offer by the same shops, are one promotion.
_GROUPED = """
with shop as (
    select week, article, list(store::varchar order by store) as shops from not_run group by all
)
select week, {worth}, coalesce(shops, []) as shops, list(article::varchar order by article)
from deal left join shop using (week, article)
where unit = '{unit}' and {worth} > 0 group by all order by all
"""


def _prices(connection: Connection) -> dict[int, dict[str, Any]]:
    prices: defaultdict[int, dict[str, str]] = defaultdict(dict)
    shops: defaultdict[int, defaultdict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for week, article, price in rows(
        connection, "select week, article::varchar, price from deal where unit = 'piece' order by all"
    ):
        prices[week][article] = format_amount(price, 2)
    for week, store, article, price in rows(
        connection,
        "select week, store::varchar, article::varchar, price from not_run where unit = 'piece' order by all",
    ):
        shops[week][store][article] = format_amount(price, 2)
    return {
        week: {"type": "campaign_price", "prices": prices[week], "store_prices": shops[week]} for week in sorted(prices)
    }


def _promotion(key: str, name: str, benefit: dict[str, Any], not_in: Sequence[str] = ()) -> dict[str, Any]:
    conditions: list[dict[str, Any]] = [{"type": "customer", "field": "groups", "operator": "contains", "value": CARD}]
    if not_in:
        conditions.append({"type": "store", "field": "id", "operator": "not_in", "value": not_in})
    return {"id": key, "name": name, "conditions": conditions, "benefits": [benefit]}


def _campaign(week: int, promotions: list[dict[str, Any]]) -> dict[str, Any]:
    monday = _FIRST_MONDAY + timedelta(weeks=week - 1)
    return {
        "id": f"flyer-{week:02}",
        "name": f"Flyer of {monday:%d %B %Y}",
        "category": "flyer",
        "currency": "USD",
        "starts_at": midnight(monday),
        "ends_at": midnight(monday + timedelta(weeks=1)),
        "time_zone": TIME_ZONE,
        "priority": 100,
        "combinable": True,
        "promotions": promotions,
        "metadata": {"week": str(week), "mapping": MAPPING},
    }


def midnight(day: date) -> str:
    """Return the first instant of a day in the shops' zone."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(TIME_ZONE)).isoformat()
