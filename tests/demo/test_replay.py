"""The replay over several processes finds what one finds."""

from pathlib import Path

import pytest

from largesse.demo import source
from largesse.demo.replay import replay_year
from largesse.demo.split import BY_WEEK
from tests.demo.receipts import HAMS, JAM, TEA, bought, write_year

CODE = 51111030050


@pytest.fixture(autouse=True)
def small_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [bought(TEA, sales=4.00, retail=1.00, coupon=0.50, basket=n, household=n) for n in range(20, 32)]
    folder = write_year(
        tmp_path,
        transactions=[*HAMS, *lines, bought(JAM, quantity=0, sales=0.00, coupon=0.25, basket=90, household=20)],
        coupons=[(CODE, TEA, 1)],
        coupon_redemptions=[(n, CODE, 1, "2017-05-15") for n in range(20, 26)],
        campaign_descriptions=[(1, "Type A", "2017-05-01", "2017-05-31")],
        campaigns=[(1, n) for n in range(20, 26)],
    )
    monkeypatch.setattr(source, "data_folder", lambda: folder)


def test_two_processes_find_what_one_finds_and_say_how_far_they_are():
    told: list[tuple[str, int, int]] = []
    report = replay_year(BY_WEEK, lambda *step: told.append(step), processes=2)
    alone = replay_year(BY_WEEK, lambda *step: None, processes=1)
    assert report == alone
    assert report.baskets == 25
    assert told[-1] == ("evaluating baskets", 25, 25)
    coupons = report.accounts[0]
    assert (coupons.recorded, coupons.given) == ("6.25", "3.00")
    assert [(step.amount, step.count) for step in coupons.steps] == [("-0.25", 1), ("-3.00", 0)]
