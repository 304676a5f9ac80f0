"""Whatever is sent: a 4xx that names the place and what was expected, nothing stored, no server error logged."""

from __future__ import annotations

import re
from typing import Any

import httpx
import msgspec
import pytest

from tests.api.documents import CATALOGUE, Json, campaign, checkout, problems

LINE: Json = {"article": "tea", "quantity": 1, "price": "10.00"}
BENEFIT: Json = {"type": "percent_off_products", "percent": "10"}


def lines(**wrong: Any) -> Json:
    """A checkout whose second line is wrong."""
    return checkout(lines=[LINE, {**LINE, **wrong}])


def with_benefit(**wrong: Any) -> Json:
    return campaign(promotions=[{"id": "p", "benefits": [{**BENEFIT, **wrong}]}])


def with_condition(condition: Json) -> Json:
    return campaign(promotions=[{"id": "p", "conditions": [condition], "benefits": [BENEFIT]}])


def rule(type: str, field: str, operator: str, value: Any) -> Json:
    return with_condition({"type": type, "field": field, "operator": operator, "value": value})


CHECKOUTS: dict[str, tuple[Json, str]] = {
    "an unknown field": (lines(colour="red"), "$.lines[1].colour"),
    "an unknown field at the root": (checkout(total="20.00"), "$.total"),
    "text for a number": (lines(quantity=True), "$.lines[1].quantity"),
    "a number for text": (lines(article=7), "$.lines[1].article"),
    "an object for a list": (checkout(lines={}), "$.lines"),
    "no lines": ({"currency": "USD"}, "$.lines"),
    "a float for money": (lines(price=9.99), "$.lines[1].price"),
    "an integer for money": (lines(price=10), "$.lines[1].price"),
    "more digits than the currency has": (lines(price="9.999"), "$.lines[1].price"),
    "digits where the currency has none": (checkout(currency="JPY"), "$.lines[0].price"),
    "a negative amount": (lines(price="-1.00"), "$.lines[1].price"),
    "an amount with an exponent": (lines(price="1e3"), "$.lines[1].price"),
    "an amount in other digits": (lines(price="๑๐.๐๐"), "$.lines[1].price"),
    "an amount and a newline": (lines(price="10.00\n"), "$.lines[1].price"),
    "an enormous amount": (lines(price="9999999999999999.99"), "$.lines[1].price"),
    "a fee with too many digits": (checkout(fees=[{"id": "bag", "amount": "0.001"}]), "$.fees[0].amount"),
    "a delivery with too many digits": (checkout(deliveries=[{"amount": "4.905"}]), "$.deliveries[0].amount"),
    "an unknown currency": (checkout(currency="XYZ"), "$.currency"),
    "a currency in small letters": (checkout(currency="usd"), "$.currency"),
    "a quantity of zero": (lines(quantity=0), "$.lines[1].quantity"),
    "a quantity below zero": (lines(quantity=-1), "$.lines[1].quantity"),
    "a weight of zero": (lines(quantity="0.000"), "$.lines[1].quantity"),
    "a weight below zero": (lines(quantity="-0.5"), "$.lines[1].quantity"),
    "a float for a quantity": (lines(quantity=1.5), "$.lines[1].quantity"),
    "an enormous quantity": (lines(quantity=10**12), "$.lines[1].quantity"),
    "a line id used twice": (checkout(lines=[{**LINE, "id": "a"}, {**LINE, "id": "a"}]), "$.lines[1].id"),
    "a line id that is another's place": (checkout(lines=[{**LINE, "id": "2"}, LINE]), "$.lines[1].id"),
    "a time without an offset": (checkout(at="2026-06-15T12:00:00"), "$.at"),
    "a day that does not exist": (checkout(at="2026-02-30T12:00:00Z"), "$.at"),
    "10,000 lines": (checkout(lines=[LINE] * 10_000), "$.lines"),
    "an empty article": (lines(article=""), "$.lines[1].article"),
    "a long article": (lines(article="x" * 201), "$.lines[1].article"),
    "a NUL in a text": (lines(article="te\0a"), "$.lines[1].article"),
    "a NUL in a code": (checkout(codes=["OK", "\0"]), "$.codes[1]"),
    "a NUL in an attribute": (lines(attributes={"a": ["x", "\0"]}), "$.lines[1].attributes.a[1]"),
    "a float in an attribute": (lines(attributes={"a": 1.5}), "$.lines[1].attributes.a"),
    "an object in an attribute": (lines(attributes={"a": {}}), "$.lines[1].attributes.a"),
}

