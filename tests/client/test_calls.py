"""The calls of the Python client are those that the table of routes would make today."""

from __future__ import annotations

import subprocess
import sys

import pytest

from largesse.api.client_source import sources
from tests.house.tree import ROOT

FOLDER = ROOT / "src" / "largesse" / "client" / "calls"


@pytest.mark.parametrize(("file", "text"), sources().items())
def test_a_file_of_calls_is_up_to_date(file: str, text: str) -> None:
    assert (FOLDER / file).read_text() == text, "run `make client`"


def test_there_is_no_file_of_calls_beside_them() -> None:
    assert {path.name for path in FOLDER.glob("*.py")} == set(sources())


def test_the_client_needs_nothing_that_only_a_server_needs() -> None:
    blocked = "for name in ('starlette', 'uvicorn', 'psycopg', 'sqlalchemy', 'alembic'): sys.modules[name] = None"
    script = f"import sys\n{blocked}\nfrom largesse.client import Client, calls\ncalls.get_settings().read(b'{{}}')"
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
