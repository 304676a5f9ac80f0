"""Everything stopped and resumed at once, what the clock ends, and what evaluations that look back still find."""

from datetime import datetime, timedelta

import pytest
from msgspec.json import encode

from largesse.app.book import Books
from largesse.app.campaign_files import import_campaigns
from largesse.app.campaign_list import CampaignQuery, list_campaigns
from largesse.app.campaign_states import Stopped, mark_ended, pause_all, resume_all
from largesse.app.campaigns import change_state, create_campaign, get_campaign
from largesse.app.checkout import evaluate_checkout
from largesse.app.ports import Ports
from largesse.app.settings import replace_settings
from largesse.campaigns.lifecycle import Action
from largesse.promotions.settings import Settings
from tests.app.writing import campaign, campaign_file, checkout
from tests.database import COMPANY, Clock

HOUR = timedelta(hours=1)


async def total(ports: Ports, at: datetime | None = None) -> str:
    fields = {} if at is None else {"at": at}
    return (await evaluate_checkout(ports, Books(ports), COMPANY, checkout(**fields))).totals.total


async def states(ports: Ports) -> dict[str, str]:
    return {row.id: row.state for row in (await list_campaigns(ports, COMPANY, CampaignQuery())).items}


@pytest.fixture
async def four(ports: Ports, clock: Clock) -> Ports:
    """An active campaign, a scheduled one, one that somebody paused, and a draft."""
    soon = clock.now() + HOUR
    for id, start in (("active", None), ("scheduled", soon), ("paused", None), ("draft", None)):
        await create_campaign(ports, COMPANY, campaign(id, starts_at=start))
        if id != "draft":
            await change_state(ports, COMPANY, id, "activate")
    await change_state(ports, COMPANY, "paused", "pause")
    return ports


async def test_an_emergency_stops_whatever_is_served_and_resumes_exactly_that(four: Ports):
    before = await states(four)
    assert await pause_all(four, COMPANY) == Stopped(["active", "scheduled"])
    assert await states(four) == {"active": "paused", "scheduled": "paused", "paused": "paused", "draft": "draft"}
    assert await total(four) == "10.00"
    assert (await get_campaign(four, COMPANY, "active")).emergency
    resumed = await resume_all(four, COMPANY)
    assert (resumed.resumed, resumed.left) == (["active", "scheduled"], {})
    assert await states(four) == before
    assert await total(four) == "9.00"


async def test_one_that_was_resumed_or_ended_by_hand_meanwhile_is_left_alone(four: Ports):
    await pause_all(four, COMPANY)
    await change_state(four, COMPANY, "active", "resume")
    await change_state(four, COMPANY, "active", "pause")
    await change_state(four, COMPANY, "scheduled", "end")
    assert (await resume_all(four, COMPANY)).resumed == []
    assert await states(four) == {"active": "paused", "scheduled": "ended", "paused": "paused", "draft": "draft"}


async def test_one_that_makes_no_sense_any_more_stays_paused_and_is_named(ports: Ports):
    await import_campaigns(ports, COMPANY, campaign_file(campaign("good"), campaign("bad")), activate=True)
    await pause_all(ports, COMPANY)
    async with ports.store.transaction(COMPANY) as work:
        connection = work.campaigns._connection  # pyright: ignore[reportAttributeAccessIssue]
        statement = "update campaign set document = jsonb_set(document, '{currency}', '\"XYZ\"') where id = 'bad'"
        await connection.execute(statement)
    after = await resume_all(ports, COMPANY)
    assert after.resumed == ["good"]
    assert after.left["bad"].code == "invalid"


async def test_an_emergency_is_over_for_what_has_ended_meanwhile(ports: Ports, clock: Clock):
    await import_campaigns(ports, COMPANY, campaign_file(campaign(ends_at=clock.now() + HOUR)), activate=True)
    await pause_all(ports, COMPANY)
    clock.advance(3600)
    after = await resume_all(ports, COMPANY)
    assert after.resumed == []
    assert after.left["summer"].code == "not_in_this_state"


async def test_a_campaign_that_was_ended_by_hand_is_found_for_checkouts_of_before(ports: Ports, clock: Clock):
    await import_campaigns(ports, COMPANY, campaign_file(campaign()), activate=True)
    ended = clock.now()
    await change_state(ports, COMPANY, "summer", "end")
    clock.advance(3600)
    instants = (ended - HOUR, ended - timedelta(microseconds=1), ended, clock.now(), None)
    assert [await total(ports, at) for at in instants] == ["9.00", "9.00", "10.00", "10.00", "10.00"]


async def test_a_campaign_that_ended_by_its_end_is_found_for_checkouts_of_before(ports: Ports, clock: Clock):
    end = clock.now() + HOUR
    await import_campaigns(ports, COMPANY, campaign_file(campaign(ends_at=end)), activate=True)
    clock.advance(7200)
    await change_state(ports, COMPANY, "summer", "archive")
    assert await total(ports, end - HOUR) == "10.00"
    await change_state(ports, COMPANY, "summer", "restore")
    await change_state(ports, COMPANY, "summer", "activate")
    assert [await total(ports, at) for at in (end - HOUR, end)] == ["9.00", "10.00"]


