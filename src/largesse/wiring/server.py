"""Serve HTTP: one process by itself, or several under a supervisor, all from one listening socket."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from largesse.config import Config
from largesse.processes.child import Role
from largesse.processes.lifeline import Lifeline
from largesse.processes.supervisor import Supervisor
from largesse.wiring.api import api_over
from largesse.wiring.database import Place, connect, place_of
from largesse.wiring.extras import needs_extra
from largesse.wiring.jobs import be_worker, does_jobs, worker_url
from largesse.wiring.listener import address_of, listen_at
from largesse.wiring.telemetry import set_up_logs, shared_metrics, telemetry

_GRACE_S = 5


def serve(config: Config, when_ready: Callable[[str], None]) -> int:
    """Serve until SIGTERM or SIGINT; call back with the address once it answers. Return the exit status."""
    with needs_extra("server"):
        from largesse.wiring.limits import limits_of, shared_counts
        from largesse.wiring.one_server import run_server

    set_up_logs(config)
    with listen_at(config) as listener, place_of(config) as place:
        asyncio.run(_check(config, place))
        jobs = does_jobs(config) and bool(worker_url(place))
        tell = partial(when_ready, address_of(listener))
        if config.workers == 1:
            with telemetry(config) as watch:
                return run_server(api_over(config, place, watch, limits_of(config), jobs=jobs), listener, config, tell)
        with shared_metrics() as forget, shared_counts() as counts:
            roles = [Role("server", config.workers, partial(_be_server, config, listener, counts))]
            if jobs:  # in a process of their own: a batch must not make a checkout wait
                roles.append(Role("jobs", 1, partial(be_worker, config)))
            # Our own copy of the socket would keep the port open, and callers waiting, until the last one is answered.
            stop_s = config.shutdown_seconds + _GRACE_S
            return Supervisor(roles, stop_s, when_stopping=listener.close, when_dead=forget).run(tell)


def _be_server(config: Config, listener: socket.socket, counts: Path, lifeline: Lifeline) -> None:
    """Serve in a process of its own. The database may be away for now: then there is somebody to say so."""
    from largesse.wiring.limits import limits_of
    from largesse.wiring.one_server import run_server

    set_up_logs(config)
    with place_of(config, migrated=True) as place, telemetry(config) as watch:
        app = api_over(config, place, watch, limits_of(config, counts), patient=True)
        sys.exit(run_server(app, listener, config, lifeline.say_ready, lifeline))


async def _check(config: Config, place: Place) -> None:
    """Raise what is wrong with the database before anything is started."""
    async with connect(config, place):
        pass
