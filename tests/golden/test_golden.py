"""Every golden case passes, none is skipped; and the runner that says so can tell right from wrong."""

import copy
import json
from typing import Any

import pytest

from tests.golden.__main__ import main
from tests.golden.run import CASES, cases, files, run

ALL = [raw for path in files([CASES]) for raw in cases(path)]


@pytest.mark.parametrize("raw", ALL, ids=lambda raw: raw["id"])
def test_the_engine_gives_what_the_case_expects(raw: dict[str, Any]):
    result = run(raw)
    assert (result.outcome, result.says) == ("passed", [])


def one(area: str, **like: Any) -> dict[str, Any]:
    """The first case of an area that expects all of this."""
    found = (
        raw for raw in ALL if raw["id"].startswith(area) and all(raw["expect"].get(k) == v for k, v in like.items())
    )
    return copy.deepcopy(next(found))


def with_expectation(*names: str) -> dict[str, Any]:
    return copy.deepcopy(next(raw for raw in ALL if all(raw["expect"].get(name) for name in names)))


MONEY = ["order_discount", "shipping", "fees", "total", "tax", "total_with_tax"]


@pytest.mark.parametrize("figure", MONEY)
def test_a_wrong_figure_fails(figure: str):
    raw = copy.deepcopy(next(raw for raw in ALL if figure in raw["expect"]))
    right = raw["expect"][figure]
    raw["expect"][figure] = right + "1" if "." not in right else right[:-1] + ("1" if right[-1] != "1" else "2")
    result = run(raw)
    assert result.outcome == "failed"
    assert any(says.startswith(f"{figure}: expected {raw['expect'][figure]}, got") for says in result.says)


@pytest.mark.parametrize("listed", ["line_discounts", "order_allocation"])
def test_a_wrong_share_of_one_line_fails(listed: str):
    raw = with_expectation(listed)
    sku = next(iter(raw["expect"][listed]))
    raw["expect"][listed][sku] = "123456"
    assert any(says.startswith(f"{listed}[{sku}]") for says in run(raw).says)


def test_a_share_that_is_not_expected_fails():
    raw = with_expectation("line_discounts")
    del raw["expect"]["line_discounts"][next(iter(raw["expect"]["line_discounts"]))]
    assert run(raw).outcome == "failed"


def test_shares_may_change_places_only_where_the_case_says_so():
    raw = one("across", any_order=True)
    shares = raw["expect"].get("line_discounts") or raw["expect"]["order_allocation"]
    turned = dict(zip(shares, reversed(shares.values()), strict=True))
    shares.update(turned)
    assert run(raw).outcome == "passed"
    raw["expect"]["any_order"] = False
    assert run(raw).outcome == "failed"


def test_a_name_on_the_wrong_side_fails():
    raw = with_expectation("applied")
    name = raw["expect"]["applied"].pop()
    raw["expect"]["not_applied"].append(name)
    assert any("was applied" in says for says in run(raw).says)
    raw["expect"]["applied"].append("nobody")
    assert any("'nobody' is missing" in says for says in run(raw).says)


def test_a_use_too_many_or_too_few_fails():
    raw = with_expectation("usage_consumed")
    raw["expect"]["usage_consumed"] = []
    assert any(says.startswith("usage_consumed") for says in run(raw).says)


@pytest.mark.parametrize("figure", ["amount", "remaining"])
def test_a_wrong_refund_fails(figure: str):
    raw = with_expectation("refunds")
    raw["expect"]["refunds"][-1][figure] = "123456"
    assert any(says.startswith(f"refunds[{len(raw['refunds']) - 1}].{figure}") for says in run(raw).says)


def test_a_gift_that_is_not_there_fails():
    raw = one("order")
    raw["expect"]["added_lines"] = [{"sku": "MUG", "qty": 1, "unit_price": "5.00", "discount": "5.00"}]
    assert any(says.startswith("added_lines") for says in run(raw).says)


def changed(**changes: Any) -> dict[str, Any]:
    raw = one("order")
    for path, value in changes.items():
        *way, last = path.split("__")
        part: Any = raw
        for step in way:
            part = part[int(step) if step.isdigit() else step]
        part[last] = value
    return raw


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (changed(rules__stacking="round_robin"), "rules.stacking"),
        (changed(rules__kind_order=["order", "product", "fee", "delivery"]), "kind_order"),
        (changed(rules__moon="full"), "moon"),
        (changed(campaigns__0__action={"type": "raffle"}), "raffle"),
        (changed(campaigns__0__action={"type": "order_percent_off", "percent": "5", "hat": 1}), "hat"),
        (changed(campaigns__0__conditions={"type": "weather"}), "weather"),
        (changed(campaigns__0__conditions={"xor": []}), "xor"),
        (changed(campaigns__0__kind="product", campaigns__0__action={"type": "fee_free"}), "product lane"),
        (changed(expect__points=3), "points"),
    ],
)
def test_what_the_project_has_no_words_for_is_skipped_with_the_reason(raw: dict[str, Any], reason: str):
    result = run(raw)
    assert result.outcome == "skipped"
    assert reason in result.says[0]


def test_a_campaign_that_the_engine_refuses_is_a_failure_and_not_a_skip():
    result = run(changed(campaigns__0__action={"type": "order_amount_off", "amount": "1.234"}))
    assert result.outcome == "failed"
    assert "is refused" in result.says[0]


def test_the_command_counts_and_exits_by_the_outcome(tmp_path, capsys):
    right, wrong = one("order"), changed(expect__total="0.01")
    (tmp_path / "a.json").write_text(json.dumps([right, changed(rules__moon="full")]))
    assert main([str(tmp_path / "a.json")]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 0 failed, 1 skipped"
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "b.json").write_text(json.dumps([wrong]))
    assert main([str(tmp_path)]) == 1
    printed = capsys.readouterr().out
    assert printed.splitlines()[-1] == "1 passed, 1 failed, 1 skipped"
    assert "total: expected 0.01, got" in printed


@pytest.mark.parametrize("text", [None, "[]", "[1]", "{"])
def test_the_command_says_so_when_there_is_nothing_to_run(tmp_path, capsys, text):
    if text is not None:
        (tmp_path / "a.json").write_text(text)
    assert main([str(tmp_path)]) == 2
    assert "no cases to read" in capsys.readouterr().err
