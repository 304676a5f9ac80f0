"""Instead of running the tests once, run them against every mutant: a pytest plugin.

The tests are collected once. Each mutant gets a fork of that process, which takes the tests that reach the mutated
function, the most particular ones first, until one fails. Nothing is imported or collected again.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any, Literal, NamedTuple

import pytest

from tests.mutation.mutants import Function, Mutant, function_of, put_in

Fate = Literal["killed", "timed out", "survived", "not reached"]
_SURVIVED, _KILLED = 0, 1


class Reach(NamedTuple):
    """What one test does when it runs first in its process."""

    item: pytest.Item
    seconds: float
    functions: frozenset[Function]


class MutationLoop:
    """The plugin. `tell` hears the fate of every mutant; `budget` is how many seconds of tests a mutant gets."""

    def __init__(
        self, mutants: list[Mutant], tell: Callable[[Mutant, Fate], None], *, budget: float, jobs: int
    ) -> None:
        self.mutants, self.tell, self.budget, self.jobs = mutants, tell, budget, jobs
        self.running: dict[int, Mutant] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        gc.collect()
        gc.freeze()
        reached = _by_function(_measured(session.items))
        for mutant in self.mutants:
            tests = _within(self.budget, reached.get(mutant.function, []))
            if not tests:
                self.tell(mutant, "not reached")
                continue
            while len(self.running) >= self.jobs:
                self._wait()
            limit = 2 + 5 * sum(test.seconds for test in tests)
            child = _fork(lambda: _run(mutant, tests, limit))  # noqa: B023 - it runs at once, in the fork
            self.running[child] = mutant
        while self.running:
            self._wait()
        return True

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """In a fork: the first failure decides."""
        if report.failed:
            os._exit(_KILLED)

    def _wait(self) -> None:
        child, status = os.waitpid(-1, 0)
        code = os.waitstatus_to_exitcode(status)
        fate: Fate = "survived" if code == _SURVIVED else "timed out" if code == -signal.SIGVTALRM else "killed"
        self.tell(self.running.pop(child), fate)


def _fork(work: Callable[[], object]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        work()
        os._exit(_SURVIVED)
    finally:
        os._exit(_KILLED)


def _run(mutant: Mutant, tests: list[Reach], limit: float) -> None:
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)  # its own time only: other processes may be busy
    put_in(mutant)
    for test in tests:
        _run_alone(test.item)


def _run_alone(item: pytest.Item) -> None:
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)


def _measured(items: list[pytest.Item]) -> list[Reach]:
    """Run every test with nothing changed: once for its time, once to see which functions it comes to."""
    times = [seconds for seconds, _ in _told(lambda: [(_timed(item), []) for item in items])]
    reached = [functions for _, functions in _told(lambda: [(0.0, _followed(item)) for item in items])]
    return [
        Reach(item, seconds, frozenset(Function(*each) for each in functions))
        for item, seconds, functions in zip(items, times, reached, strict=True)
    ]


def _told(work: Callable[[], list[tuple[float, list[Function]]]]) -> list[tuple[float, list[Function]]]:
    """What a fork has to say: this process must stay as it is, with empty caches."""
    read, write = os.pipe()

    def tell() -> None:
        with os.fdopen(write, "w") as pipe:
            json.dump(work(), pipe)

    child = _fork(tell)
    os.close(write)
    with os.fdopen(read) as pipe:
        said = pipe.read()
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0:
        raise pytest.UsageError("the tests fail with nothing changed")
    return json.loads(said)


def _timed(item: pytest.Item) -> float:
    begun = time.process_time()
    _run_alone(item)
    return time.process_time() - begun


def _followed(item: pytest.Item) -> list[Function]:
    codes = set[CodeType]()

    def profile(frame: Any, event: str, _: object) -> None:
        if event == "call":
            codes.add(frame.f_code)

    _empty_caches()
    sys.setprofile(profile)
    _run_alone(item)
    sys.setprofile(None)
    return sorted({function for code in codes if (function := function_of(code))})


def _empty_caches() -> None:
    """Let the next test do itself what an earlier one has done for it."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("largesse", "tests")):
            for member in vars(module).values():
                if hasattr(member, "cache_clear"):
                    member.cache_clear()


def _by_function(tests: list[Reach]) -> dict[Function, list[Reach]]:
    """For each function the tests that reach it, those first that do little else and are quick."""
    found: dict[Function, list[Reach]] = {}
    for test in sorted(tests, key=lambda test: (test.seconds * len(test.functions), test.item.nodeid)):
        for function in test.functions:
            found.setdefault(function, []).append(test)
    return found


def _within(budget: float, tests: list[Reach]) -> list[Reach]:
    """As many of the tests as fit into the budget, in their order, one from each file in turn."""
    spent, chosen = 0.0, list[Reach]()
    for test in _in_turn(tests):
        if chosen and spent + test.seconds > budget:
            continue
        chosen.append(test)
        spent += test.seconds
    return sorted(chosen, key=lambda test: test.seconds)


def _in_turn(tests: list[Reach]) -> Iterator[Reach]:
    turns = Counter[str]()
    placed: list[tuple[int, int, Reach]] = []
    for place, test in enumerate(tests):
        file = test.item.nodeid.split("::")[0]
        placed.append((turns[file], place, test))
        turns[file] += 1
    return (test for _, _, test in sorted(placed, key=lambda each: each[:2]))
