"""Scenarios from the command line: silent figures when they hold, a table of differences when they do not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.no_rooms import largesse
from tests.house.tree import ROOT

FIRST = ROOT / "examples" / "first" / "campaigns.json"


def check(*files: Path) -> int:
    return largesse("check", *files)


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """The first example with one thing changed in it."""
    file = tmp_path / "changed.json"
    text = FIRST.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    return file


def test_the_example_s_scenarios_hold(capsys: pytest.CaptureFixture[str]):
    assert check(FIRST) == 0
    assert capsys.readouterr().out == "3 scenarios of 2 campaigns: 3 as expected\n"


def test_a_difference_is_shown_with_what_was_expected_and_why_it_came_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert check(changed(tmp_path, '"buy": 3', '"buy": 8')) == 1
    words = " ".join(capsys.readouterr().out.split())
    assert "camp_drinks: the seventh tea is paid, six come to four" in words
    assert "total 49.95 69.93" in words
    assert "applied promo_tea nothing There is nothing here that it could take off" in words
    assert words.endswith("3 scenarios of 2 campaigns: 2 as expected, 1 not")


def test_a_condition_that_failed_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    wanted = '"expect": {"delivery": "0.00", "applied": ["promo_delivery"]}'
    held = '"expect": {"delivery": "4.90", "not_applied": {"promo_delivery": "condition_failed"}}'
    assert check(changed(tmp_path, held, wanted)) == 1
    assert "Needs USD 0.05 more" in capsys.readouterr().out


def test_campaigns_of_other_files_may_stand_beside(tmp_path: Path):
    document = json.loads(FIRST.read_text())
    gold, delivery = tmp_path / "gold.json", tmp_path / "delivery.json"
    gold.write_text(json.dumps({"campaigns": [document["campaigns"][1]]}))
    delivery.write_text(json.dumps({"campaigns": [document["campaigns"][2]]}))
    assert check(delivery, gold) == 0
    assert check(delivery) == 1


def test_a_file_that_makes_no_sense_is_refused_by_name_and_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = changed(tmp_path, '"starts_at": "2026-06-01T00:00:00Z"', '"time_zone": "Mars/North"')
    assert check(file) == 2
    assert capsys.readouterr().err.startswith(f"largesse: {file}: $.campaigns[0].time_zone: 'Mars/North'")


def test_a_file_without_scenarios_has_nothing_to_prove(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "none.json"
    file.write_text('{"campaigns": []}')
    assert check(file) == 0
    assert capsys.readouterr().out.startswith("0 scenarios")
