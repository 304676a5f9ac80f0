"""The socket that all server processes listen on together."""

from __future__ import annotations

import socket

from largesse.config import Config
from largesse.core.errors import LargesseError

_BACKLOG = 2048


class CannotListen(LargesseError):
    """The address is taken, or not ours."""

    code = "cannot_listen"


def listen_at(config: Config) -> socket.socket:
    """Return the socket. Raises `CannotListen`."""
    family = socket.AF_INET6 if ":" in config.listen_host else socket.AF_INET
    where = (config.listen_host, config.listen_port)
    try:
        return socket.create_server(where, family=family, backlog=_BACKLOG)
    except OSError as error:
        said = (error.strerror or str(error)).partition(" (while")[0]
        raise CannotListen(f"cannot listen on {config.listen_host}:{config.listen_port}: {said}") from error


def address_of(listener: socket.socket) -> str:
    """Return where to reach it, as a URL."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
