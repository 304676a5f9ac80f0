import asyncio
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from largesse.app.approvals import approve_campaign
from largesse.app.campaign_details import VersionMoved
from largesse.app.campaign_drafts import discard_draft, publish_campaign
from largesse.app.campaign_list import CampaignQuery, list_campaigns
from largesse.app.campaign_order import CampaignMove, move_campaign
from largesse.app.campaigns import (
    CampaignCopy,
    IdTaken,
    change_state,
    copy_campaign,
    create_campaign,
    delete_campaign,
    export_campaigns,
    get_campaign,
    replace_campaign,
)
from largesse.app.ports import Ports
from largesse.app.ports.audit import Origin
from largesse.app.settings import replace_settings
from largesse.campaigns.lifecycle import NotInThisState
from largesse.core.actor import Actor
from largesse.core.errors import Invalid, NotFound
from largesse.promotions.settings import CategoryDefault, Settings
from tests.app.writing import campaign
from tests.database import COMPANY, Clock


async def ids(ports: Ports, **query: object) -> list[str]:
    page = await list_campaigns(ports, COMPANY, CampaignQuery(**query))  # pyright: ignore[reportArgumentType]
    return [row.id for row in page.items]


async def test_a_new_campaign_is_a_draft_at_version_one_and_reads_back_as_written(ports: Ports, clock: Clock):
    written = campaign(names={"th": "ฤดูร้อน"}, stores=["s1"], ends_at="2027-01-01T00:00:00+07:00", version=7)
    made = await create_campaign(ports, COMPANY, written)
    assert (made.state, made.campaign.version, made.created_at) == ("draft", 1, clock.now())
    assert await get_campaign(ports, COMPANY, "summer") == made
    assert made.campaign.names == {"th": "ฤดูร้อน"}


async def test_an_id_is_taken_once_even_when_two_create_at_the_same_time(ports: Ports):
    tries = await asyncio.gather(
        *(create_campaign(ports, COMPANY, campaign()) for _ in range(5)), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in tries) == ["CampaignDetails"] + ["IdTaken"] * 4


async def test_a_campaign_that_makes_no_sense_is_refused_with_its_path_and_not_stored(ports: Ports):
    with pytest.raises(Invalid) as refused:
        await create_campaign(
            ports, COMPANY, campaign(starts_at="2026-02-01T00:00:00Z", ends_at="2026-01-01T00:00:00Z")
        )
    assert refused.value.problems[0].path == "$.ends_at"
    assert await ids(ports) == []


async def test_an_unknown_campaign_is_not_found(ports: Ports):
    for attempt in (
        get_campaign(ports, COMPANY, "x"),
        replace_campaign(ports, COMPANY, campaign("x")),
        change_state(ports, COMPANY, "x", "activate"),
        delete_campaign(ports, COMPANY, "x"),
        copy_campaign(ports, COMPANY, "x", CampaignCopy("y")),
        export_campaigns(ports, COMPANY, ["x"]),
    ):
        with pytest.raises(NotFound, match="'x'"):
            await attempt


async def test_a_campaign_goes_through_its_life(ports: Ports, clock: Clock):
    start, end = clock.now() + timedelta(hours=1), clock.now() + timedelta(hours=2)
    await create_campaign(ports, COMPANY, campaign(starts_at=start, ends_at=end))
    assert (await change_state(ports, COMPANY, "summer", "activate")).state == "scheduled"
    clock.advance(3600)
    assert (await get_campaign(ports, COMPANY, "summer")).state == "active"
    assert (await change_state(ports, COMPANY, "summer", "pause")).state == "paused"
    assert (await change_state(ports, COMPANY, "summer", "resume")).state == "active"
    clock.advance(3600)
    assert (await get_campaign(ports, COMPANY, "summer")).state == "ended"
    with pytest.raises(NotInThisState):
        await change_state(ports, COMPANY, "summer", "pause")


async def test_replacing_makes_a_new_version_and_keeps_the_state(ports: Ports, clock: Clock):
    await create_campaign(ports, COMPANY, campaign())
    clock.advance(60)
    replaced = await replace_campaign(ports, COMPANY, campaign(percent="20"), expected=1)
    assert (replaced.campaign.version, replaced.state) == (2, "draft")
    assert replaced.updated_at - replaced.created_at == timedelta(seconds=60)
    assert await get_campaign(ports, COMPANY, "summer") == replaced


async def test_of_two_editors_the_second_is_told_that_the_version_moved(ports: Ports):
    await create_campaign(ports, COMPANY, campaign())
    tries = await asyncio.gather(
        *(replace_campaign(ports, COMPANY, campaign(percent=each), expected=1) for each in ("20", "30", "40")),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in tries) == ["CampaignDetails", "VersionMoved", "VersionMoved"]
    with pytest.raises(VersionMoved, match="revision 2 and you have read revision 1"):
        await replace_campaign(ports, COMPANY, campaign(), expected=1)


