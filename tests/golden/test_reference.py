"""The slow calculator agrees with the golden cases, which read the page alike, and with the engine."""

from typing import Any

import pytest

from tests.golden.actions.words import Action
from tests.golden.invent import invent
from tests.golden.reference.expectation import expectation
from tests.golden.run import CASES, cases, files, run

ALL = [raw for path in files([CASES]) for raw in cases(path)]


@pytest.mark.parametrize("raw", [raw for raw in ALL if not raw["expect"].get("any_order")], ids=lambda raw: raw["id"])
def test_the_calculator_finds_what_the_case_expects(raw: dict[str, Any]):
    found, expect = expectation(raw), raw["expect"]
    said = {name: value for name, value in expect.items() if name not in ("either", "applied", "not_applied")}
    if "usage_consumed" in said:
        found["usage_consumed"], said["usage_consumed"] = set(found["usage_consumed"]), set(said["usage_consumed"])
    assert {name: found[name] for name in said} == said
    assert set(expect["applied"]) <= set(found["applied"]) <= {*expect["applied"], *expect.get("either", [])}


@pytest.mark.parametrize("block", range(10))
def test_the_engine_finds_what_the_calculator_finds(block: int):
    for seed in range(block * 100, block * 100 + 100):
        raw = invent(seed)
        raw["expect"] = expectation(raw)
        result = run(raw)
        assert (result.id, result.outcome, result.says) == (raw["id"], "passed", [])


def test_invented_cases_use_every_action_so_that_it_gives_something():
    used: set[str] = set()
    for seed in range(1000):
        raw = invent(seed)
        applied = expectation(raw)["applied"]
        used |= {each["action"]["type"] for each in raw["campaigns"] if each["name"] in applied}
    assert used == {kind.__struct_config__.tag for kind in Action.__subclasses__()}
