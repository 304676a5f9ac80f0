"""Prices for product pages, on a real database."""

from __future__ import annotations

import httpx

from tests.api.documents import campaign, problems

CATALOGUE = {"articles": [{"id": "tea", "prices": {"USD": "10.00"}}, {"id": "mug", "prices": {"USD": "8.00"}}]}
PAGE = {"url": "https://shop.example/tea"}


async def test_a_product_page_shows_what_the_cart_will_ask_for(api: httpx.AsyncClient) -> None:
    await api.post("/v1/imports/catalogue", json=CATALOGUE)
    await api.post("/v1/imports/campaigns?activate=true", json={"campaigns": [campaign(page=PAGE)]})
    answer = await api.post("/v1/prices", json={"articles": ["tea", "mug", "gone"], "currency": "USD"})
    assert answer.status_code == 200
    tea, mug, gone = answer.json()["prices"]
    for found in (tea, mug):
        bought = {"currency": "USD", "at": answer.json()["at"], "lines": [{"article": found["article"]}]}
        cart = (await api.post("/v1/evaluations", json=bought)).json()
        assert found["price"] == cart["lines"][0]["total"]
        assert found["lowest_price"] == found["list_price"]
    assert ([cut["page"] for cut in tea["reductions"]], "reductions" in mug) == ([PAGE["url"]], False)
    assert (tea["list_price"], tea["price"]) == ("10.00", "9.00")
    assert gone == {"article": "gone"}


async def test_no_more_than_a_thousand_are_asked_for_at_once_and_each_once(api: httpx.AsyncClient) -> None:
    many = await api.post("/v1/prices", json={"articles": [f"a{i}" for i in range(1001)], "currency": "USD"})
    twice = await api.post("/v1/prices", json={"articles": ["a", "a"], "currency": "USD"})
    assert (many.status_code, problems(many)) == (422, [("$.articles", "wrong_length")])
    assert (twice.status_code, problems(twice)) == (422, [("$.articles[1]", "repeated_id")])