@pytest.mark.parametrize("actions", [("pause",), ("pause", "end"), ("end", "archive"), ("end", "archive", "restore")])
async def test_what_is_paused_or_put_away_is_not_found_whatever_the_instant(
    ports: Ports, clock: Clock, actions: tuple[Action, ...]
):
    await import_campaigns(ports, COMPANY, campaign_file(campaign()), activate=True)
    clock.advance(3600)
    for action in actions:
        await change_state(ports, COMPANY, "summer", action)
    assert [await total(ports, at) for at in (clock.now() - HOUR, clock.now())] == ["10.00", "10.00"]


async def test_marking_what_has_ended_changes_no_evaluation(ports: Ports, clock: Clock):
    """Campaigns in every situation, before and after their ends; each checkout gets the same answer, to the byte."""
    start = clock.now()
    for number, (begins, ends) in enumerate([(-5, -3), (-2, 1), (1, 2), (-4, None), (None, None), (2, 5)]):
        for fate in ("live", "paused", "ended"):
            span = {"starts_at": begins, "ends_at": ends}
            dates = {name: start + hours * HOUR for name, hours in span.items() if hours is not None}
            given = campaign(f"{fate}-{number}", percent="1", **dates)
            await create_campaign(ports, COMPANY, given)
            await change_state(ports, COMPANY, given.id, "activate")
            if fate in ("paused", "ended") and (await get_campaign(ports, COMPANY, given.id)).state != "ended":
                await change_state(ports, COMPANY, given.id, "pause" if fate == "paused" else "end")
    instants = [start + half * HOUR / 2 for half in range(-14, 15)]

    async def answers(books: Books) -> list[bytes]:
        given = [checkout(at=at) for at in instants]
        return [encode(await evaluate_checkout(ports, books, COMPANY, each, "all")) for each in given]

    async def looked_at() -> list[bytes]:
        return [encode((await get_campaign(ports, COMPANY, id)).state) for id in sorted(await states(ports))]

    marked: list[str] = []
    for stopped in (False, False, True):
        clock.advance(2 * 3600)
        if stopped:
            await pause_all(ports, COMPANY)
        before, states_before = await answers(Books(ports)), await looked_at()
        marked += await mark_ended(ports, COMPANY)
        assert await answers(Books(ports)) == before
        assert await looked_at() == states_before
    assert len(marked) == len(set(marked)) > 8
    assert await mark_ended(ports, COMPANY) == []


async def test_marking_is_noted_with_the_end_that_came(ports: Ports, clock: Clock):
    end = clock.now() + HOUR
    await import_campaigns(ports, COMPANY, campaign_file(campaign(ends_at=end)), activate=True)
    assert await mark_ended(ports, COMPANY) == []
    clock.advance(7200)
    shown = await get_campaign(ports, COMPANY, "summer")
    assert (shown.state, shown.ended_at) == ("ended", end)
    assert await mark_ended(ports, COMPANY) == ["summer"]
    after = await get_campaign(ports, COMPANY, "summer")
    assert (after.state, after.ended_at, after.revision) == ("ended", end, shown.revision + 1)


async def test_a_file_gives_what_came_to_its_end_another_one_whether_it_was_marked_or_not(ports: Ports, clock: Clock):
    end = clock.now() + HOUR
    for id in ("marked", "unmarked"):
        await import_campaigns(ports, COMPANY, campaign_file(campaign(id, ends_at=end)), activate=True)
        if id == "marked":
            clock.advance(7200)
            await mark_ended(ports, COMPANY)
    later = [campaign(id, ends_at=clock.now() + HOUR) for id in ("marked", "unmarked")]
    await import_campaigns(ports, COMPANY, campaign_file(*later))
    assert await states(ports) == {"marked": "active", "unmarked": "active"}


async def test_a_file_does_not_revive_what_was_ended_by_hand(ports: Ports, clock: Clock):
    await import_campaigns(ports, COMPANY, campaign_file(campaign(ends_at=clock.now() + HOUR)), activate=True)
    await change_state(ports, COMPANY, "summer", "end")
    later = campaign(ends_at=clock.now() + 9 * HOUR)
    await import_campaigns(ports, COMPANY, campaign_file(later), activate=True)
    assert await states(ports) == {"summer": "ended"}


async def test_settings_are_asked_when_everything_is_resumed(ports: Ports):
    await import_campaigns(ports, COMPANY, campaign_file(campaign()), activate=True)
    await pause_all(ports, COMPANY)
    await replace_settings(ports, COMPANY, Settings(ignore_code_case=False))
    assert (await resume_all(ports, COMPANY)).resumed == ["summer"]
