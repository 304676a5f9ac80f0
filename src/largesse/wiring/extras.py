"""Parts of the product that are installed separately."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from largesse.core.errors import LargesseError


class MissingExtra(LargesseError):
    """A part of the product that is installed separately is asked for."""

    code = "missing_extra"


@contextmanager
def needs_extra(extra: str) -> Iterator[None]:
    """Say which extra to install when one of its packages is not there."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtra(f"{error.name} is not installed: pip install 'largesse[{extra}]'") from error
