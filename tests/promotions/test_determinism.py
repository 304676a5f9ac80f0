"""The same inputs give the same bytes: in another process, with another hash seed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, Phase, given, settings

from tests.house.tree import ROOT
from tests.promotions.world import Case, World
from tests.reference.strategies import cases

PRINT_ALL = """
import json, sys
import msgspec
from tests.promotions.world import World
for case in json.load(open(sys.argv[1])):
    print(msgspec.json.encode(World(case).evaluate("all")).decode())
"""


def some_cases(number: int) -> list[Case]:
    found: list[Case] = []

    @settings(
        max_examples=number, derandomize=True, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow]
    )
    @given(cases())
    def gather(case: Case) -> None:
        found.append(case)

    gather()
    return found


def printed(path: Path, seed: str) -> list[str]:
    return subprocess.run(
        [sys.executable, "-c", PRINT_ALL, str(path)],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
        capture_output=True,
        check=True,
        text=True,
    ).stdout.splitlines()


def test_another_process_with_another_hash_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    drawn = some_cases(50)
    path = tmp_path / "cases.json"
    path.write_text(json.dumps(drawn))
    here = [msgspec.json.encode(World(case).evaluate("all")).decode() for case in drawn]
    assert printed(path, "1") == here
    assert printed(path, "2") == here