CAMPAIGNS: dict[str, tuple[Json, str]] = {
    "an unknown field": (campaign(budjet=1), "$.budjet"),
    "no promotion": (campaign(promotions=[]), "$.promotions"),
    "a promotion id used twice": (campaign(promotions=campaign()["promotions"] * 2), "$.promotions[1].id"),
    "an unknown benefit": (with_benefit(type="free_money"), "$.promotions[0].benefits[0].type"),
    "an unknown field of a benefit": (with_benefit(percentage="10"), "$.promotions[0].benefits[0].percentage"),
    "a percentage over 100": (with_benefit(percent="101"), "$.promotions[0].benefits[0].percent"),
    "a percentage of zero": (with_benefit(percent="0"), "$.promotions[0].benefits[0].percent"),
    "a number for a percentage": (with_benefit(percent=10), "$.promotions[0].benefits[0].percent"),
    "an end before the start": (
        campaign(starts_at="2026-06-02T00:00:00Z", ends_at="2026-06-01T00:00:00Z"),
        "$.ends_at",
    ),
    "an unknown time zone": (campaign(time_zone="Mars/Olympus"), "$.time_zone"),
    "an unknown currency": (campaign(currency="XYZ"), "$.currency"),
    "a float for a budget": (campaign(budget={"amount": 100.5}), "$.budget.amount"),
    "too many digits in a budget": (campaign(budget={"amount": "100.005"}), "$.budget.amount"),
    "an id of other characters": (campaign("tea time"), "$.id"),
    "an id with a newline": (campaign("tea\n"), "$.id"),
    "a field that does not exist": (
        rule("customer", "shoe_size", "equals", "42"),
        "$.promotions[0].conditions[0].field",
    ),
    "an operator that does not fit": (
        rule("customer", "tier", "greater_than", "gold"),
        "$.promotions[0].conditions[0].operator",
    ),
    "an unknown operator": (rule("customer", "tier", "like", "g%"), "$.promotions[0].conditions[0].operator"),
    "a value of another type": (rule("customer", "tier", "equals", 5), "$.promotions[0].conditions[0].value"),
    "a pattern that goes back": (rule("customer", "tier", "matches", r"(a)\1"), "$.promotions[0].conditions[0].value"),
    "a wrong value inside groups": (
        with_condition({"type": "all", "of": [{"type": "any", "of": [{"type": "none", "of": [{"type": "cart"}]}]}]}),
        "$.promotions[0].conditions[0].of[0].of[0].of[0].field",
    ),
    "an enormous priority": (campaign(priority=10**30), "$.priority"),
    "a NUL in a name": (campaign(name="Tea\0time"), "$.name"),
    "a NUL in a translation": (campaign(names={"sv": "Te\0dags"}), "$.names.sv"),
}

CATALOGUES: dict[str, tuple[Json, str]] = {
    "a float for money": ({"articles": [{"id": "a", "prices": {"USD": 1.5}}]}, "$.articles[0].prices.USD"),
    "more digits than the currency has": (
        {"articles": [{"id": "a", "prices": {"JPY": "1.5"}}]},
        "$.articles[0].prices.JPY",
    ),
    "an unknown currency": ({"articles": [{"id": "a", "prices": {"XYZ": "1"}}]}, "$.articles[0].prices.XYZ"),
    "an article id used twice": ({"articles": [{"id": "a"}, {"id": "a"}]}, "$.articles[1].id"),
    "an unknown category": ({"articles": [{"id": "a", "category": "x"}]}, "$.articles[0].category"),
    "a category below itself": ({"categories": [{"id": "a", "parent": "a"}]}, "$.categories[0].parent"),
    "a NUL in a name": ({"articles": [{"id": "a", "name": "\0"}]}, "$.articles[0].name"),
    "a NUL in an attribute's name": ({"articles": [{"id": "a", "attributes": {"\0": 1}}]}, "$.articles[0].attributes"),
}  # fmt: skip

WHERE = {
    "/v1/evaluations": CHECKOUTS,
    "/v1/campaigns": CAMPAIGNS,
    "/v1/imports/catalogue": CATALOGUES,
}
CASES = [(path, name) for path, cases in WHERE.items() for name in cases]


