"""Every list: searched, in its orders and both ways, in pages that neither repeat nor skip while others write."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import msgspec
import pytest

from largesse.api.route import Route
from largesse.api.routes import ROUTES
from largesse.app.page import Page
from tests.api.documents import campaign, checkout, live

LISTS = {route.path: route for route in ROUTES if getattr(route.gives, "__origin__", None) is Page}
WITHOUT_SEARCH = {"/v1/campaigns/{campaign}/versions"}
"""Lists that hold nothing but numbers and instants."""

WHOLE = {"/v1/article-groups", "/v1/exports/campaigns", "/v1/kinds"}
"""What is asked for as a whole: a form's choices, a file."""

NAMES = [f"thing {number:02}" for number in range(12)]
Write = Callable[[httpx.AsyncClient, str], Awaitable[httpx.Response]]


def fields_of(route: Route) -> dict[str, Any]:
    return {field.encode_name: field.type for field in msgspec.structs.fields(route.query)}


def sorts_of(route: Route) -> list[str]:
    return list(fields_of(route)["sort"].__args__)


async def add_campaign(api: httpx.AsyncClient, name: str) -> httpx.Response:
    return await api.post("/v1/campaigns", json=campaign(name.replace(" ", "-"), name=name))


async def add_version(api: httpx.AsyncClient, name: str) -> httpx.Response:
    return await api.put("/v1/campaigns/one", json=campaign("one", name=name))


async def add_member(api: httpx.AsyncClient, name: str) -> httpx.Response:
    return await api.post("/v1/audiences/one/customers", json={"add": [name], "remove": []})


def imported(file: str, more: dict[str, Any] | None = None) -> Write:
    async def add(api: httpx.AsyncClient, name: str) -> httpx.Response:
        return await api.post(
            f"/v1/imports/{file}", json={WHAT.get(file, file): [{"id": name, **(more or {"name": name})}]}
        )

    return add


async def add_use(api: httpx.AsyncClient, name: str) -> httpx.Response:
    await live(api, campaign("scarce", limits=[{"uses": 500}]))
    return await api.put(f"/v1/checkouts/{name}", json=checkout())


async def add_order(api: httpx.AsyncClient, name: str) -> httpx.Response:
    await api.put(f"/v1/checkouts/{name}", json=checkout())
    return await api.post(f"/v1/checkouts/{name}/confirm", json={})


WHAT = {"catalogue": "articles"}
WRITES: dict[str, Write] = {
    "/v1/campaigns": add_campaign,
    "/v1/campaigns/{campaign}/versions": add_version,
    "/v1/articles": imported("catalogue"),
    "/v1/customers": imported("customers", {"tags": ["x"]}),
    "/v1/audiences": imported("audiences"),
    "/v1/audiences/{audience}/customers": add_member,
    "/v1/stores": imported("stores"),
    "/v1/audit": imported("stores"),
    "/v1/orders": add_order,
    "/v1/ledger": add_use,
}


@pytest.fixture
async def one(api: httpx.AsyncClient) -> httpx.AsyncClient:
    """A caller to a company with a campaign and an audience, both called `one`."""
    assert (await api.post("/v1/campaigns", json=campaign("one", name="one"))).status_code == 201
    assert (await imported("audiences")(api, "one")).status_code == 200
    return api


