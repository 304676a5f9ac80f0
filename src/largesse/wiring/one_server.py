"""One HTTP server in this process, until it is asked to stop."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import uvicorn
from starlette.types import ASGIApp

from largesse.config import Config
from largesse.processes.lifeline import Lifeline


class _Server(uvicorn.Server):
    """Leaves signals to us: it would send each again when it has ended, and we would die before we cleaned up."""

    def capture_signals(self) -> AbstractContextManager[None]:  # pyright: ignore[reportIncompatibleMethodOverride]
        return nullcontext()

    def stop(self) -> None:
        """Answer what has been asked, then end; the second time, end at once."""
        self.force_exit = self.should_exit
        self.should_exit = True


def run_server(
    app: ASGIApp, listener: socket.socket, config: Config, when_ready: Callable[[], None], line: Lifeline | None = None
) -> int:
    """Serve until SIGTERM, SIGINT or the end of the supervisor. Return the exit status: 2 if it could not start."""
    settings = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="on",
        timeout_keep_alive=config.idle_seconds,
        timeout_graceful_shutdown=config.shutdown_seconds,
    )
    server = _Server(settings)
    with asyncio.Runner(loop_factory=settings.get_loop_factory()) as runner:
        runner.run(_run(server, listener, when_ready, line))
    return 0 if server.started else 2


async def _run(server: _Server, listener: socket.socket, when_ready: Callable[[], None], line: Lifeline | None) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, server.stop)
    tasks = [asyncio.create_task(_tell(server, when_ready))]
    if line is not None:
        tasks.append(asyncio.create_task(line.hold(server.stop)))
    try:
        await server.serve([listener])
    except SystemExit:  # it could not start, and has said why
        pass
    finally:
        for task in tasks:
            task.cancel()


async def _tell(server: _Server, when_ready: Callable[[], None]) -> None:
    while not server.started:  # noqa: ASYNC110 - the server has no event for it
        await asyncio.sleep(0.01)
    when_ready()
