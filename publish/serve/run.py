"""Run the server until it is stopped."""

import socket
from collections.abc import Callable
from pathlib import Path

from sayso.errors import ServeError
from sayso.publish.serve.options import ServeOptions

CONNECTIONS = 1000
"""Connections at once; what comes beyond is told to come back later."""


def serve(
    kg: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    options: ServeOptions | None = None,
    started: Callable[[str], None] | None = None,
) -> None:
    """
    Serve a knowledge graph until the process is told to stop.

    Args:
        kg: The folder that ``sayso build`` made.
        host: Address to listen at; the default is reached from this machine only.
        port: Of that address; 0 takes any that is free.
        options: None takes the defaults.
        started: Called with the address once it is listened at.

    Raises:
        KeyboardInterrupt: When it is told to stop.
        ServeError: If the packages of the server are missing, or the address is taken.
        StoreMissingError: If there is no knowledge graph; and the other errors of `open_store`.
    """
    try:
        import uvicorn

        from sayso.publish.serve.app import Server
    except ImportError as err:
        raise ServeError(
            f"{err.name}: is needed for the server and not installed. Run: pip install 'sayso[serve]'"
        ) from err
    listener = _listen(host, port)
    try:
        server = Server(kg, options)
        try:
            bound = listener.getsockname()
            address = f"http://[{bound[0]}]:{bound[1]}/" if ":" in bound[0] else f"http://{bound[0]}:{bound[1]}/"
            if started:
                started(address)
            config = uvicorn.Config(
                server,
                log_level="warning",
                access_log=False,
                server_header=False,
                limit_concurrency=CONNECTIONS,
                timeout_keep_alive=15,
                h11_max_incomplete_event_size=65_536,
            )
            listening = uvicorn.Server(config)
            listening.run(sockets=[listener])
            if listening.should_exit:
                # It raises the signal that ended it anew, but asyncio may swallow that.
                raise KeyboardInterrupt
        finally:
            server.close()
    finally:
        listener.close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        out = socket.socket(family, kind, protocol)
        out.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        out.bind(address)
        out.listen(512)
        return out
    except (OSError, OverflowError) as err:
        raise ServeError(
            f"{host}:{port}: cannot be listened at ({getattr(err, 'strerror', None) or err}). "
            "Stop what uses it, or choose another with --port."
        ) from err
