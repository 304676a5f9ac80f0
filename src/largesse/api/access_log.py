"""A request's id, and one line of JSON in the log for each request."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from itertools import count
from uuid import uuid4

import msgspec
from starlette.types import Scope

log = logging.getLogger("largesse.access")

_OWN = f"req_{uuid4().hex[:12]}"
_numbers = count(1)
_GIVEN = re.compile(rb"[A-Za-z0-9._:-]{1,100}")


class AccessLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One request, as logged: never a body, a query or a key."""

    request: str
    method: str
    path: str
    status: int
    ms: float
    company: str = ""


def request_id(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """Return the id that the caller gave as X-Request-Id, when it is a plain word, or a new one."""
    for name, value in headers:
        if name == b"x-request-id" and _GIVEN.fullmatch(value):
            return value.decode("ascii")
    return f"{_OWN}_{next(_numbers)}"


def log_request(scope: Scope, request: str, status: int, seconds: float) -> None:
    """Log one line; the probes of a supervisor are left out unless they fail."""
    if not log.isEnabledFor(logging.INFO) or (scope["path"].startswith("/health/") and status == 200):
        return
    company = scope.get("largesse.company", "")
    line = AccessLine(request, scope["method"], scope["path"], status, round(seconds * 1000, 2), company)
    log.info(msgspec.json.encode(line).decode())
