"""A retailer's year of a few receipts, written as the Parquet files of the real one."""

from __future__ import annotations

from pathlib import Path

import duckdb

COLUMNS = {
    "transactions": "household_id bigint, store_id bigint, basket_id bigint, product_id bigint, quantity bigint, "
    "sales_value double, retail_disc double, coupon_disc double, coupon_match_disc double, week bigint, "
    "transaction_timestamp timestamp",
    "products": "product_id bigint, manufacturer_id bigint, department varchar, brand varchar, "
    "product_category varchar, product_type varchar, package_size varchar",
    "campaigns": "campaign_id bigint, household_id bigint",
    "campaign_descriptions": "campaign_id bigint, campaign_type varchar, start_date timestamp, end_date timestamp",
    "coupons": "coupon_upc bigint, product_id bigint, campaign_id bigint",
    "coupon_redemptions": "household_id bigint, coupon_upc bigint, campaign_id bigint, redemption_date timestamp",
    "demographics": "household_id bigint, age varchar, income varchar, home_ownership varchar, "
    "marital_status varchar, household_size varchar, household_comp varchar, kids_count varchar",
}
TEA, JAM, HAM, FUEL, NEW = 1, 2, 3, 4, 99
MONDAY = "2017-05-15 16:00:00"  # noon in the shops' zone, in week 21


def bought(
    article: int,
    *,
    quantity: int = 1,
    sales: float,
    retail: float = 0.0,
    coupon: float = 0.0,
    matched: float = 0.0,
    basket: int = 1,
    household: int = 7,
    store: int = 5,
    week: int = 21,
    at: str = MONDAY,
) -> tuple:
    """One line of a receipt, as recorded."""
    return (household, store, basket, article, quantity, sales, retail, coupon, matched, week, at)


PRODUCTS = [
    (TEA, 10, "GROCERY", "National", "TEAS", "TEA BAGS", "100 CT"),
    (JAM, 11, "GROCERY", "Private", "SPREADS", "JAM", None),
    (HAM, 12, "DELI", "Private", "MEAT", "HAM BULK", None),
    (FUEL, 13, "FUEL", "Private", "COUPON/MISC ITEMS", "GASOLINE-REG UNLEADED", None),
]
# Ham goes by weight: twelve lines of one week, hardly two of one price.
HAMS = [
    bought(HAM, sales=cents * 0.8 / 100, retail=cents * 0.2 / 100, basket=100 + i, household=8)
    for i, cents in enumerate(range(300, 360, 5))
]


def write_year(folder: Path, **tables: list[tuple]) -> Path:
    """Write the files, empty where nothing is given, and return their folder."""
    with duckdb.connect() as connection:
        for name, columns in COLUMNS.items():
            connection.execute(f"create table {name} ({columns})")
            rows = tables.get(name, PRODUCTS if name == "products" else [])
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                connection.executemany(f"insert into {name} values ({marks})", rows)
            connection.execute(f"copy {name} to '{folder / name}.parquet'")
    return folder
