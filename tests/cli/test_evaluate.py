"""Evaluate from the command line: a table, JSON, a batch, and one-line refusals."""

import json
from pathlib import Path

import pytest

from largesse.cli.command import run
from tests.house.tree import ROOT

FIRST = ROOT / "examples" / "first"
CAMPAIGNS, CHECKOUT = str(FIRST / "campaigns.json"), str(FIRST / "checkout.json")


def largesse(*words: str) -> int:
    return run(words, None)  # type: ignore[arg-type] - these verbs need no other room


def test_the_table_says_what_applied_and_what_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("COLUMNS", raising=False)
    assert largesse("evaluate", CAMPAIGNS, CHECKOUT, "--explain") == 0
    printed = capsys.readouterr().out
    assert "Buy 3 teas, pay for 2" in printed
    assert "Needs USD 8.18 more" in printed


def test_json_is_the_evaluation(capsys: pytest.CaptureFixture[str]):
    assert largesse("evaluate", CAMPAIGNS, CHECKOUT, "--json") == 0
    assert json.loads(capsys.readouterr().out)["totals"]["total"] == "46.72"


def test_explain_takes_campaigns_by_name(capsys: pytest.CaptureFixture[str]):
    assert largesse("evaluate", CAMPAIGNS, CHECKOUT, "--json", "--explain", "camp_gold, camp_welcome") == 0
    verdicts = json.loads(capsys.readouterr().out)["verdicts"]
    assert [verdict["campaign"] for verdict in verdicts] == ["camp_gold", "camp_welcome"]


def test_a_batch_goes_on_after_a_bad_record(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]):
    good = json.dumps(json.loads((FIRST / "checkout.json").read_bytes())).encode()
    records = tmp_path / "checkouts.ndjson"
    records.write_bytes(good + b'\n{"lines": []}\n\n{oops\n' + good)
    assert largesse("evaluate", CAMPAIGNS, str(records), "--batch") == 1
    answers = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [answer["schema"] for answer in answers] == [
        "largesse.evaluation/1",
        "largesse.error/1",
        "largesse.error/1",
        "largesse.evaluation/1",
    ]
    assert [answer.get("line") for answer in answers] == [None, 2, 4, None]
    assert answers[1]["problems"][0]["path"] == "$.currency"


@pytest.mark.parametrize(
    ("campaigns", "checkout", "said"),
    [
        ("nowhere.json", CHECKOUT, "nowhere.json: No such file or directory"),
        (CAMPAIGNS, CAMPAIGNS, "$"),
    ],
)
def test_a_refusal_is_one_line_and_status_2(
    campaigns: str, checkout: str, said: str, capsys: pytest.CaptureFixture[str]
):
    assert largesse("evaluate", campaigns, checkout) == 2
    error = capsys.readouterr().err
    assert error.startswith("largesse: ")
    assert said in error
    assert error.count("\n") == 1


def test_a_checkout_without_an_instant_is_told_what_to_add(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    checkout = tmp_path / "checkout.json"
    checkout.write_text('{"currency": "USD", "lines": [{"article": "tea", "price": "1.00"}]}')
    assert largesse("evaluate", CAMPAIGNS, str(checkout)) == 2
    assert 'add "at"' in capsys.readouterr().err


def test_kinds_lists_every_kind_and_shows_one(capsys: pytest.CaptureFixture[str]):
    assert largesse("kinds", "--json") == 0
    listed = {kind["type"] for kind in json.loads(capsys.readouterr().out)}
    assert {"order_total", "percent_off_products", "all"} <= listed
    assert largesse("kinds", "order_total") == 0
    assert "before_discounts" in capsys.readouterr().out
    assert largesse("kinds", "nothing_like_it") == 2


def test_hints_tell_what_is_one_step_away(capsys: pytest.CaptureFixture[str]):
    assert largesse("evaluate", CAMPAIGNS, CHECKOUT, "--hints", "5") == 0
    printed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("One step away")]
    assert printed == [
        "One step away: 5.00 off with WELCOME. Needs a voucher code: worth USD 5.00",
        "One step away: Free delivery from 50.00. Needs USD 8.18 more: worth USD 4.90",
    ]
