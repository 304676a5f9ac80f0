"""The year is loaded through the use cases of the API, and answers like the replay does."""

from datetime import UTC, datetime

import pytest

from largesse.app.audiences import get_audience
from largesse.app.book import Books
from largesse.app.campaigns import get_campaign
from largesse.app.catalogue import get_article
from largesse.app.checkout import evaluate_checkout
from largesse.app.customers import get_customer
from largesse.app.ports import Ports
from largesse.app.stores import get_store
from largesse.demo.load import COMPANY, is_loaded, load_year
from largesse.demo.source import Connection
from largesse.promotions.checkout import Checkout, Customer, Line
from tests.demo.receipts import HAMS, TEA, bought

CODE = 51111030050


@pytest.fixture
def small(year) -> Connection:
    return year(
        transactions=[
            *HAMS,
            bought(TEA, sales=4.00, retail=1.00, coupon=0.50),
            bought(TEA, sales=4.00, retail=1.00, week=53, at="2017-12-27 16:00:00"),
        ],
        coupons=[(CODE, TEA, 1)],
        coupon_redemptions=[(7, CODE, 1, "2017-05-15")],
        campaign_descriptions=[(1, "Type A", "2017-05-01", "2017-05-31")],
        campaigns=[(1, 7)],
        demographics=[(7, "45-54", "35-49K", None, "Married", "2", "2 Adults No Kids", "0")],
    )


async def test_everything_of_the_year_is_there_after_loading(ports: Ports, small: Connection):
    steps: list[tuple[str, int, int]] = []
    assert not await is_loaded(ports)
    await load_year(ports, small, lambda *step: steps.append(step))
    assert await is_loaded(ports)
    assert steps[-1][1] == steps[-1][2] == len(steps) - 1
    assert (await get_store(ports, COMPANY, "5")).time_zone == "America/New_York"
    assert (await get_customer(ports, COMPANY, "7")).attributes["marital_status"] == "Married"
    assert (await get_audience(ports, COMPANY, "received-01")).customers == 1
    tea = await get_article(ports, COMPANY, str(TEA))
    assert (tea.name, tea.category, tea.prices) == ("Tea bags, 100 CT", "GROCERY > TEAS > TEA BAGS", {"USD": "5.00"})
    assert (await get_campaign(ports, COMPANY, "coupons-01")).campaign.audiences == ["received-01"]


async def test_loading_again_changes_no_campaign(ports: Ports, small: Connection):
    for _ in range(2):
        await load_year(ports, small, lambda *step: None)
    assert (await get_campaign(ports, COMPANY, "flyer-21")).campaign.version == 1


@pytest.mark.parametrize(
    ("customer", "total", "status"),
    [("7", "3.50", "applied"), ("8", "4.00", "rejected"), ("99", "5.00", "rejected")],
)
async def test_a_checkout_that_names_its_customer_gets_card_price_and_coupon(
    ports: Ports, small: Connection, customer: str, total: str, status: str
):
    await load_year(ports, small, lambda *step: None)
    checkout = Checkout(
        currency="USD",
        lines=[Line(article=str(TEA))],
        at=datetime(2017, 5, 15, 16, tzinfo=UTC),
        customer=Customer(id=customer),
        codes=[str(CODE)],
    )
    evaluation = await evaluate_checkout(ports, Books(ports), COMPANY, checkout)
    assert evaluation.totals.total == total
    assert [code.status for code in evaluation.codes] == [status]
