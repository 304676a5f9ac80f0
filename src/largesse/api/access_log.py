"""A request's id, and one line in the log for each request."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from contextvars import ContextVar
from itertools import count
from uuid import uuid4

from starlette.types import Scope

from largesse.app.ports.watch import FIELDS, Answered

log = logging.getLogger("largesse.access")

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""The id of the request that is being answered."""

_OWN = f"req_{uuid4().hex[:12]}"
_numbers = count(1)
_GIVEN = re.compile(rb"[A-Za-z0-9._:-]{1,100}")


def request_id(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """Return the id that the caller gave as X-Request-Id, when it is a plain word, or a new one."""
    for name, value in headers:
        if name == b"x-request-id" and _GIVEN.fullmatch(value):
            return value.decode("ascii")
    return f"{_OWN}_{next(_numbers)}"


def log_request(scope: Scope, answered: Answered) -> None:
    """Log one line, never a body, a query or a key; the probes of a supervisor are left out unless they fail."""
    path = scope["path"]
    if not log.isEnabledFor(logging.INFO) or (path.startswith(("/health/", "/metrics")) and answered.status == 200):
        return
    said = {
        "request": answered.request,
        "method": answered.method,
        "path": path,
        "status": answered.status,
        "ms": round(answered.seconds * 1000, 2),
        "company": answered.company,
        "code": answered.code,
    }
    fields = {name: value for name, value in said.items() if value != ""}
    log.info("%s %s %d", answered.method, path, answered.status, extra={FIELDS: fields})
