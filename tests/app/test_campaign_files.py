import msgspec
import pytest
from msgspec.json import encode

from largesse.app.campaign_files import CampaignImport, import_campaigns
from largesse.app.campaign_order import CampaignMove, move_campaign
from largesse.app.campaigns import change_state, create_campaign, export_campaigns, get_campaign
from largesse.app.ports import Ports
from largesse.app.settings import get_settings
from largesse.core.errors import Invalid
from largesse.promotions.settings import Settings
from tests.app.writing import campaign, campaign_file
from tests.database import COMPANY


async def test_new_campaigns_come_in_as_drafts(ports: Ports):
    done = await import_campaigns(ports, COMPANY, campaign_file(campaign("a"), campaign("b")))
    assert done == CampaignImport(created=2, replaced=0, unchanged=0, activated=0)
    assert (await get_campaign(ports, COMPANY, "b")).state == "draft"


async def test_with_activate_drafts_go_live(ports: Ports):
    await create_campaign(ports, COMPANY, campaign("a"))
    done = await import_campaigns(ports, COMPANY, campaign_file(campaign("a"), campaign("b")), activate=True)
    assert done == CampaignImport(created=1, replaced=0, unchanged=1, activated=2)
    assert (await get_campaign(ports, COMPANY, "a")).state == "active"


async def test_the_same_file_again_changes_nothing(ports: Ports):
    file = campaign_file(campaign("a"), campaign("b"))
    await import_campaigns(ports, COMPANY, file, activate=True)
    before = await get_campaign(ports, COMPANY, "a")
    assert await import_campaigns(ports, COMPANY, file, activate=True) == CampaignImport(0, 0, 2, 0)
    assert await get_campaign(ports, COMPANY, "a") == before


async def test_a_changed_campaign_keeps_its_state_and_gets_the_next_version(ports: Ports):
    await import_campaigns(ports, COMPANY, campaign_file(campaign("a")), activate=True)
    await change_state(ports, COMPANY, "a", "pause")
    done = await import_campaigns(ports, COMPANY, campaign_file(campaign("a", percent="50")), activate=True)
    assert done == CampaignImport(0, 1, 0, 0)
    after = await get_campaign(ports, COMPANY, "a")
    assert (after.state, after.campaign.version) == ("paused", 2)


async def test_one_bad_campaign_keeps_all_of_them_out_and_each_problem_has_its_path(ports: Ports):
    bad = campaign("c", starts_at="2026-02-01T00:00:00Z", ends_at="2026-01-01T00:00:00Z")
    with pytest.raises(Invalid) as refused:
        await import_campaigns(ports, COMPANY, campaign_file(campaign("a"), campaign("a"), bad))
    assert [problem.path for problem in refused.value.problems] == ["$.campaigns[1].id", "$.campaigns[2].ends_at"]
    assert await export_campaigns(ports, COMPANY) == []


async def test_an_archived_campaign_is_not_changed_by_a_file(ports: Ports):
    await create_campaign(ports, COMPANY, campaign("a"))
    await change_state(ports, COMPANY, "a", "archive")
    with pytest.raises(Invalid, match="archived"):
        await import_campaigns(ports, COMPANY, campaign_file(campaign("a", percent="50")))


async def test_the_settings_of_a_file_become_the_companys(ports: Ports):
    settings = Settings(ignore_code_case=False)
    await import_campaigns(ports, COMPANY, campaign_file(campaign("a"), settings=settings))
    assert await get_settings(ports, COMPANY) == settings


async def test_what_is_exported_can_be_imported_into_another_company(ports: Ports):
    await import_campaigns(ports, COMPANY, campaign_file(campaign("a", priority=3), campaign("b")))
    exported = await export_campaigns(ports, COMPANY)
    await import_campaigns(ports, f"{COMPANY}.test", campaign_file(*exported))
    assert await export_campaigns(ports, f"{COMPANY}.test") == exported


async def test_settings_that_make_no_sense_are_refused_by_their_path_in_the_file(ports: Ports):
    file = campaign_file(campaign("a"), settings=Settings(cash_rounding={"SEK": "0.00"}))
    with pytest.raises(Invalid) as refused:
        await import_campaigns(ports, COMPANY, file)
    assert [problem.path for problem in refused.value.problems] == ["$.settings.cash_rounding.SEK"]
    assert await export_campaigns(ports, COMPANY) == []


async def test_everything_that_a_campaign_says_survives_a_file_and_the_file_is_the_same_every_time(ports: Ports):
    """So that campaigns live in git and move from test to live."""
    rich = campaign(
        "rich",
        kind="event",
        visibility="link",
        names={"sv": "Rik", "en": "Rich"},
        descriptions={"zh": "来品尝。", "en": "Come."},
        terms={"en": "While stocks last."},
        page={"url": "https://shop.example/tea", "names": {"sv": "Hit"}},
        objectives=["More tea"],
        kpis=[{"name": "Orders", "target": "2500", "unit": "orders"}],
        windows=[{"weekdays": ["friday"], "nth_in_month": [-1], "from_time": "22:00", "until_time": "02:00"}],
        time_zone="Asia/Bangkok",
        budget={"amount": "10.00"},
        limits=[{"uses": 3}],
        metadata={"b": "2", "a": "1"},
    )
    test = f"{COMPANY}.test"
    await import_campaigns(ports, test, campaign_file(campaign("plain"), rich))
    await move_campaign(ports, test, CampaignMove("plain", before="rich"))
    first = await export_campaigns(ports, test)
    await import_campaigns(ports, COMPANY, campaign_file(*reversed(first)))
    assert (
        encode(await export_campaigns(ports, COMPANY)) == encode(first) == encode(await export_campaigns(ports, test))
    )
    assert [each.id for each in first] == ["plain", "rich"]
    assert msgspec.structs.replace(first[1], position=0) == rich
    assert (await import_campaigns(ports, COMPANY, campaign_file(*first))).unchanged == 2


async def test_with_drafts_what_is_live_is_left_alone(ports: Ports):
    await import_campaigns(ports, COMPANY, campaign_file(campaign("a"), campaign("b")), activate=True)
    await change_state(ports, COMPANY, "b", "pause")
    again = campaign_file(campaign("a", percent="50"), campaign("b", percent="50"), campaign("c"))
    done = await import_campaigns(ports, COMPANY, again, drafts=True)
    assert done == CampaignImport(created=1, replaced=1, unchanged=0, activated=0, drafted=1)
    beside = await get_campaign(ports, COMPANY, "a")
    assert (beside.campaign.version, beside.draft and beside.draft.campaign.version) == (1, 2)
    assert (await get_campaign(ports, COMPANY, "b")).campaign.version == 2
