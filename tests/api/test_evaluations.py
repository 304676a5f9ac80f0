"""Checkouts priced over HTTP, on a real database."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from largesse.app.keys import create_key
from largesse.app.ports import Ports
from tests.api.documents import CATALOGUE, campaign, checkout, live, problems
from tests.api.toys import client
from tests.database import COMPANY, Clock


async def test_a_live_campaign_takes_off_what_it_says(api: httpx.AsyncClient) -> None:
    await live(api, campaign())
    answer = (await api.post("/v1/evaluations", json=checkout())).json()
    assert answer["totals"]["total"] == "18.00"
    assert [(each["campaign"], each["amount"]) for each in answer["applied"]] == [("tea-time", "2.00")]


async def test_a_checkout_without_a_time_is_priced_now(api: httpx.AsyncClient, clock: Clock) -> None:
    answer = (await api.post("/v1/evaluations", json=checkout())).json()
    assert answer["at"] == clock.now().isoformat().replace("+00:00", "Z")


async def test_every_promotion_is_explained_when_it_is_asked_for(api: httpx.AsyncClient) -> None:
    await live(api, campaign("tea"), campaign("yen", currency="JPY"), campaign("far", stores=["s9"]))

    async def verdicts(**query: str) -> dict[str, str | None]:
        answer = await api.post("/v1/evaluations", params=query, json=checkout(store="s1"))
        return {each["campaign"]: each.get("reason") for each in answer.json().get("verdicts", [])}

    assert await verdicts() == {}
    assert await verdicts(explain="all") == {"tea": None, "yen": "wrong_currency", "far": "wrong_store"}
    assert await verdicts(campaigns="far, yen") == {"yen": "wrong_currency", "far": "wrong_store"}


async def test_explain_takes_no_other_word(api: httpx.AsyncClient) -> None:
    refused = await api.post("/v1/evaluations?explain=some", json=checkout())
    assert (refused.status_code, problems(refused)) == (422, [("query.explain", "unknown_value")])


async def test_what_a_checkout_leaves_out_comes_from_the_catalogue(api: httpx.AsyncClient) -> None:
    await api.post("/v1/imports/catalogue", json=CATALOGUE)
    of = {"categories": ["drinks"]}
    benefit = {"type": "percent_off_products", "percent": "50", "of": of}
    await live(api, campaign(promotions=[{"id": "half", "benefits": [benefit]}]))
    answer = (await api.post("/v1/evaluations", json={"currency": "USD", "lines": [{"article": "tea"}]})).json()
    assert (answer["lines"][0]["price"], answer["totals"]["total"], answer["totals"]["tax"]) == (
        "10.00",
        "5.00",
        "0.45",
    )


async def test_an_audience_decides_who_gets_it(api: httpx.AsyncClient) -> None:
    await api.post("/v1/imports/audiences", json={"audiences": [{"id": "regulars", "customers": ["c1"]}]})
    await live(api, campaign(audiences=["regulars"]))

    async def total(customer: str) -> str:
        answer = await api.post("/v1/evaluations", json=checkout(customer={"id": customer}))
        return answer.json()["totals"]["total"]

    assert (await total("c1"), await total("c2")) == ("18.00", "20.00")


async def test_settings_are_followed_by_the_next_checkout(api: httpx.AsyncClient) -> None:
    await live(api, campaign())
    odd = checkout(lines=[{"article": "tea", "price": "0.15"}])
    before = (await api.post("/v1/evaluations", json=odd)).json()
    await api.put("/v1/settings", json={"rounding": {"mode": "down"}})
    after = (await api.post("/v1/evaluations", json=odd)).json()
    assert (before["totals"]["total"], after["totals"]["total"]) == ("0.13", "0.14")
    assert after["rounding"]["mode"] == "down"


async def test_a_test_key_sees_no_live_campaign(api: httpx.AsyncClient, app: Any, ports: Ports) -> None:
    await live(api, campaign())
    trial = (await create_key(ports, COMPANY, mode="test")).secret
    async with client(app, trial) as other:
        assert (await other.post("/v1/evaluations", json=checkout())).json()["totals"]["total"] == "20.00"
        assert (await other.get("/v1/campaigns")).json() == {"items": []}
        await live(other, campaign("trial"))
    assert (await api.get("/v1/campaigns/trial")).status_code == 404


@pytest.mark.parametrize("scopes", [["read"], ["write"]])
async def test_a_key_prices_checkouts_only_when_it_may(app: Any, ports: Ports, scopes: list[Any]) -> None:
    async with client(app, (await create_key(ports, COMPANY, scopes=scopes)).secret) as other:
        assert (await other.post("/v1/evaluations", json=checkout())).status_code == 403


async def test_a_till_key_prices_checkouts_and_nothing_else(app: Any, ports: Ports) -> None:
    async with client(app, (await create_key(ports, COMPANY, scopes=["evaluate"])).secret) as till:
        assert (await till.post("/v1/evaluations", json=checkout())).status_code == 200
        assert (await till.get("/v1/campaigns")).status_code == 403
        assert (await till.post("/v1/campaigns", json=campaign())).status_code == 403


async def test_a_checkout_brings_a_stacking_policy_only_with_a_key_that_allows_it(
    app: Any, api: httpx.AsyncClient, ports: Ports
) -> None:
    tea = campaign()["promotions"]
    await live(api, campaign("alone", combinable=False, promotions=tea), campaign("other", promotions=tea))
    own = checkout(stacking={"exclusive_means": "sequential"})
    assert len((await api.post("/v1/evaluations", json=checkout())).json()["applied"]) == 1
    assert len((await api.post("/v1/evaluations", json=own)).json()["applied"]) == 2
    batch = {"content": json.dumps(own), "headers": {"Content-Type": "application/x-ndjson"}}
    assert len((await api.post("/v1/evaluations:batch", **batch)).json()["applied"]) == 2
    async with client(app, (await create_key(ports, COMPANY, scopes=["evaluate"])).secret) as till:
        assert (await till.post("/v1/evaluations", json=own)).status_code == 403
        assert (await till.post("/v1/evaluations:batch", **batch)).json()["code"] == "forbidden"
        assert (await till.post("/v1/evaluations", json=checkout())).status_code == 200


async def test_words_are_in_the_language_that_the_checkout_names_or_else_the_caller_accepts(api: httpx.AsyncClient):
    code = {
        "currency": "USD",
        "at": "2026-06-15T12:00:00Z",
        "lines": [{"article": "tea", "price": "1.00"}],
        "codes": ["X"],
    }

    async def told(accepted: str, **more: str) -> str:
        answer = await api.post("/v1/evaluations", json={**code, **more}, headers={"accept-language": accepted})
        return answer.json()["codes"][0]["text"]

    swedish, english = "Koden är okänd", "This code is not known"
    assert (
        await told("de;q=0.2, sv-SE;q=0.9, en;q=0.5") == await told("sv") == await told("en", language="sv") == swedish
    )
    assert await told("en") == await told("*") == await told("sv", language="en") == english