async def test_whoever_comes_too_late_is_told_what_was_done_since_and_by_whom(ports: Ports, clock: Clock):
    ann = ports.on_behalf_of(Origin(Actor("key", "key_1", "Ann")))
    await create_campaign(ann, COMPANY, campaign())
    await change_state(ann, COMPANY, "summer", "activate")
    clock.advance(60)
    await change_state(ports, COMPANY, "summer", "pause")
    with pytest.raises(VersionMoved) as refused:
        await change_state(ports, COMPANY, "summer", "archive", expected=1)
    assert [(each.code, each.message) for each in refused.value.problems] == [
        ("paused", "paused by system largesse at 2026-06-15T12:01:00+00:00"),
        ("activated", "activated by key key_1 (Ann) at 2026-06-15T12:00:00+00:00"),
    ]
    assert refused.value.message.endswith("(last paused by system largesse at 2026-06-15T12:01:00+00:00)")


async def test_every_write_checks_the_revision_that_was_read(ports: Ports):
    await create_campaign(ports, COMPANY, campaign())
    await replace_campaign(ports, COMPANY, campaign(percent="20"))
    for write in (
        replace_campaign(ports, COMPANY, campaign(), expected=1),
        change_state(ports, COMPANY, "summer", "activate", expected=1),
        delete_campaign(ports, COMPANY, "summer", expected=1),
        approve_campaign(ports, COMPANY, "summer", expected=1),
        publish_campaign(ports, COMPANY, "summer", expected=1),
        discard_draft(ports, COMPANY, "summer", expected=1),
        move_campaign(ports, COMPANY, CampaignMove("summer", before="x"), expected=1),
    ):
        with pytest.raises(VersionMoved):
            await write
    await delete_campaign(ports, COMPANY, "summer", expected=2)


async def test_a_campaign_that_was_ever_active_is_not_deleted(ports: Ports):
    await create_campaign(ports, COMPANY, campaign())
    for action in ("activate", "end", "archive", "restore"):
        await change_state(ports, COMPANY, "summer", action)
    assert (await get_campaign(ports, COMPANY, "summer")).state == "draft"
    with pytest.raises(NotInThisState, match="never active"):
        await delete_campaign(ports, COMPANY, "summer")


async def test_what_is_archived_is_neither_edited_nor_activated_until_it_is_restored(ports: Ports):
    await create_campaign(ports, COMPANY, campaign())
    await change_state(ports, COMPANY, "summer", "archive")
    with pytest.raises(NotInThisState, match="restore it first"):
        await replace_campaign(ports, COMPANY, campaign(percent="20"))
    with pytest.raises(NotInThisState):
        await change_state(ports, COMPANY, "summer", "activate")
    await change_state(ports, COMPANY, "summer", "restore")
    assert (await replace_campaign(ports, COMPANY, campaign(percent="20"))).campaign.version == 2


async def test_what_has_ended_is_not_edited_any_more(ports: Ports, clock: Clock):
    await create_campaign(ports, COMPANY, campaign(ends_at=clock.now() + timedelta(hours=1)))
    await change_state(ports, COMPANY, "summer", "activate")
    clock.advance(3600)
    with pytest.raises(NotInThisState, match="copy it"):
        await replace_campaign(ports, COMPANY, campaign())


async def test_a_copy_is_a_draft_that_says_the_same_under_another_id(ports: Ports):
    await create_campaign(ports, COMPANY, campaign(names={"sv": "Sommar"}, priority=7))
    await replace_campaign(ports, COMPANY, campaign(names={"sv": "Sommar"}, priority=7, percent="20"))
    await change_state(ports, COMPANY, "summer", "activate")
    copy = await copy_campaign(ports, COMPANY, "summer", CampaignCopy("winter", "Winter"))
    assert (copy.state, copy.revision) == ("draft", 1)
    original = (await get_campaign(ports, COMPANY, "summer")).campaign
    assert copy.campaign == msgspec.structs.replace(original, id="winter", name="Winter", version=1)
    with pytest.raises(IdTaken):
        await copy_campaign(ports, COMPANY, "summer", CampaignCopy("winter"))


async def test_a_deleted_draft_is_gone_and_its_id_is_free(ports: Ports):
    await create_campaign(ports, COMPANY, campaign())
    await replace_campaign(ports, COMPANY, campaign(percent="20"))
    await delete_campaign(ports, COMPANY, "summer")
    assert await ids(ports) == []
    assert (await create_campaign(ports, COMPANY, campaign())).campaign.version == 1
    with pytest.raises(IdTaken):
        await create_campaign(ports, COMPANY, campaign())


