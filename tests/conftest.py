"""For every test: the network is out of reach. A test that needs it would pass on one machine and fail on the next."""

import ipaddress
import socket

import pytest

_connect = socket.socket.connect


def _is_on_this_machine(address: object) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    host = str(address[0])
    return host == "localhost" or ipaddress.ip_address(host).is_loopback


def _connect_on_this_machine(self: socket.socket, address: object) -> None:
    if not _is_on_this_machine(address):
        raise RuntimeError(f"a test tried to reach {address}")
    _connect(self, address)  # pyright: ignore[reportArgumentType]


@pytest.fixture(autouse=True, scope="session")
def no_network():
    """Refuse every connection that leaves this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _connect_on_this_machine)
        yield
