"""Keep some processes alive: start them, replace those that die or hang, renew them one by one, stop them all."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait

from largesse.processes.child import Child, Role
from largesse.processes.signals import Signals

log = logging.getLogger(__name__)

HUNG_S = 60.0
"""How long a ready process may say nothing before it is taken for dead. Reading 100,000 promotions is no reason."""
_STEADY_S = 10.0
_LONGEST_PAUSE_S = 30.0
_TURN_S = 0.5


class Supervisor:
    """Runs until SIGTERM or SIGINT: then each process finishes what it does, for at most `stop_s` seconds.

    SIGHUP renews them: each is started anew, and its predecessor leaves once the new one is ready. `when_stopping` is
    called once, before they are asked to leave, and `when_dead` with the pid of each that has ended.
    """

    def __init__(
        self,
        roles: Sequence[Role],
        stop_s: float,
        when_stopping: Callable[[], None],
        when_dead: Callable[[int], None] = lambda pid: None,
        hung_s: float = HUNG_S,
    ) -> None:
        self._roles = roles
        self._stop_s = stop_s
        self._hung_s = hung_s
        self._when_stopping = when_stopping
        self._when_dead = when_dead
        self._children: list[Child] = []
        self._early_deaths = {role.name: 0 for role in roles}
        self._due: list[tuple[float, Role]] = []
        self._renewing: list[Child] = []
        self._give_up: float | None = None
        self._status = 0
        self._when_ready: Callable[[], None] | None = None

    def run(self, when_ready: Callable[[], None]) -> int:
        """Return 0 after an orderly stop, 2 when a process could not even start."""
        self._when_ready = when_ready
        with Signals(signal.SIGTERM, signal.SIGINT, signal.SIGHUP) as signals:
            self._due = [(0.0, role) for role in self._roles for _ in range(role.count)]
            while self._children or self._due:
                self._start_due()
                self._rest(signals)
                for number in signals.take():
                    self._obey(number)
                self._listen()
                self._bury_dead()
                self._renew_next()
                self._end_hung()
        return self._status

    def _start_due(self) -> None:
        now = time.monotonic()
        for place in [place for place in self._due if place[0] <= now]:
            self._due.remove(place)
            self._children.append(Child(place[1]))

    def _rest(self, signals: Signals) -> None:
        """Sleep until a signal comes, somebody says something or dies, or for a moment."""
        sentinels = [child.process.sentinel for child in self._children]
        wait(
            [signals.fileno(), *sentinels, *(child.line for child in self._children if not child.line.closed)], _TURN_S
        )

    def _obey(self, number: int) -> None:
        if number == signal.SIGHUP and self._give_up is None:
            log.info("renewing the processes one by one")
            self._renewing = [child for child in self._children if not child.leaving]
        elif number != signal.SIGHUP:
            self._stop(at_once=number == signal.SIGINT and self._give_up is not None)

    def _stop(self, at_once: bool = False, status: int = 0) -> None:
        self._status = max(self._status, status)
        self._due.clear()
        self._renewing.clear()
        if self._give_up is None:
            self._give_up = time.monotonic() + self._stop_s
            self._when_stopping()
        for child in self._children:
            child.kill() if at_once else child.ask_to_leave()

    def _listen(self) -> None:
        for child in self._children:
            if child.listen():
                log.info("process %d (%s) is ready", child.pid, child.role.name)
                if child.instead_of is not None:
                    child.instead_of.ask_to_leave()
                    child.instead_of = None
        all_ready = not self._due and all(child.ready for child in self._children)
        if self._when_ready is not None and self._give_up is None and all_ready:
            self._when_ready()
            self._when_ready = None

    def _bury_dead(self) -> None:
        for child in [child for child in self._children if child.process.exitcode is not None]:
            self._children.remove(child)
            status = child.bury()
            self._when_dead(child.pid)
            heir = next((other for other in self._children if other.instead_of is child), None)
            if heir is not None:
                heir.instead_of = None
            elif self._give_up is None and not child.leaving:
                self._replace(child, status)

    def _replace(self, child: Child, status: int) -> None:
        role = child.role
        if self._when_ready is not None and not child.ready:
            log.error("process %d (%s) could not start", child.pid, role.name)
            self._stop(status=2)
        elif child.instead_of is not None:
            log.error("process %d (%s) could not start: the others stay as they are", child.pid, role.name)
            self._renewing.clear()
        else:
            pause = self._pause(child)
            log.error("process %d (%s) ended with %d; another comes in %g s", child.pid, role.name, status, pause)
            self._due.append((time.monotonic() + pause, role))

    def _pause(self, child: Child) -> float:
        """No pause after a sudden death; ever longer ones for a process that cannot live."""
        steady = time.monotonic() - child.started >= _STEADY_S
        early = self._early_deaths[child.role.name] = 0 if steady else self._early_deaths[child.role.name] + 1
        return 0.0 if early <= 1 else min(0.25 * 2**early, _LONGEST_PAUSE_S)

    def _renew_next(self) -> None:
        """One at a time: the next is renewed when no new one is on its way and no old one is leaving."""
        if self._renewing and not any(child.instead_of or child.leaving for child in self._children):
            old = self._renewing.pop(0)
            if old in self._children:
                self._children.append(Child(old.role, instead_of=old))

    def _end_hung(self) -> None:
        now = time.monotonic()
        for child in self._children:
            if self._give_up is not None and now > self._give_up:
                log.error("process %d (%s) does not end: it is killed", child.pid, child.role.name)
                child.kill()
            elif child.ready and not child.leaving and now - child.heard > self._hung_s:
                log.error("process %d (%s) hangs: it is killed", child.pid, child.role.name)
                child.kill()
