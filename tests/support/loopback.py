"""Servers on this machine: one that says what it is told to, and one that passes on and watches."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Loopback:
    """A server's address, and how many connections it had so far."""

    url: str
    connections: list[socket.socket] = field(default_factory=list)
    gone: threading.Event = field(default_factory=threading.Event)
    """Set when a client has closed its connection before the answer was complete."""


@contextmanager
def serving(handle: Callable[[socket.socket, Loopback], None]) -> Iterator[Loopback]:
    """Accept connections on a free port, and hand each to `handle` in a thread of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Loopback(f"http://127.0.0.1:{listening.getsockname()[1]}")

        def run(client: socket.socket) -> None:
            with client, suppress(OSError):
                handle(client, server)

        def accept() -> None:
            with suppress(OSError):
                while True:
                    client, _ = listening.accept()
                    server.connections.append(client)
                    threading.Thread(target=run, args=(client,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        try:
            yield server
        finally:
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)


def request(client: socket.socket) -> bytes:
    """A whole HTTP request."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += client.recv(65536) or b"\r\n\r\n"
    head, _, body = data.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
    while len(body) < length:
        body += client.recv(65536)
    return data


def saying(answer: bytes) -> Callable[[socket.socket, Loopback], None]:
    """Answer every request with these bytes, and close."""

    def handle(client: socket.socket, server: Loopback) -> None:
        request(client)
        client.sendall(answer)

    return handle


def passing_on(port: int, watch: Callable[[bytes], None]) -> Callable[[socket.socket, Loopback], None]:
    """Pass everything on to a server at `port`; `watch` sees each piece of its answers first."""

    def handle(client: socket.socket, server: Loopback) -> None:
        with socket.create_connection(("127.0.0.1", port)) as upstream:

            def up() -> None:
                with suppress(OSError):
                    while data := client.recv(65536):
                        upstream.sendall(data)
                    server.gone.set()
                    upstream.shutdown(socket.SHUT_RDWR)

            threading.Thread(target=up, daemon=True).start()
            with suppress(OSError):
                while data := upstream.recv(65536):
                    watch(data)
                    client.sendall(data)
            client.shutdown(socket.SHUT_RDWR)  # closing alone says nothing while the other thread still reads

    return handle
