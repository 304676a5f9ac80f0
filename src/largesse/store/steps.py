"""The steps of the database's schema, and whether this program can work with the tables as they are.

What is known here is read from the steps' file names: a server should not need the tools that carry them out.
"""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "migrations"


@cache
def head() -> str:
    """The newest step that this program knows."""
    return max(file.name.partition("_")[0] for file in (FOLDER / "versions").glob("[0-9]*_*.py"))


def mismatch(present: str | None, oldest: str | None) -> str | None:
    """Why this program cannot serve a database at the step `present`; None when it can.

    A database may be ahead of us while an installation is upgraded: it says what is the `oldest` step whose programs
    still work on it.
    """
    if present is None:
        return "the database has no tables of Largesse: run `largesse migrate`"
    if present == head() or (present > head() and oldest is not None and oldest <= head()):
        return None
    if present < head():
        return f"the database is at step {present} and this version needs {head()}: run `largesse migrate`"
    return f"the database is at step {present}, and this version, at {head()}, is too old for it: use a newer one"
