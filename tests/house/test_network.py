"""The tests themselves stay on this machine."""

import socket

import pytest


def test_a_test_cannot_reach_the_network():
    with socket.socket() as outward, pytest.raises(RuntimeError, match="tried to reach"):
        outward.connect(("192.0.2.1", 80))


def test_a_test_can_reach_its_own_machine():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
