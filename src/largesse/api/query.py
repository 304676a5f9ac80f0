"""What stands in the address of a request: the ids in its path and the parameters of its query."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import TypeVar
from urllib.parse import parse_qsl, unquote

import msgspec
from starlette.types import Scope

from largesse.core.decode import problem_of
from largesse.core.errors import Invalid
from largesse.core.wire import Token

Q = TypeVar("Q", bound=msgspec.Struct)

MOST_PARAMETERS = 50
_AN_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]")


def path_names(scope: Scope) -> dict[str, str]:
    """Return the ids in the path by name. They arrive as they were sent, so that an id may hold a slash as `%2F`."""
    names: dict[str, str] = {}
    for name, text in scope.get("path_params", {}).items():
        try:
            names[name] = msgspec.convert(unquote(text, errors="strict"), Token)
        except (msgspec.ValidationError, UnicodeDecodeError):
            raise Invalid.at(f"path.{name}", "wrong_form", "expected an id of 1 to 200 characters in UTF-8") from None
        if "\0" in names[name]:
            raise Invalid.at(f"path.{name}", "nul_character", "expected text without NUL characters")
    return names


def read_query(scope: Scope, wanted: type[Q]) -> Q:
    """Return the query as its struct; raise Invalid with paths such as `query.limit`."""
    try:
        pairs = parse_qsl(
            scope["query_string"].decode("ascii"),
            keep_blank_values=True,
            max_num_fields=MOST_PARAMETERS,
            errors="strict",
        )
    except ValueError:
        raise Invalid.at("query", "wrong_form", f"expected up to {MOST_PARAMETERS} parameters in UTF-8") from None
    values: dict[str, str] = {}
    for name, value in pairs:
        if name in values:
            raise Invalid.at(f"query.{name}", "given_twice", "expected this parameter once")
        if "\0" in value:
            raise Invalid.at(f"query.{name}", "nul_character", "expected text without NUL characters")
        values[name] = value
    return _converted(values, wanted)


def _converted(values: dict[str, str], wanted: type[Q]) -> Q:
    try:
        query = msgspec.convert(values, wanted, strict=False)
    except msgspec.ValidationError as error:
        found = problem_of(error)
        raise Invalid.at(f"query{found.path.removeprefix('$')}", found.code, found.message) from None
    for name, text in values.items():
        if text != _written(getattr(query, _attributes(wanted)[name]), text):
            raise Invalid.at(
                f"query.{name}", "wrong_type", "expected digits, true or false, an instant, or one of its words"
            )
    return query


@lru_cache(maxsize=256)
def _attributes(wanted: type[msgspec.Struct]) -> dict[str, str]:
    """Return by parameter the field that holds it: `from`, for one, is not a name in Python."""
    return {field.encode_name: field.name for field in msgspec.structs.fields(wanted)}


def _written(value: object, text: str) -> str | None:
    """How a value is written in a query; None if it cannot have been written so.

    The decoder also takes `null` for nothing, `1e2` for 100, `1` for true, and a number of seconds for an instant.
    """
    if isinstance(value, datetime):
        return text if _AN_INSTANT.match(text) else None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else text if value is not None else None
