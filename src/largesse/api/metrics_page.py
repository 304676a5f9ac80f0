"""What Prometheus reads, for those who may: with the key, or without one from this machine alone."""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
from collections.abc import Callable

from starlette.types import Receive, Scope, Send

from largesse.api.errors import MethodNotAllowed
from largesse.core.errors import Forbidden, Unauthorized


class MetricsPage:
    """Serves what `read`, a blocking call, returns."""

    path = "/metrics"

    def __init__(self, read: Callable[[], bytes], media: bytes, key: str | None = None) -> None:
        self._read = read
        self._media = media
        self._key = key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer GET and HEAD. Raises Unauthorized, Forbidden."""
        if scope["method"] not in ("GET", "HEAD"):
            scope["largesse.allow"] = "GET, HEAD"
            raise MethodNotAllowed(f"{self.path} takes GET and HEAD")
        self._admit(scope)
        body = await asyncio.to_thread(self._read)
        headers = [(b"content-type", self._media), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _admit(self, scope: Scope) -> None:
        if self._key is None:
            if not _is_here(scope.get("client")):
                raise Forbidden("metrics are for this machine alone, unless LARGESSE_METRICS_KEY is set")
            return
        given = dict(scope["headers"]).get(b"authorization", b"")
        if not hmac.compare_digest(given, b"Bearer " + self._key.encode()):
            raise Unauthorized("expected the key to the metrics: Authorization: Bearer ...")


def _is_here(client: tuple[str, int] | None) -> bool:
    try:
        return client is not None and ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return False
