"""The year made ready: receipts read, campaigns learnt, redemptions placed; and the campaign file that comes of it."""

from __future__ import annotations

from typing import Any

import msgspec

from largesse.demo.coupons import coupon_campaigns, learn_coupons
from largesse.demo.flyers import MAPPING, flyer_campaigns, learn_flyers
from largesse.demo.households import prepare_households
from largesse.demo.lines import prepare_lines
from largesse.demo.redemptions import place_redemptions
from largesse.demo.source import Connection, rows
from largesse.demo.split import BY_WEEK, Split

SETTINGS: dict[str, Any] = {
    "stacking": {"default_behavior": "stackable", "exclusive_means": "sequential"},
    "tax": {"prices_include_tax": False},
}
"""Everything combines, one after the other: flyers first by their priority, then coupons. Prices are without tax."""


def prepare_year(connection: Connection, split: Split = BY_WEEK) -> None:
    """Make every table that the campaigns and the past checkouts are read from. Takes some seconds.

    A connection whose file was made ready by the same mapping and split before is left as it is.
    """
    if _is_ready(connection, split):
        return
    prepare_lines(connection)
    prepare_households(connection)
    learn_flyers(connection, split.learnt)
    learn_coupons(connection)
    place_redemptions(connection)
    connection.execute("create or replace table ready as select ? as mapping, ? as learnt", [MAPPING, split.learnt])


def _is_ready(connection: Connection, split: Split) -> bool:
    known = "select count(*) from duckdb_tables() where table_name = 'ready'"
    return bool(rows(connection, known)[0][0]) and rows(connection, "from ready") == [(MAPPING, split.learnt)]


def campaign_file(connection: Connection) -> bytes:
    """Return the 80 campaigns of the year as a campaign file."""
    campaigns = [*flyer_campaigns(connection), *coupon_campaigns(connection)]
    return msgspec.json.encode({"schema": "largesse.campaigns/1", "settings": SETTINGS, "campaigns": campaigns})
