"""Take a request's body in: never more than the limit, never slower than the time limit."""

from __future__ import annotations

import asyncio

from starlette.types import Receive, Scope

from largesse.api.errors import SlowBody, UnsupportedMediaType
from largesse.core.errors import Problem, TooLarge

SECONDS = 30.0
"""How long a body may take to arrive."""


class Gone(Exception):
    """The caller hung up before the body was complete: there is nobody to answer."""


async def read_body(receive: Receive, limit: int, seconds: float = SECONDS) -> bytes:
    """Return the body, at most `limit` bytes, received within `seconds`.

    The bytes are counted as they come, since a chunked body declares no length. Raises TooLarge, SlowBody or Gone.
    """
    try:
        async with asyncio.timeout(seconds):
            return await _received(receive, limit)
    except TimeoutError:
        raise SlowBody(f"the body did not arrive within {seconds:g} seconds") from None


async def _received(receive: Receive, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        part = message.get("body", b"")
        size += len(part)
        if size > limit:
            raise too_large(limit)
        parts.append(part)
        if not message.get("more_body", False):
            return parts[0] if len(parts) == 1 else b"".join(parts)


def too_large(limit: int) -> TooLarge:
    """Return the error for a body above `limit` bytes."""
    text = f"the body is larger than {_readable(limit)}; send it in parts"
    return TooLarge(text, (Problem("$", "too_large", f"expected at most {limit} bytes"),))


def _readable(size: int) -> str:
    return f"{size // 2**20} MiB" if size >= 2**20 else f"{size} bytes"


def check_headers(scope: Scope, limit: int) -> None:
    """Raise UnsupportedMediaType unless the body is declared as JSON, TooLarge when it declares itself too large."""
    content_type = content_length = b""
    for name, value in scope["headers"]:
        if name == b"content-type":
            content_type = value
        elif name == b"content-length":
            content_length = value
    if content_type != b"application/json" and not _is_json(content_type):
        raise _unsupported(content_type)
    if content_length.isdigit() and int(content_length) > limit:
        raise too_large(limit)


def _is_json(content_type: bytes) -> bool:
    """Parameters may follow, such as a charset; of those only UTF-8 is JSON."""
    media, _, parameters = content_type.lower().partition(b";")
    charset = parameters.partition(b"charset=")[2].strip(b'" ')
    return media.strip() == b"application/json" and charset in (b"", b"utf-8", b"utf8")


def _unsupported(content_type: bytes) -> UnsupportedMediaType:
    given = f"got {content_type.decode('latin-1')!r}" if content_type else "it is missing"
    text = f"expected Content-Type: application/json in UTF-8, {given}"
    return UnsupportedMediaType(text, (Problem("header.Content-Type", "unsupported_media_type", text),))