async def stored(api: httpx.AsyncClient) -> list[Json]:
    """Everything that a caller can see."""
    nouns = ("campaigns", "articles", "article-groups", "customers", "audiences", "stores", "settings")
    return [(await api.get(f"/v1/{noun}")).json() for noun in nouns]


@pytest.mark.parametrize(("path", "name"), CASES)
async def test_what_makes_no_sense_is_refused_at_its_place(api: httpx.AsyncClient, path: str, name: str) -> None:
    document, place = WHERE[path][name]
    before = await stored(api)
    refused = await api.post(path, content=msgspec.json.encode(document), headers={"Content-Type": "application/json"})
    assert refused.status_code == 422, refused.text
    assert place in [path for path, _ in problems(refused)], refused.text
    assert all(re.search(r"\w", each["message"]) for each in refused.json()["problems"])
    assert await stored(api) == before


async def test_a_campaign_in_a_file_is_refused_at_its_place_in_the_file(api: httpx.AsyncClient) -> None:
    document, place = CAMPAIGNS["a percentage over 100"]
    file = {"campaigns": [campaign("good"), document]}
    refused = await api.post("/v1/imports/campaigns?activate=true", json=file)
    assert [path for path, _ in problems(refused)] == [place.replace("$", "$.campaigns[1]")]
    assert (await api.get("/v1/campaigns")).json() == {"items": []}


BODIES: dict[str, tuple[bytes, int, str]] = {
    "10 MB of blanks": (b" " * 10_000_000, 413, "$"),
    "10 MB of JSON": (b'{"x": "' + b"y" * 10_000_000 + b'"}', 413, "$"),
    "nothing": (b"", 400, "$"),
    "half a document": (b"{", 400, "$"),
    "single quotes": (b"{'currency': 'USD'}", 400, "$"),
    "raw NUL bytes": (b'{"\x00": 1}', 400, "$"),
    "only NUL bytes": (b"\0" * 1000, 400, "$"),
    "another encoding": ('{"currency": "USD"}'.encode("utf-16"), 400, "$"),
    "100,000 brackets": (b"[" * 100_000, 422, "$"),
    "a list": (b"[]", 422, "$"),
    "null": (b"null", 422, "$"),
}


@pytest.mark.parametrize("path", [*WHERE, "/v1/imports/campaigns", "/v1/imports/customers", "/v1/imports/audiences"])
@pytest.mark.parametrize("name", BODIES)
async def test_what_is_no_document_is_refused(api: httpx.AsyncClient, path: str, name: str) -> None:
    body, status, place = BODIES[name]
    refused = await api.post(path, content=body, headers={"Content-Type": "application/json"})
    assert (refused.status_code, problems(refused)[0][0]) == (status, place)


def nested(depth: int) -> bytes:
    condition = b'{"type":"all","of":[' * depth + b'{"type":"has_code","codes":["A"]}' + b"]}" * depth
    promotion = b'{"id":"p","conditions":[%s],"benefits":[{"type":"percent_off_products","percent":"5"}]}' % condition
    return b'{"id":"deep","name":"Deep","currency":"USD","promotions":[%s]}' % promotion


@pytest.mark.parametrize("depth", [100, 200, 300, 500, 900, 5_000, 50_000])
async def test_conditions_nested_too_deep_are_refused(api: httpx.AsyncClient, depth: int) -> None:
    refused = await api.post("/v1/campaigns", content=nested(depth), headers={"Content-Type": "application/json"})
    assert 400 <= refused.status_code < 500, refused.text
    assert problems(refused)
    assert (await api.get("/v1/campaigns")).json() == {"items": []}


async def test_conditions_nested_as_people_nest_them_are_fine(api: httpx.AsyncClient) -> None:
    made = await api.post("/v1/campaigns", content=nested(8), headers={"Content-Type": "application/json"})
    assert made.status_code == 201
    assert (await api.post("/v1/campaigns/deep/activate")).status_code == 200
    answer = await api.post("/v1/evaluations?explain=all", json=checkout())
    assert answer.json()["verdicts"][0]["reason"] == "condition_failed"


async def test_a_document_that_is_right_gets_through_after_all_the_wrong_ones(api: httpx.AsyncClient) -> None:
    for document, _ in CHECKOUTS.values():
        await api.post("/v1/evaluations", json=document)
    assert (await api.post("/v1/evaluations", json=checkout())).status_code == 200
    assert (await api.post("/v1/imports/catalogue", json=CATALOGUE)).status_code == 200
