"""Lint and the worst basket from the command line, on files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.no_rooms import largesse
from tests.house.tree import ROOT

FIRST = ROOT / "examples" / "first" / "campaigns.json"
NOON = "2026-06-15T12:00:00Z"


def campaign(id: str, percent: str, **more: Any) -> dict[str, Any]:
    benefit = {"type": "percent_off_products", "percent": percent}
    return {
        "id": id,
        "name": f"Campaign {id}",
        "currency": "USD",
        "promotions": [{"id": "p", "benefits": [benefit]}],
        **more,
    }


def written(folder: Path, name: str, **document: Any) -> Path:
    path = folder / f"{name}.json"
    path.write_text(json.dumps(document))
    return path


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    tea = {"id": "tea", "prices": {"USD": "10.00"}, "costs": {"USD": "7.00"}}
    return written(tmp_path, "catalogue", articles=[tea, {"id": "mug", "prices": {"USD": "8.00"}}])


def test_what_is_in_order_is_told_in_one_line(capsys: pytest.CaptureFixture[str]):
    assert largesse("lint", FIRST, "--at", NOON) == 0
    assert capsys.readouterr().out == "4 campaigns looked at: 0 cautions about 0\n"


def test_cautions_are_listed_by_code_and_the_status_is_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    over = campaign("old", "10", ends_at="2020-01-01T00:00:00Z")
    file = written(tmp_path, "campaigns", campaigns=[campaign("a", "60"), over])
    assert largesse("lint", file, "--at", NOON) == 1
    printed = " ".join(capsys.readouterr().out.split())
    assert "gives_too_much (1)" in printed
    assert "a $ it can take 60.00 % off a basket: more than 50 %" in printed
    assert "old $.ends_at it ended at 2020-01-01T00:00:00+00:00" in printed
    assert printed.endswith("2 campaigns looked at: 2 cautions about 2")


def test_json_carries_the_checkout_that_shows_it(tmp_path: Path, catalogue: Path, capsys: pytest.CaptureFixture[str]):
    file = written(tmp_path, "campaigns", campaigns=[campaign("a", "60")])
    assert largesse("lint", file, "--at", NOON, "--catalogue", catalogue, "--json") == 1
    cautions = json.loads(capsys.readouterr().out)["cautions"]
    assert [each["code"] for each in cautions] == ["gives_too_much", "goes_under_margin"]
    assert cautions[1]["checkout"]["lines"][0]["article"] == "tea"


def test_the_worst_basket_is_shown_with_its_circumstance_and_why(
    tmp_path: Path, catalogue: Path, capsys: pytest.CaptureFixture[str]
):
    code = {"type": "has_code", "codes": ["SPRING"]}
    promotion = {"id": "p", "name": "A third off", "conditions": [code], **campaign("", "33")["promotions"][0]}
    promotion["conditions"] = [code]
    file = written(tmp_path, "campaigns", campaigns=[{**campaign("a", "1"), "promotions": [promotion]}])
    assert largesse("worst-basket", file, "--catalogue", catalogue, "--at", NOON) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert printed.startswith("33.00 % given away codes: spring USD")
    assert "tea 10 10.00 100.00 -33.00 67.00 A third off" in printed


def test_the_worst_margin_is_another_basket(tmp_path: Path, catalogue: Path, capsys: pytest.CaptureFixture[str]):
    file = written(tmp_path, "campaigns", campaigns=[campaign("a", "50")])
    assert largesse("worst-basket", file, "--catalogue", catalogue, "--at", NOON, "--measure", "margin", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["percent"], found["measure"]) == ("-40.00", "margin")


def test_any_moment_is_each_at_which_a_campaign_begins(
    tmp_path: Path, catalogue: Path, capsys: pytest.CaptureFixture[str]
):
    spring = campaign("spring", "20", starts_at="2026-03-01T00:00:00Z", ends_at="2026-06-01T00:00:00Z")
    summer = campaign("summer", "30", starts_at="2026-05-01T00:00:00Z")
    file = written(tmp_path, "campaigns", campaigns=[spring, summer])
    assert largesse("worst-basket", file, "--catalogue", catalogue, "--at", "any", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["percent"], found["checkout"]["at"]) == ("44.00", "2026-05-01T00:00:00Z")


def test_where_nothing_is_given_away_the_status_is_1(
    tmp_path: Path, catalogue: Path, capsys: pytest.CaptureFixture[str]
):
    file = written(tmp_path, "campaigns", campaigns=[campaign("a", "10", ends_at="2020-01-01T00:00:00Z")])
    assert largesse("worst-basket", file, "--catalogue", catalogue, "--at", NOON) == 1
    assert capsys.readouterr().out == "nothing is given away\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lint"], "name campaign files or --company, one of both"),
        (["lint", FIRST, "--company", "acme"], "name campaign files or --company, one of both"),
        (["worst-basket", FIRST], "name what is sold: --catalogue CATALOGUE.json"),
        (["worst-basket", FIRST, "--catalogue", FIRST], f"{FIRST}: $"),
        (["worst-basket", FIRST, "--catalogue", "nowhere.json"], "nowhere.json: No such file"),
        (["lint", FIRST, FIRST], "the files have campaigns of the same id"),
    ],
)
def test_what_does_not_go_is_refused_in_a_line(words: list[Any], said: str, capsys: pytest.CaptureFixture[str]):
    files = words if words != ["lint", FIRST, FIRST] else ["lint", FIRST, FIRST.parent / ".." / "first" / FIRST.name]
    assert largesse(*files) == 2
    assert said in capsys.readouterr().err


def test_an_instant_needs_an_offset(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        largesse("lint", FIRST, "--at", "2026-06-15")
    assert "is no instant with an offset" in capsys.readouterr().err
