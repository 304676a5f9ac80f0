"""What a caller may say beside the body: a key, so that a write is done once; and which version was read before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from starlette.types import Scope

from largesse.api.errors import PreconditionFailed
from largesse.api.route import Route
from largesse.app.writes import Mark
from largesse.core.errors import Invalid

KEY = b"idempotency-key"
LONGEST_KEY = 255

_TAG = re.compile(r'(W/)?("[^"]*")')


def guards_of(routes: Sequence[Route]) -> dict[str, Route]:
    """Return, by the operation of each write, the route that shows what it changes: at its path, or the nearest above.

    What a POST goes to is a list or an action, so its own path is no document.
    """
    documents = {route.path: route for route in routes if route.method == "GET"}
    found: dict[str, Route] = {}
    for route in routes:
        if route.writes:
            above = documents.get(_path_above(route, documents))
            if above is not None:
                found[route.operation] = above
    return found


def _path_above(route: Route, documents: Mapping[str, Route]) -> str:
    if route.method != "POST" and route.path in documents:
        return route.path
    path = route.path.rpartition("/")[0]
    while path and not (path.endswith("}") and path in documents):
        path = path.rpartition("/")[0]
    return path


def etag_of(body: bytes) -> str:
    """Return the strong validator of a document: the same for the same bytes."""
    return f'"{sha256(body).hexdigest()[:32]}"'


def is_known(scope: Scope, etag: str) -> bool:
    """Return whether the caller has this already, by `If-None-Match`; a proxy may have weakened what it was given."""
    given = _header(scope, b"if-none-match")
    return given is not None and (given.strip() == "*" or any(tag == etag for _, tag in _TAG.findall(given)))


def if_match(scope: Scope) -> str | None:
    """Return what `If-Match` says."""
    return _header(scope, b"if-match")


def check_match(given: str, etag: str) -> None:
    """Raise PreconditionFailed unless `etag` is among those given; a weak one never is."""
    if given.strip() != "*" and not any(tag == etag and not weak for weak, tag in _TAG.findall(given)):
        raise PreconditionFailed(f"this is not what was read: by now it is {etag}; read it again and decide anew")


def mark_of(scope: Scope, body: bytes) -> Mark | None:
    """Return the write's `Idempotency-Key` with a digest of all that was sent. Raises Invalid for an unusable key."""
    key = _header(scope, KEY)
    if key is None:
        return None
    if not 1 <= len(key) <= LONGEST_KEY or "\0" in key:
        raise Invalid.at("header.Idempotency-Key", "wrong_length", f"expected 1 to {LONGEST_KEY} characters")
    parts: list[Any] = [scope["method"].encode(), scope["path"].encode(), scope["query_string"], body]
    return Mark(key, sha256(b"".join(sha256(part).digest() for part in parts)).digest())


def _header(scope: Scope, name: bytes) -> str | None:
    values = [value.decode("latin-1") for each, value in scope["headers"] if each == name]
    return ", ".join(values) if values else None
