import asyncio
from datetime import timedelta

import msgspec
import pytest

from largesse.app.audit import AuditQuery, list_audit
from largesse.app.book import Books
from largesse.app.campaign_details import VersionMoved
from largesse.app.campaign_drafts import (
    NoDraft,
    VersionQuery,
    discard_draft,
    get_version,
    list_versions,
    publish_campaign,
)
from largesse.app.campaign_files import import_campaigns
from largesse.app.campaign_list import CampaignQuery, list_campaigns
from largesse.app.campaigns import (
    change_state,
    create_campaign,
    get_campaign,
    replace_campaign,
)
from largesse.app.checkout import evaluate_checkout
from largesse.app.launch import ScenarioFailed
from largesse.app.ports import Ports
from largesse.app.ports.audit import Origin
from largesse.campaigns.lifecycle import NotInThisState
from largesse.core.actor import Actor
from largesse.core.errors import Invalid, NotFound
from tests.app.writing import campaign, campaign_file, checkout
from tests.database import COMPANY, Clock

ANN = Origin(Actor("key", "key_1", "Ann"))


@pytest.fixture
async def live(ports: Ports) -> Ports:
    """Ports to a company in which `summer` takes 10 % off."""
    await create_campaign(ports, COMPANY, campaign())
    await change_state(ports, COMPANY, "summer", "activate")
    return ports


async def seen(ports: Ports) -> tuple[str, list[int]]:
    """What a checkout of 10.00 costs, and the versions of the campaigns that applied."""
    evaluation = await evaluate_checkout(ports, Books(ports), COMPANY, checkout())
    return evaluation.totals.total, [each.version for each in evaluation.applied]


async def test_an_edit_of_a_live_campaign_waits_beside_it(live: Ports):
    edited = await replace_campaign(live.on_behalf_of(ANN), COMPANY, campaign(percent="50"))
    assert edited == await get_campaign(live, COMPANY, "summer")
    assert (edited.campaign.version, edited.state) == (1, "active")
    assert edited.draft
    assert (edited.draft.campaign.version, edited.draft.edited_by, edited.draft.base) == (2, ANN.actor, 1)
    assert edited.draft.campaign.promotions == campaign(percent="50").promotions
    assert await seen(live) == ("9.00", [1])
    assert [row.draft for row in (await list_campaigns(live, COMPANY, CampaignQuery())).items] == [True]


async def test_publishing_replaces_the_live_version_in_one_step(live: Ports):
    await replace_campaign(live.on_behalf_of(ANN), COMPANY, campaign(percent="50"))
    published = await publish_campaign(live, COMPANY, "summer")
    assert (published.campaign.version, published.draft, published.state) == (2, None, "active")
    assert published.edited_by == ANN.actor
    assert await seen(live) == ("5.00", [2])


async def test_a_published_version_reaches_a_book_that_is_open(live: Ports):
    books = Books(live)
    await evaluate_checkout(live, books, COMPANY, checkout())
    await replace_campaign(live, COMPANY, campaign(percent="50"))
    books.note_change(COMPANY)
    unpublished = await evaluate_checkout(live, books, COMPANY, checkout())
    await publish_campaign(live, COMPANY, "summer")
    books.note_change(COMPANY)
    published = await evaluate_checkout(live, books, COMPANY, checkout())
    assert (unpublished.totals.total, published.totals.total) == ("9.00", "5.00")
    assert int(published.book) == int(unpublished.book) + 1


async def test_a_draft_may_be_edited_again_and_is_published_as_one_version(live: Ports):
    for percent in ("20", "30", "40"):
        edited = await replace_campaign(live, COMPANY, campaign(percent=percent))
    assert edited.revision == 5
    assert (await publish_campaign(live, COMPANY, "summer", expected=5)).campaign.version == 2
    assert await seen(live) == ("6.00", [2])


async def test_a_discarded_draft_leaves_everything_as_it_was(live: Ports):
    before = await get_campaign(live, COMPANY, "summer")
    await replace_campaign(live, COMPANY, campaign(percent="50"))
    after = await discard_draft(live, COMPANY, "summer")
    assert msgspec.structs.replace(after, revision=before.revision) == before
    with pytest.raises(NoDraft):
        await discard_draft(live, COMPANY, "summer")
    with pytest.raises(NoDraft):
        await publish_campaign(live, COMPANY, "summer")