async def test_the_list_is_in_order_of_effect_and_pages_join_without_gap_or_repeat(ports: Ports):
    for id, priority, position in (("d", 0, 2), ("c", 0, 1), ("b", 0, 1), ("a", -5, 0), ("e", 10, 9)):
        await create_campaign(ports, COMPANY, campaign(id, priority=priority, position=position))
    assert await ids(ports) == ["e", "b", "c", "d", "a"]
    seen: list[str] = []
    query = CampaignQuery(limit=2)
    while True:
        page = await list_campaigns(ports, COMPANY, query)
        seen += [row.id for row in page.items]
        if page.next is None:
            break
        query = CampaignQuery(limit=2, cursor=page.next)
    assert seen == ["e", "b", "c", "d", "a"]


async def test_a_cursor_that_we_did_not_make_is_refused(ports: Ports):
    for cursor in ("x", "WzFd", "!!!", "WyJhIiwgImIiLCAiYyJd"):
        with pytest.raises(Invalid, match="cursor"):
            await list_campaigns(ports, COMPANY, CampaignQuery(cursor=cursor))


async def test_the_list_is_searched_by_part_of_name_or_id_with_wildcards_taken_as_text(ports: Ports):
    await create_campaign(ports, COMPANY, campaign("one", name="100% Summer"))
    await create_campaign(ports, COMPANY, campaign("two", name="winter"))
    assert await ids(ports, search="SUMM") == ["one"]
    assert await ids(ports, search="wo") == ["two"]
    assert await ids(ports, search="%") == ["one"]
    assert await ids(ports, search="_") == []


async def test_the_list_is_filtered_by_the_state_of_this_moment(ports: Ports, clock: Clock):
    soon, past = clock.now() + timedelta(days=1), datetime(2020, 1, 1, tzinfo=UTC)
    for id, start, end in (("now", None, None), ("later", soon, None), ("over", None, past), ("draft", None, None)):
        await create_campaign(ports, COMPANY, campaign(id, starts_at=start, ends_at=end))
        if id != "draft":
            await change_state(ports, COMPANY, id, "activate")
    expected = {"active": ["now"], "scheduled": ["later"], "ended": ["over"], "draft": ["draft"], "paused": []}
    for state, wanted in expected.items():
        assert await ids(ports, state=state) == wanted
    page = await list_campaigns(ports, COMPANY, CampaignQuery())
    for row in page.items:
        assert row.state == (await get_campaign(ports, COMPANY, row.id)).state


async def test_a_campaign_without_a_priority_stands_where_the_settings_put_its_category(ports: Ports):
    await create_campaign(ports, COMPANY, campaign("flash", category="flash_sale"))
    await create_campaign(ports, COMPANY, campaign("own", category="flash_sale", priority=99))
    await create_campaign(ports, COMPANY, campaign("plain"))
    assert await ids(ports) == ["flash", "own", "plain"]
    await replace_settings(ports, COMPANY, Settings(categories={"flash_sale": CategoryDefault(priority=-1)}))
    assert await ids(ports) == ["own", "plain", "flash"]
    page = await list_campaigns(ports, COMPANY, CampaignQuery())
    assert [row.priority for row in page.items] == [99, 0, -1]


async def test_export_gives_the_documents_in_order_of_effect(ports: Ports):
    for id, priority in (("low", 1), ("high", 2), ("other", 3)):
        await create_campaign(ports, COMPANY, campaign(id, priority=priority))
    assert [each.id for each in await export_campaigns(ports, COMPANY)] == ["other", "high", "low"]
    (only,) = await export_campaigns(ports, COMPANY, ["low"])
    assert only == campaign("low", priority=1)


async def test_a_company_that_does_not_exist_can_store_nothing(ports: Ports):
    with pytest.raises(NotFound, match="company"):
        await create_campaign(ports, "nobody", campaign())


async def test_the_list_is_narrowed_by_kind_visibility_category_and_day_of_creation(ports: Ports, clock: Clock):
    await create_campaign(ports, COMPANY, campaign("a", kind="challenge", category="flash_sale"))
    clock.advance(86_400)
    await create_campaign(ports, COMPANY, campaign("b", visibility="members"))
    assert await ids(ports, kind="challenge") == ["a"]
    assert await ids(ports, visibility="members") == ["b"]
    assert await ids(ports, category="flash_sale") == ["a"]
    assert await ids(ports, created_from=clock.now()) == ["b"]
    assert await ids(ports, created_until=clock.now()) == ["a"]
    assert await ids(ports, kind="challenge", visibility="members") == []


async def test_a_communication_needs_no_promotion_and_an_offer_does(ports: Ports):
    silent = msgspec.structs.replace(campaign("news"), promotions=[])
    with pytest.raises(Invalid, match="at least one promotion"):
        await create_campaign(ports, COMPANY, silent)
    await create_campaign(ports, COMPANY, msgspec.structs.replace(silent, kind="communication", category="flash_sale"))
    assert (await list_campaigns(ports, COMPANY, CampaignQuery())).items[0].priority == 100
    assert (await change_state(ports, COMPANY, "news", "activate")).state == "active"
