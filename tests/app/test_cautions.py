"""Cautions on a real database: what is told when campaigns are saved, and when a company's are all looked at."""

import pytest

from largesse.app.book import Books
from largesse.app.campaign_files import import_campaigns
from largesse.app.campaigns import change_state, create_campaign
from largesse.app.catalogue import import_catalogue
from largesse.app.cautions import cautions_on_saving, lint_company, lint_file
from largesse.app.ports import Ports
from largesse.app.settings import replace_settings
from largesse.promotions.caution import Caution
from largesse.promotions.definition import Campaign
from largesse.promotions.settings import CautionSettings, Settings
from tests.app.test_goods import CATALOGUE
from tests.app.writing import campaign, campaign_file
from tests.database import COMPANY, Clock


@pytest.fixture
def books(ports: Ports) -> Books:
    return Books(ports)


def told(cautions: list[Caution]) -> list[tuple[str, str]]:
    return [(each.campaign, each.code) for each in cautions]


async def saved(ports: Ports, books: Books, *campaigns: Campaign) -> list[tuple[str, str]]:
    books.note_change(COMPANY)
    return told(await cautions_on_saving(ports, books, COMPANY, campaigns))


async def test_a_saved_campaign_is_looked_at_beside_those_that_are_live(ports: Ports, books: Books):
    live = campaign("live", percent="40", combinable=True)
    await import_campaigns(ports, COMPANY, campaign_file(live, campaign("draft", percent="90")), activate=False)
    await change_state(ports, COMPANY, "live", "activate")
    new = campaign("new", percent="30", combinable=True)
    (caution,) = await cautions_on_saving(ports, books, COMPANY, [new])
    assert (caution.code, caution.others) == ("gives_too_much", ["live"])
    assert caution.message.startswith("it can take 58.00 % off")
    assert await saved(ports, books, campaign("euro", percent="30", currency="EUR")) == []
    assert await saved(ports, books, campaign("past", percent="30", ends_at="2026-01-01T00:00:00Z")) == [
        ("past", "ended")
    ]


async def test_the_articles_that_it_looks_at_are_looked_up(ports: Ports, books: Books):
    await import_catalogue(ports, COMPANY, CATALOGUE)
    promotion = {
        "id": "p",
        "benefits": [{"type": "percent_off_products", "percent": "45", "of": {"categories": ["drinks"]}}],
    }
    cheap = campaign("cheap", promotions=[promotion])
    assert await saved(ports, books, cheap) == []  # juice goes no lower than 3.90
    await replace_settings(ports, COMPANY, Settings(cautions=CautionSettings(share="2", margin="50")))
    assert await saved(ports, books, cheap) == [("cheap", "gives_too_much"), ("cheap", "goes_under_margin")]


async def test_of_many_saved_at_once_no_baskets_are_priced(ports: Ports, books: Books):
    many = [campaign(f"c{number}", percent="90", combinable=True) for number in range(21)]
    assert await saved(ports, books, *many) == []
    assert len(await saved(ports, books, *many[:3])) == 3


async def test_all_campaigns_of_a_company_are_looked_at_but_those_that_are_over(ports: Ports, clock: Clock):
    wrong = campaign("draft", stores=["s1"], percent="60")
    over = campaign("over", percent="60", starts_at="2026-06-01T00:00:00Z", ends_at="2026-06-02T00:00:00Z")
    paused, archived = campaign("paused", percent="70", currency="EUR"), campaign("archived", percent="80")
    for each in (wrong, over, paused, archived):
        await create_campaign(ports, COMPANY, each)
    await change_state(ports, COMPANY, "archived", "archive")
    clock.at = clock.at.replace(day=1)
    await change_state(ports, COMPANY, "over", "activate")
    await change_state(ports, COMPANY, "paused", "activate")
    await change_state(ports, COMPANY, "paused", "pause")
    clock.at = clock.at.replace(day=15)
    report = await lint_company(ports, COMPANY)
    assert (report.looked_at, report.over) == (2, 1)
    assert told(report.cautions) == [("draft", "gives_too_much"), ("paused", "gives_too_much")]


async def test_a_company_can_be_looked_at_as_things_were(ports: Ports, clock: Clock):
    over = campaign("over", percent="60", starts_at="2026-06-01T00:00:00Z", ends_at="2026-06-02T00:00:00Z")
    clock.at = clock.at.replace(day=1)
    await import_campaigns(ports, COMPANY, campaign_file(over), activate=True)
    clock.at = clock.at.replace(day=15)
    report = await lint_company(ports, COMPANY, clock.at.replace(day=1))
    assert (report.looked_at, told(report.cautions)) == (1, [("over", "gives_too_much")])


def test_a_file_is_looked_at_under_its_own_settings_and_progress_is_told():
    heard: list[tuple[int, int]] = []
    file = campaign_file(campaign("a", percent="60"), campaign("b", percent="10", currency="EUR"), settings=Settings())
    report = lint_file(file, None, Clock().now(), lambda done, of: heard.append((done, of)))
    assert told(report.cautions) == [("a", "gives_too_much")]
    assert heard == [(0, 2), (1, 2)]
