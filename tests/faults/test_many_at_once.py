"""Two thousand customers want what a hundred can have, at the same moment and each of them twice: nobody too many."""

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from largesse.app.campaign_files import import_campaigns
from largesse.app.companies import create_company
from largesse.app.keys import create_key
from largesse.app.ports import Ports
from largesse.app.usage import check_ledger
from largesse.main import Wiring
from tests.app.writing import campaign, campaign_file
from tests.faults.installation import COMPANY, Installation, installed

CUSTOMERS = int(os.environ.get("LARGESSE_CUSTOMERS", "600"))
AT_ONCE = asyncio.Semaphore(128)  # httpx takes ever longer to choose among connections that many requests wait for
UNITS = [{"type": "amount_off_order", "amount": "1.00"}]
SCARCE = [
    campaign("limited", promotions=[{"id": "p", "benefits": UNITS}], limits=[{"uses": 100}], priority=3),
    campaign("funded", promotions=[{"id": "p", "benefits": UNITS}], budget={"amount": "50.50"}, priority=2),
    campaign(
        "coded",
        promotions=[
            {"id": "p", "conditions": [{"type": "has_code", "codes": ["ONE"], "uses_per_code": 1}], "benefits": UNITS}
        ],
    ),
]


async def _make(ports: Ports) -> str:
    await create_company(ports, COMPANY, "Shop")
    await import_campaigns(ports, COMPANY, campaign_file(*SCARCE), activate=True)
    return (await create_key(ports, COMPANY)).secret


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("shop")
    with installed(folder, Wiring().use(folder, _make), "--workers", "2") as shop:
        yield shop


@asynccontextmanager
async def caller(shop: Installation) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Authorization": f"Bearer {shop.key}"}
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with httpx.AsyncClient(base_url=shop.address, headers=headers, limits=limits, timeout=120) as http:
        yield http


async def insist(http: httpx.AsyncClient, method: str, path: str, body: Any, key: str) -> httpx.Response:
    """Send it until it is answered, as every client does that was told to come again."""
    while True:
        async with AT_ONCE:
            answer = await http.request(method, path, json=body, headers={"Idempotency-Key": key})
        if answer.status_code != 503:
            return answer


async def buy(http: httpx.AsyncClient, number: int) -> Any:
    """Show the price to a customer, hold nothing, confirm: twice at the same moment."""
    path, lines = f"/v1/checkouts/c{number}", [{"article": "a", "price": "10.00"}]
    body = {"currency": "USD", "lines": lines, "codes": ["one"]}
    shown = await insist(http, "PUT", f"{path}?hold=0", body, f"put-{number}")
    assert shown.status_code == 200, shown.text
    accept = {"order": f"o{number}", "accept_new_price": True}
    twice = [insist(http, "POST", f"{path}/confirm", accept, f"confirm-{number}") for _ in range(2)]
    first, second = await asyncio.gather(*twice)
    assert (first.status_code, first.text) == (200, second.text), first.text
    return first.json()


async def test_a_limit_a_budget_and_a_code_are_given_out_to_the_last_and_no_further(shop: Installation):
    async with caller(shop) as http:
        orders = await asyncio.gather(*(buy(http, number) for number in range(CUSTOMERS)))
        given = Counter(each["campaign"] for order in orders for each in order["evaluation"].get("applied", []))
        assert given == {"limited": 100, "funded": 50, "coded": 1}
        listed: Counter[str] = Counter()
        for name in given:
            cursor: dict[str, str] = {}
            while True:
                page = (await http.get("/v1/orders", params={"campaign": name, "limit": "500", **cursor})).json()
                listed[name] += len(page["items"])
                if "next" not in page:
                    break
                cursor = {"cursor": page["next"]}
        assert listed == given
    look = Wiring().use
    assert await asyncio.to_thread(look, shop.folder, lambda ports: check_ledger(ports, COMPANY)) is None
