import asyncio
import random

import pytest

from largesse.app.book import Books
from largesse.app.campaign_drafts import get_version, publish_campaign
from largesse.app.campaign_files import import_campaigns
from largesse.app.campaign_list import CampaignQuery, list_campaigns
from largesse.app.campaign_order import CampaignMove, move_campaign
from largesse.app.campaigns import change_state, get_campaign, replace_campaign
from largesse.app.checkout import evaluate_checkout
from largesse.app.ports import Ports
from largesse.app.settings import replace_settings
from largesse.campaigns.lifecycle import NotInThisState
from largesse.core.errors import Invalid, NotFound
from largesse.promotions.settings import CategoryDefault, Settings
from tests.app.writing import campaign, campaign_file, checkout
from tests.database import COMPANY


async def order(ports: Ports) -> str:
    page = await list_campaigns(ports, COMPANY, CampaignQuery())
    return " ".join(row.id for row in page.items)


async def applied(ports: Ports) -> str:
    """The order in which the campaigns take effect at the till."""
    evaluation = await evaluate_checkout(ports, Books(ports), COMPANY, checkout())
    return " ".join(each.campaign for each in evaluation.applied)


async def drag(ports: Ports, id: str, **where: str) -> str:
    await move_campaign(ports, COMPANY, CampaignMove(id, **where))
    return await order(ports)


@pytest.fixture
async def several(ports: Ports) -> Ports:
    """Ports to a company with two campaigns of priority 9 and three of 0, all live and all at position 0."""
    high = [campaign(id, percent="1", priority=9) for id in ("a", "b")]
    low = [campaign(id, percent="1") for id in ("c", "d", "e")]
    await import_campaigns(ports, COMPANY, campaign_file(*high, *low), activate=True)
    return ports


async def test_a_campaign_is_dragged_before_or_after_another(several: Ports):
    assert await drag(several, "e", before="c") == "a b e c d"
    assert await drag(several, "e", after="c") == "a b c e d"
    assert await drag(several, "c", after="d") == "a b e d c"
    assert await applied(several) == "a b e d c"


async def test_a_campaign_that_is_dragged_across_priorities_takes_its_neighbours(several: Ports):
    assert await drag(several, "d", before="b") == "a d b c e"
    assert (await get_campaign(several, COMPANY, "d")).campaign.priority == 9
    assert await drag(several, "a", after="e") == "d b c e a"
    assert (await get_campaign(several, COMPANY, "a")).campaign.priority == 0
    assert await applied(several) == "d b c e a"


async def test_a_campaign_names_a_priority_only_when_it_must(several: Ports):
    await drag(several, "e", before="c")
    assert (await get_campaign(several, COMPANY, "e")).campaign.priority is None
    await replace_settings(several, COMPANY, Settings(categories={"x": CategoryDefault(priority=5)}))
    assert await order(several) == "a b e c d"


async def test_where_a_campaign_stands_is_no_part_of_its_version(several: Ports):
    before = await get_campaign(several, COMPANY, "d")
    await drag(several, "d", before="a")
    after = await get_campaign(several, COMPANY, "d")
    assert (after.campaign.version, after.revision) == (1, before.revision + 1)
    assert (await get_campaign(several, COMPANY, "a")).revision == 1  # it made room and nothing else
    assert await get_version(several, COMPANY, "d", "1") == before.campaign


async def test_an_edit_leaves_a_campaign_where_it_was_dragged(several: Ports):
    await drag(several, "e", before="c")
    await replace_campaign(several, COMPANY, campaign("e", percent="2"))
    await drag(several, "e", before="a")
    await publish_campaign(several, COMPANY, "e")
    assert await order(several) == "e a b c d"


async def test_many_drags_give_what_a_list_of_names_would(several: Ports):
    chance, names = random.Random(7), (await order(several)).split()
    for _ in range(40):
        dragged, beside = chance.sample(names, 2)
        side = chance.choice(["before", "after"])
        names.remove(dragged)
        names.insert(names.index(beside) + (side == "after"), dragged)
        assert await drag(several, dragged, **{side: beside}) == " ".join(names)
    assert await applied(several) == " ".join(names)


async def test_drags_at_the_same_time_all_count(several: Ports):
    drags = [("e", "a"), ("d", "b"), ("c", "a"), ("b", "e"), ("a", "d")]
    await asyncio.gather(*(move_campaign(several, COMPANY, CampaignMove(id, before=to)) for id, to in drags))
    assert sorted((await order(several)).split()) == ["a", "b", "c", "d", "e"]
    assert {(await get_campaign(several, COMPANY, id)).revision for id in "abcde"} == {2}


@pytest.mark.parametrize(
    ("move", "path"),
    [
        (CampaignMove("a"), "$"),
        (CampaignMove("a", before="b", after="c"), "$"),
        (CampaignMove("a", before="a"), "$.before"),
        (CampaignMove("a", after="a"), "$.after"),
    ],
)
async def test_a_move_that_says_nothing_or_too_much_is_refused(several: Ports, move: CampaignMove, path: str):
    with pytest.raises(Invalid) as refused:
        await move_campaign(several, COMPANY, move)
    assert refused.value.problems[0].path == path


async def test_both_campaigns_must_be_there(several: Ports):
    for move in (CampaignMove("x", before="a"), CampaignMove("a", before="x")):
        with pytest.raises(NotFound, match="'x'"):
            await move_campaign(several, COMPANY, move)


async def test_what_is_archived_is_not_moved(several: Ports):
    await change_state(several, COMPANY, "a", "end")
    await change_state(several, COMPANY, "a", "archive")
    with pytest.raises(NotInThisState):
        await move_campaign(several, COMPANY, CampaignMove("a", after="b"))
