"""The suite reaches nothing beyond this machine."""

import socket

import pytest


def test_a_connection_to_another_host_is_refused():
    with socket.socket() as connection, pytest.raises(Exception, match="may not connect"):
        connection.connect(("192.0.2.1", 80))


def test_a_lookup_of_an_outside_name_is_refused():
    with pytest.raises(Exception, match="may not look up"):
        socket.getaddrinfo("example.org", 80)


def test_a_connection_to_this_machine_is_allowed():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as connection:
        connection.connect(server.getsockname())
