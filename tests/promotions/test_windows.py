"""Campaigns with recurring windows, over changes of the clocks and in the zone of the shop."""

from __future__ import annotations

from typing import Any

import pytest

from tests.promotions.asking import ask, book, campaign, checkout, code, percent, reason

HAPPY = {"from_time": "17:00", "until_time": "19:00"}
NIGHT = {"weekdays": ["saturday"], "from_time": "22:00", "until_time": "03:00"}
STOCKHOLM, NEW_YORK, BANGKOK = "Europe/Stockholm", "America/New_York", "Asia/Bangkok"


def given(*windows: dict[str, Any], zone: str = "UTC", **more: Any) -> dict[str, Any]:
    return campaign("happy", percent(), windows=list(windows), time_zone=zone, **more)


@pytest.mark.parametrize(
    ("windows", "zone", "at", "said"),
    [
        ([HAPPY], BANGKOK, "2026-06-15T10:00:00Z", "applied"),
        ([HAPPY], BANGKOK, "2026-06-15T12:00:00Z", "outside_window"),
        # the same hour of the shop's day, before and after the clocks are changed
        ([HAPPY], STOCKHOLM, "2026-03-28T16:30:00Z", "applied"),
        ([HAPPY], STOCKHOLM, "2026-03-29T16:30:00Z", "applied"),
        ([HAPPY], STOCKHOLM, "2026-03-28T15:30:00Z", "outside_window"),
        ([HAPPY], STOCKHOLM, "2026-03-29T15:30:00Z", "applied"),
        ([HAPPY], STOCKHOLM, "2026-03-29T17:30:00Z", "outside_window"),
        # a night on which the clocks are put back, and one on which they are put forward
        ([NIGHT], STOCKHOLM, "2026-10-25T00:30:00Z", "applied"),
        ([NIGHT], STOCKHOLM, "2026-10-25T01:30:00Z", "applied"),
        ([NIGHT], STOCKHOLM, "2026-10-25T02:00:00Z", "outside_window"),
        ([NIGHT], NEW_YORK, "2026-03-08T06:59:59Z", "applied"),
        ([NIGHT], NEW_YORK, "2026-03-08T07:00:00Z", "outside_window"),
        ([{"weekdays": ["friday"], "nth_in_month": [1]}], NEW_YORK, "2026-06-06T03:59:59Z", "applied"),
        ([{"weekdays": ["friday"], "nth_in_month": [1]}], NEW_YORK, "2026-06-12T12:00:00Z", "outside_window"),
        ([{"dates": ["2026-12-24"]}], STOCKHOLM, "2026-12-23T23:00:00Z", "applied"),
        ([{"days_of_month": [25]}], "UTC", "2026-06-25T00:00:00Z", "applied"),
        ([HAPPY, {"weekdays": ["sunday"]}], "UTC", "2026-06-14T09:00:00Z", "applied"),
        ([HAPPY, {"weekdays": ["sunday"]}], "UTC", "2026-06-15T09:00:00Z", "outside_window"),
    ],
)
def test_a_campaign_applies_inside_its_windows_alone(windows: list[Any], zone: str, at: str, said: str) -> None:
    assert reason(given(*windows, zone=zone), checkout(at=at)) == said


def test_a_window_opens_between_start_and_end_only() -> None:
    june = given(HAPPY, starts_at="2026-06-01T00:00:00Z", ends_at="2026-06-15T18:00:00Z")
    said = [
        reason(june, checkout(at=f"{at}:00Z")) for at in ("2026-05-31T17:30", "2026-06-15T17:59", "2026-06-15T18:00")
    ]
    assert said == ["not_started", "applied", "ended"]


def test_a_code_outside_its_hours_is_told_so() -> None:
    coded = given(HAPPY, promotions=[{"id": "p", "conditions": [code("TEA")], "benefits": [percent()]}])
    answer = ask(coded, checkout(codes=["TEA"]))
    assert answer.codes[0].reason == "outside_window"


@pytest.mark.parametrize(
    ("window", "path"),
    [
        ({}, "$.windows[0]"),
        ({"nth_in_month": [1]}, "$.windows[0].nth_in_month"),
        ({"first_day": "2026-06-02", "last_day": "2026-06-01"}, "$.windows[0].last_day"),
    ],
)
def test_a_window_that_makes_no_sense_is_refused_at_its_place(window: dict[str, Any], path: str) -> None:
    broken = book(given(window)).broken["happy"]
    assert [problem.path for problem in broken] == [path]