async def page(api: httpx.AsyncClient, path: str, **query: Any) -> dict[str, Any]:
    answer = await api.get(path.format(campaign="one", audience="one"), params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def whole(api: httpx.AsyncClient, path: str, **query: Any) -> list[Any]:
    return (await page(api, path, limit=500, **query))["items"]


def test_every_list_can_be_searched_ordered_and_read_page_by_page() -> None:
    for path, route in LISTS.items():
        expected = {"cursor", "limit", "sort"} | (set() if path in WITHOUT_SEARCH else {"search"})
        assert expected <= fields_of(route).keys(), path
        words = sorts_of(route)
        assert {word.removeprefix("-") for word in words} == {word for word in words if not word.startswith("-")}
        assert len(words) == 2 * len({word.removeprefix("-") for word in words}), path
    assert LISTS.keys() == WRITES.keys()


def test_no_route_that_looks_up_many_things_is_without_pages() -> None:
    looking = [
        route for route in ROUTES if route.method == "GET" and not route.names and route.operation.startswith("list_")
    ]
    assert {route.path for route in looking} - LISTS.keys() <= WHOLE


@pytest.mark.parametrize("path", LISTS)
async def test_pages_neither_repeat_nor_skip_while_others_write(one: httpx.AsyncClient, path: str) -> None:
    for name in NAMES[::2]:
        assert (await WRITES[path](one, name)).status_code in (200, 201), path
    for number, sort in enumerate(sorts_of(LISTS[path])):
        before = await whole(one, path, sort=sort)
        seen: list[Any] = []
        cursor: dict[str, str] = {}
        for turn in range(100):
            found = await page(one, path, sort=sort, limit=2, **cursor)
            seen += found["items"]
            if "next" not in found:
                break
            cursor = {"cursor": found["next"]}
            if turn < 3:
                await WRITES[path](one, f"thing {number:02}{turn}")
        keys = [msgspec.json.encode(each) for each in seen]
        assert len(keys) == len(set(keys)), (path, sort)
        assert [each for each in seen if each in before] == before, (path, sort)


@pytest.mark.parametrize("path", LISTS)
async def test_the_other_way_round_is_the_same_list_from_behind(one: httpx.AsyncClient, path: str) -> None:
    for name in NAMES[:5]:
        await WRITES[path](one, name)
    for sort in sorts_of(LISTS[path]):
        if not sort.startswith("-"):
            assert await whole(one, path, sort=sort) == (await whole(one, path, sort=f"-{sort}"))[::-1], (path, sort)


@pytest.mark.parametrize("path", sorted(LISTS.keys() - WITHOUT_SEARCH))
async def test_a_search_finds_a_part_in_any_case_and_nothing_else(one: httpx.AsyncClient, path: str) -> None:
    for name in NAMES[:3]:
        await WRITES[path](one, name)
    if path != "/v1/audit":  # imports are noted by their file
        assert len(await whole(one, path, search="HING")) == 3
    assert await whole(one, path, search="50%_nowhere") == []


async def test_a_cursor_is_for_one_order_alone(one: httpx.AsyncClient) -> None:
    await add_campaign(one, "two")
    cursor = (await page(one, "/v1/campaigns", sort="name", limit=1))["next"]
    refused = await one.get("/v1/campaigns", params={"sort": "-name", "cursor": cursor})
    assert (refused.status_code, refused.json()["problems"][0]["path"]) == (422, "query.cursor")


async def test_campaigns_are_narrowed_by_what_a_marketer_asks_for(one: httpx.AsyncClient) -> None:
    texts = {"names": {"th": "ชาฤดูร้อน"}, "descriptions": {"en": "Iced teas for hot days"}}
    here = campaign("here", stores=["s1"], channels=["web"], starts_at="2026-01-01T00:00:00Z", **texts)
    there = campaign("there", stores=["s2"], currency="EUR", category="flash_sale", kind="event")
    for each in (here, there):
        assert (await one.post("/v1/campaigns", json=each)).status_code == 201

    async def ids(**query: str) -> list[str]:
        return sorted(each["id"] for each in await whole(one, "/v1/campaigns", **query))

    assert await ids(store="s1") == ["here", "one"]
    assert await ids(channel="pos") == ["one", "there"]
    assert await ids(currency="EUR") == await ids(category="flash_sale") == await ids(kind="event") == ["there"]
    assert await ids(search="ฤดูร้อน") == await ids(search="iced TEAS") == ["here"]
    assert await ids(state="draft", store="s2") == ["one", "there"]
    assert await ids(updated_from="2999-01-01T00:00:00Z") == await ids(created_until="2001-01-01T00:00:00Z") == []
    assert await ids(updated_until="2999-01-01T00:00:00Z") == ["here", "one", "there"]
    starts = [each["id"] for each in await whole(one, "/v1/campaigns", sort="-starts")]
    assert starts[0] == "here"
