from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from largesse.demo.source import Connection, open_source
from largesse.demo.split import BY_WEEK, Split
from largesse.demo.year import prepare_year
from tests.demo.receipts import write_year

Prepare = Callable[..., Connection]


@pytest.fixture
def year(tmp_path: Path) -> Iterator[Prepare]:
    """Returns a function that prepares a year made of the tables it is given."""
    with ExitStack() as stack:

        def prepared(split: Split = BY_WEEK, **tables: list[tuple]) -> Connection:
            connection = stack.enter_context(open_source(write_year(tmp_path, **tables)))
            prepare_year(connection, split)
            return connection

        yield prepared
