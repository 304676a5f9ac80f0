"""The year is made ready once; what was made ready by the same mapping is taken as it is."""

from pathlib import Path

import msgspec
import pytest

from largesse.core.errors import Unavailable
from largesse.demo import source
from largesse.demo.source import open_source, rows
from largesse.demo.split import BY_HOUSEHOLD, BY_WEEK
from largesse.demo.year import campaign_file, prepare_year
from largesse.promotions.book import compile_book
from largesse.promotions.definition import CampaignFile
from largesse.promotions.kinds import decode
from tests.demo.receipts import HAMS, TEA, bought, write_year


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_year(
        tmp_path,
        transactions=[*HAMS, bought(TEA, sales=4.00, retail=1.00, coupon=0.50)],
        coupon_redemptions=[(7, 51111030050, 1, "2017-05-15")],
        coupons=[(51111030050, TEA, 1)],
        campaign_descriptions=[(1, "Type A", "2017-05-01", "2017-05-31")],
        campaigns=[(1, 7)],
    )


def made_by(connection) -> list:
    return rows(connection, "select table_oid from duckdb_tables() where table_name = 'line'")


def test_a_year_that_is_ready_is_not_read_again(folder: Path):
    with open_source(folder, file=folder / "year.duckdb") as connection:
        prepare_year(connection, BY_WEEK)
        before = made_by(connection)
        prepare_year(connection, BY_WEEK)
        assert made_by(connection) == before
        prepare_year(connection, BY_HOUSEHOLD)
        assert made_by(connection) != before


def test_a_year_that_was_not_finished_is_read_again(folder: Path):
    with open_source(folder, file=folder / "year.duckdb") as connection:
        prepare_year(connection)
        connection.execute("drop table ready")
    with open_source(folder, file=folder / "year.duckdb") as connection:
        prepare_year(connection)
        assert rows(connection, "select count(*) from line") == [(13,)]


def test_its_campaigns_are_a_file_that_the_engine_takes_whole(folder: Path):
    with open_source(folder) as connection:
        prepare_year(connection)
        file = decode(CampaignFile, campaign_file(connection))
    book = compile_book(file.campaigns, file.settings)
    assert (sorted(book.campaigns()), dict(book.broken)) == (["coupons-01", "flyer-21"], {})


def test_the_same_receipts_give_the_same_bytes(folder: Path):
    files: list[bytes] = []
    for _ in range(2):
        with open_source(folder) as connection:
            prepare_year(connection)
            files.append(campaign_file(connection))
    assert files[0] == files[1]
    assert msgspec.json.decode(files[0], type=dict)["schema"] == "largesse.campaigns/1"


def test_data_that_is_not_installed_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(source, "PACKAGE", "no_such_package")
    with pytest.raises(Unavailable, match=r"pip install 'largesse\[demo\]'"):
        source.data_folder()
