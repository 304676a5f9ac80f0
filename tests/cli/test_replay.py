"""`largesse replay` prints what was recorded beside what the book gives, and writes the same as JSON."""

import argparse
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import msgspec
import pytest

from largesse.app.replay_account import Account, Step
from largesse.app.replay_report import CampaignMatch, CodeOutcome, FaceValue, LineMatch, OddLines, ReplayReport
from largesse.cli import replay
from largesse.cli.replay_table import share
from largesse.cli.rooms import Rooms


def campaign(id: str, category: str, handed: int = 0) -> CampaignMatch:
    return CampaignMatch(
        id=id, name=id.title(), category=category, households=1234, baskets=5678, discounted=90, handed=handed,
        redeemed=handed, recorded="1000.00", given="1250.50", difference="250.50",
    )  # fmt: skip


def lines(category: str) -> LineMatch:
    return LineMatch(
        category=category, part="weeks 1-35", sort="by the piece", discounted=True, lines=1000, exact=900, more=60,
        less=40, near=50, nothing=100, recorded="1000.00", given="1250.50",
    )  # fmt: skip


REPORT = ReplayReport(
    baskets=155848,
    promotions=7,
    campaigns=[campaign("flyer", "flyer"), campaign("coupons", "coupon", handed=2)],
    accounts=[
        Account("coupon", "1000.00", "1250.50", "250.50", []),
        Account("flyer", "1000.00", "1250.50", "250.50", [Step("discounted less than the book would", "250.50", 60)]),
    ],
    lines=[lines("coupon"), lines("flyer")],
    outcomes=[CodeOutcome(outcome="applied", evidence="a coupon", codes=2, recorded="1.00", given="2.00")],
    face_values=[FaceValue(source="redeemed", part="weeks 1-35", codes=2, exact=1, recorded="1.00", given="2.00")],
    odd=[OddLines("fuel", 13, "weighed", {})],
    codes=[],
)


def run(arguments: list[str]) -> list[tuple]:
    """Run the verb over a year that answers with the report, and return what the year was asked."""
    asked: list[tuple] = []

    def replay_year(split: str, progress, processes: int | None) -> ReplayReport:
        asked.append((split, processes))
        progress("evaluating baskets", 1, 2)
        return REPORT

    year = SimpleNamespace(BY_WEEK="by week", BY_HOUSEHOLD="by household", replay_year=replay_year)
    parser = argparse.ArgumentParser()
    replay.arguments(parser)
    rooms = cast(Rooms, SimpleNamespace(demo_data=lambda: year))
    assert replay.run(parser.parse_args(arguments), rooms) == 0
    return asked


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", "200")
    run([])
    return capsys.readouterr().out


def row(printed: str, start: str) -> list[str]:
    [line] = [line for line in printed.splitlines() if line.startswith(f"│ {start}")]
    return [cell.strip() for cell in line.strip("│").split("│")]


def test_a_campaign_shows_its_reach_and_what_lies_between_recorded_and_given(printed: str):
    assert row(printed, "Flyer ") == ["Flyer", "1,234", "5,678", "90", "1,000.00", "1,250.50", "250.50"]


def test_codes_are_shown_for_campaigns_that_have_some(printed: str):
    assert row(printed, "Coupons ") == ["Coupons", "1,234", "5,678", "90", "2", "2", "1,000.00", "1,250.50", "250.50"]


def test_an_account_shows_its_steps(printed: str):
    assert row(printed, "discounted less") == ["discounted less than the book would", "60", "250.50"]


def test_lines_are_shown_as_shares_for_campaigns_without_codes(printed: str):
    figures = ["discounted", "1,000", "90.0 %", "95.0 %", "100.0 %", "60", "40"]
    assert row(printed, "weeks 1-35 │ by the piece")[2:] == figures


def test_what_is_asked_for_reaches_the_year():
    assert run([]) == [("by week", None)]
    assert run(["--held-out", "--processes", "3"]) == [("by household", 3)]


def test_the_same_report_is_written_as_json(tmp_path: Path):
    run(["--json", str(tmp_path / "report.json")])
    assert msgspec.json.decode((tmp_path / "report.json").read_bytes(), type=ReplayReport) == REPORT


@pytest.mark.parametrize("processes", ["0", "-1", "many"])
def test_processes_are_a_number(processes: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        run(["--processes", processes])
    assert "processes" in capsys.readouterr().err


def test_only_all_is_a_hundred_percent():
    assert [share(999, 1000), share(9999, 10000), share(1, 1), share(0, 0)] == ["99.9 %", "99.9 %", "100.0 %", ""]


def test_the_page_shows_every_plot_and_escapes_what_campaigns_are_called(tmp_path: Path):
    run(["--html", str(tmp_path / "report.html")])
    page = (tmp_path / "report.html").read_text()
    assert page.count("<svg") == 2 * len(REPORT.accounts) + 1
    assert "1,250.50" in page
    assert "http" not in page.replace("http://www.w3.org", ""), "it is read without a network"
