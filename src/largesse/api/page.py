"""A page that was made when the server started and is the same for everybody."""

from __future__ import annotations

from starlette.types import Receive, Scope, Send

from largesse.api.errors import MethodNotAllowed

_SAFE = [
    (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-cache"),
]


class Page:
    """Serves the same bytes at one path."""

    def __init__(self, path: str, body: bytes, media: bytes) -> None:
        self.path = path
        self._body = body
        self._headers = [(b"content-type", media), (b"content-length", str(len(body)).encode()), *_SAFE]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer GET and HEAD."""
        if scope["method"] not in ("GET", "HEAD"):
            scope["largesse.allow"] = "GET, HEAD"
            raise MethodNotAllowed(f"{self.path} takes GET and HEAD")
        await send({"type": "http.response.start", "status": 200, "headers": list(self._headers)})
        await send({"type": "http.response.body", "body": self._body})
