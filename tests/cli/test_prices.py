"""Prices of a product page from the command line, on files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.no_rooms import largesse

NOON = "2026-06-15T12:00:00Z"


@pytest.fixture
def files(tmp_path: Path) -> list[Any]:
    benefit = {"type": "percent_off_products", "percent": "20", "of": {"articles": ["tea"]}}
    june = {
        "id": "june", "name": "June sale", "currency": "USD", "promotions": [{"id": "p", "benefits": [benefit]}],
        "starts_at": "2026-06-10T00:00:00Z", "ends_at": "2026-06-20T00:00:00Z",
    }  # fmt: skip
    articles = [{"id": "tea", "prices": {"USD": "10.00"}}, {"id": "mug", "prices": {"USD": "8.00"}}]
    for name, document in (("campaigns", {"campaigns": [june]}), ("catalogue", {"articles": articles})):
        (tmp_path / f"{name}.json").write_text(json.dumps(document))
    return [tmp_path / "campaigns.json", "--catalogue", tmp_path / "catalogue.json", "--currency", "USD", "--at", NOON]


def test_prices_are_shown_with_why_and_until_when(files: list[Any], capsys: pytest.CaptureFixture[str]):
    assert largesse("prices", *files, "--article", "tea", "--article", "mug") == 0
    tea, mug = capsys.readouterr().out.splitlines()[1:]
    said = " ".join(tea.split())
    assert said == "tea 10.00 8.00 10.00 2026-06-10 2026-06-20 June sale"
    assert mug.split() == ["mug", "8.00", "8.00", "8.00", "-", "-"]


def test_what_has_no_price_is_found_wrong(files: list[Any], capsys: pytest.CaptureFixture[str]):
    assert largesse("prices", *files, "--article", "gone", "--json") == 1
    assert json.loads(capsys.readouterr().out)["prices"] == [{"article": "gone"}]


def test_something_has_to_be_asked_for(files: list[Any], capsys: pytest.CaptureFixture[str]):
    assert largesse("prices", *files) == 2
    assert "--article" in capsys.readouterr().err
