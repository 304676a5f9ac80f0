"""A whole installation in processes of its own, to be hurt: its servers, its database, and callers that keep asking."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from largesse.app.campaign_files import import_campaigns
from largesse.app.companies import create_company
from largesse.app.keys import create_key
from largesse.app.ports import Ports
from largesse.main import Wiring
from tests.app.writing import campaign, campaign_file

LARGESSE = Path(sys.executable).parent / "largesse"
COMPANY = "shop"
PATIENCE_S = 90  # for busy machines; nothing here takes more than a few seconds on a quiet one


def until(true: Callable[[], object], what: str, patience: float = PATIENCE_S) -> None:
    """Wait until something holds; fail with what was waited for."""
    give_up = time.monotonic() + patience
    while not true():
        assert time.monotonic() < give_up, f"waited in vain: {what}"
        time.sleep(0.02)


def prepare(folder: Path) -> str:
    """Make the database with one company and one campaign of 10 percent; return a key."""

    async def make(ports: Ports) -> str:
        await create_company(ports, COMPANY, "Shop")
        await import_campaigns(ports, COMPANY, campaign_file(campaign()), activate=True)
        return (await create_key(ports, COMPANY)).secret

    return Wiring().use(folder, make)


@dataclass
class Installation:
    """A running `largesse serve`."""

    folder: Path
    key: str
    process: subprocess.Popen[str]
    address: str
    log: Path

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def family(self) -> list[int]:
        """The pids of all processes under the supervisor."""
        children = psutil.Process(self.process.pid).children()
        return sorted(child.pid for child in children if "spawn_main" in str(_line(child)))

    def servers(self) -> list[int]:
        """The pids of those that serve: they hold the port."""
        return [pid for pid in self.family() if self.port in _listens_at(pid)]

    def database(self) -> int:
        """The pid of PostgreSQL's first process."""
        return int((self.folder / "pg" / "postmaster.pid").read_text().split("\n", 1)[0])

    def stop(self) -> int:
        """Ask it to stop; return its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_S)


def _line(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def _listens_at(pid: int) -> set[int]:
    try:
        held = psutil.Process(pid).net_connections("tcp")
    except psutil.Error:
        return set()
    return {each.laddr.port for each in held if each.status == psutil.CONN_LISTEN}


@contextmanager
def installed(
    folder: Path,
    key: str,
    *options: str,
    port: int = 0,
    program: Sequence[str] = (str(LARGESSE),),
    python_path: str | None = None,
    **environment: str,
) -> Iterator[Installation]:
    """Serve from this folder for the time of the block; whatever is left of it then is killed."""
    log = folder / f"log-{time.monotonic_ns()}"
    command = [*program, "serve", "--data", str(folder), "--port", str(port), *options]
    if python_path is not None:
        environment["PYTHONPATH"] = python_path
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LARGESSE_")}
    with log.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, text=True, env=clean | environment)
    try:
        until(lambda: "Largesse serves" in log.read_text() or process.poll() is not None, "the server to start")
        found = re.search(r"serves (http://\S+)/v1", log.read_text())
        assert found, f"it ended with {process.wait()}: {log.read_text()}"
        yield Installation(folder, key, process, found[1], log)
    finally:
        _kill_all(process)


def _kill_all(process: subprocess.Popen[str]) -> None:
    try:
        family = [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]
    except psutil.NoSuchProcess:
        family = []
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    for member in family:
        if member.is_running():
            member.kill()
