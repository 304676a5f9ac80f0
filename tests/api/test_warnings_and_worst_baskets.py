"""Warnings in the answer to a save or an import, and searches for the worst basket, on a real database."""

from __future__ import annotations

from typing import Any

import httpx

from tests.api.documents import campaign, problems

BIG = [{"id": "p", "benefits": [{"type": "percent_off_products", "percent": "70"}]}]
CATALOGUE = {"articles": [{"id": "tea", "prices": {"USD": "10.00"}}, {"id": "mug", "prices": {"USD": "8.00"}}]}


def warned(answer: httpx.Response) -> list[tuple[str, str]]:
    return [(each["campaign"], each["code"]) for each in answer.json().get("warnings", [])]


async def test_a_save_is_answered_with_what_is_hardly_meant(api: httpx.AsyncClient) -> None:
    made = await api.post("/v1/campaigns", json=campaign(promotions=BIG))
    assert (made.status_code, warned(made)) == (201, [("tea-time", "gives_too_much")])
    warning = made.json()["warnings"][0]
    assert warning["message"] == "it can take 70.00 % off a basket: more than 50 %"
    priced = await api.post("/v1/evaluations", json=warning["checkout"])
    assert priced.status_code == 200
    assert warned(await api.put("/v1/campaigns/tea-time", json=campaign())) == []
    past = campaign(ends_at="2020-01-01T00:00:00Z", starts_at="2019-01-01T00:00:00Z")
    assert warned(await api.put("/v1/campaigns/tea-time", json=past)) == [("tea-time", "ended")]
    assert "warnings" not in (await api.get("/v1/campaigns/tea-time")).json()


async def test_what_is_refused_is_refused_as_ever(api: httpx.AsyncClient) -> None:
    refused = await api.post("/v1/campaigns", json=campaign(time_zone="Mars/North"))
    assert (refused.status_code, problems(refused)) == (422, [("$.time_zone", "unknown_time_zone")])


async def test_an_import_is_answered_with_the_warnings_about_all_its_campaigns(api: httpx.AsyncClient) -> None:
    lacking: dict[str, Any] = {"names": {"en": "Tea"}}
    spoken = [campaign(f"c{number}", names={"en": "Tea", "sv": "Te"}, combinable=True) for number in range(2)]
    file = {"campaigns": [*spoken, campaign("c2", combinable=True, **lacking)]}
    done = await api.post("/v1/imports/campaigns", json=file)
    assert (done.json()["created"], warned(done)) == (3, [("c2", "translation_missing")])


async def test_a_search_is_kept_where_its_location_says(api: httpx.AsyncClient) -> None:
    await api.post("/v1/imports/catalogue", json=CATALOGUE)
    await api.post("/v1/imports/campaigns?activate=true", json={"campaigns": [campaign(promotions=BIG)]})
    made = await api.post("/v1/worst-baskets", json={"units": 2, "lines": 1})
    assert made.status_code == 201
    found = made.json()["found"]
    assert (found["percent"], found["measure"], found["cut_short"]) == ("70.00", "share", False)
    assert [(line["article"], line["quantity"]) for line in found["checkout"]["lines"]] == [("tea", 2)]
    assert found["evaluation"]["verdicts"][0]["outcome"] == "applied"
    assert (await api.get(made.headers["location"])).json() == made.json()


async def test_a_search_that_finds_nothing_says_so(api: httpx.AsyncClient) -> None:
    made = await api.post("/v1/worst-baskets", json={})
    assert (made.status_code, made.json()["found"]) == (201, None)


async def test_a_search_has_bounds(api: httpx.AsyncClient) -> None:
    refused = await api.post("/v1/worst-baskets", json={"tries": 10**6})
    assert (refused.status_code, problems(refused)) == (422, [("$.tries", "out_of_range")])
    assert (await api.get("/v1/worst-baskets/search_none")).status_code == 404


async def test_the_latest_hundred_searches_are_kept(api: httpx.AsyncClient) -> None:
    first = (await api.post("/v1/worst-baskets", json={"tries": 1})).headers["location"]
    second = (await api.post("/v1/worst-baskets", json={"tries": 1})).headers["location"]
    for _ in range(99):
        await api.post("/v1/worst-baskets", json={"tries": 1})
    assert (await api.get(first)).status_code == 404
    assert (await api.get(second)).status_code == 200
