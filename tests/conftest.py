"""For every test: the network is out of reach. A test that needs it would pass on one machine and fail on the next."""

import ipaddress
import os
import socket

import pytest
from hypothesis import HealthCheck, settings

# Properties: few and the same examples by default, many and new ones with LARGESSE_EXAMPLES=2000 or so.
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
settings.register_profile("quick", deadline=None, max_examples=60, derandomize=True, suppress_health_check=_SLOW)
if examples := os.environ.get("LARGESSE_EXAMPLES"):
    settings.register_profile("deep", deadline=None, max_examples=int(examples), suppress_health_check=_SLOW)
settings.load_profile("deep" if examples else "quick")

pytest_plugins = ["tests.database"]

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


@pytest.fixture(autouse=True, scope="session")
def busy_machine():
    """Let a checkout wait for the next book as long as it takes: the machine may be busy with other tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("largesse.app.book.HASTE_S", 30.0)
        yield