async def test_of_two_editors_of_a_draft_the_second_is_told(live: Ports):
    tries = await asyncio.gather(
        *(replace_campaign(live, COMPANY, campaign(percent=each), expected=2) for each in ("20", "30", "40")),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in tries) == ["CampaignDetails", "VersionMoved", "VersionMoved"]


async def test_a_draft_outlives_a_pause_and_is_published_into_it(live: Ports):
    await replace_campaign(live, COMPANY, campaign(percent="50"))
    await change_state(live, COMPANY, "summer", "pause")
    edited = await replace_campaign(live, COMPANY, campaign(percent="60"))  # still beside the document
    assert edited.draft
    assert edited.campaign.version == 1
    assert (await publish_campaign(live, COMPANY, "summer")).state == "paused"
    await change_state(live, COMPANY, "summer", "resume")
    assert await seen(live) == ("4.00", [2])


async def test_a_paused_campaign_without_a_draft_is_edited_in_place(live: Ports):
    await change_state(live, COMPANY, "summer", "pause")
    edited = await replace_campaign(live, COMPANY, campaign(percent="60"))
    assert (edited.campaign.version, edited.draft) == (2, None)


async def test_a_draft_that_was_overtaken_by_a_file_is_not_published_over_it(live: Ports):
    await replace_campaign(live, COMPANY, campaign(percent="50"))
    await import_campaigns(live, COMPANY, campaign_file(campaign(percent="20")))
    with pytest.raises(VersionMoved, match="made from version 1, and the document is at version 2"):
        await publish_campaign(live, COMPANY, "summer")
    await replace_campaign(live, COMPANY, campaign(percent="50"))
    assert (await publish_campaign(live, COMPANY, "summer")).campaign.version == 3


async def test_what_has_ended_is_not_published_and_what_is_archived_has_no_draft(live: Ports):
    await replace_campaign(live, COMPANY, campaign(percent="50"))
    await change_state(live, COMPANY, "summer", "end")
    with pytest.raises(NotInThisState):
        await publish_campaign(live, COMPANY, "summer")
    assert (await change_state(live, COMPANY, "summer", "archive")).draft is None


async def test_a_draft_that_makes_no_sense_is_refused_when_it_is_saved(live: Ports, clock: Clock):
    now = clock.now()
    with pytest.raises(Invalid):
        await replace_campaign(live, COMPANY, campaign(starts_at=now, ends_at=now - timedelta(hours=1)))
    assert (await get_campaign(live, COMPANY, "summer")).draft is None


async def test_a_draft_whose_scenarios_fail_is_published_only_by_force(live: Ports):
    wrong = {"name": "half", "checkout": {"currency": "USD", "lines": [{"article": "a", "price": "10.00"}]}}
    wrong |= {"expect": {"total": "5.00"}}
    await replace_campaign(live, COMPANY, campaign(percent="60", scenarios=[wrong]))
    with pytest.raises(ScenarioFailed):
        await publish_campaign(live, COMPANY, "summer")
    await publish_campaign(live, COMPANY, "summer", force=True)
    assert await seen(live) == ("4.00", [2])
    told = (await list_audit(live, COMPANY, AuditQuery(action="published"))).items[0].after
    assert told is not None
    assert told["forced"] == ["scenario 'half': total: expected 5.00, found 4.00"]


async def test_every_version_is_kept_and_readable(live: Ports, clock: Clock):
    for percent in ("20", "30"):
        clock.advance(60)
        await replace_campaign(live.on_behalf_of(ANN), COMPANY, campaign(percent=percent))
        await publish_campaign(live, COMPANY, "summer")
    page = await list_versions(live, COMPANY, "summer", VersionQuery(limit=2))
    rest = await list_versions(live, COMPANY, "summer", VersionQuery(limit=2, cursor=page.next))
    assert [each.version for each in (*page.items, *rest.items)] == [3, 2, 1]
    assert [each.saved_by and each.saved_by.name for each in (*page.items, *rest.items)] == ["Ann", "Ann", ""]
    for number, percent in ((1, "10"), (2, "20"), (3, "30")):
        then = await get_version(live, COMPANY, "summer", str(number))
        assert (then.version, then.promotions) == (number, campaign(percent=percent).promotions)


@pytest.mark.parametrize("version", ["4", "0", "-1", "one", "²", "9" * 30])
async def test_a_version_that_there_never_was_is_not_found(live: Ports, version: str):
    with pytest.raises(NotFound):
        await get_version(live, COMPANY, "summer", version)
    with pytest.raises(NotFound):
        await list_versions(live, COMPANY, "winter", VersionQuery())
