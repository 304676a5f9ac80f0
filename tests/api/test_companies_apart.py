"""Every route, asked with the key of somebody else: nothing of a company is seen, counted or changed by it.

Routes and tables are those that there are: a new one is tested without being named here.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import msgspec
import psycopg
import pytest
from psycopg import sql

from largesse.api.route import Route
from largesse.api.routes import ROUTES
from largesse.app.companies import create_company
from largesse.app.keys import create_key
from largesse.app.ports import Ports
from largesse.store.roles import WORKER
from tests.api.documents import campaign
from tests.api.toys import client
from tests.database import COMPANY, FreshDatabase

ID = "private"
HUSH = "known to nobody else"
FILES: dict[str, dict[str, Any]] = {
    "campaigns?activate=true": {
        "campaigns": [campaign(ID, name=HUSH, limits=[{"uses": 5}])],
        "settings": {"ignore_code_case": False},
    },
    "catalogue": {
        "categories": [{"id": ID, "name": HUSH}],
        "tax_classes": [{"id": ID, "rate": "7"}],
        "articles": [{"id": ID, "name": HUSH, "category": ID, "tax_class": ID}],
        "product_sets": [{"id": ID, "name": HUSH, "articles": [ID]}],
    },
    "customers": {"customers": [{"id": ID, "tags": [HUSH]}]},
    "stores": {"stores": [{"id": ID, "name": HUSH}]},
    "audiences": {"audiences": [{"id": ID, "name": HUSH, "customers": [ID]}]},
}
CHECKOUT = {
    "currency": "USD",
    "customer": {"id": ID},
    "store": ID,
    "lines": [{"article": "tea", "quantity": 1, "price": "10.00"}, {"article": ID, "quantity": 1, "price": "1.00"}],
}
CLOSED = [route for route in ROUTES if route.scope is not None]
Answers = dict[str, tuple[int, bytes]]
Ids = dict[str, str]
"""What to ask for by the names in paths, where it was not we who gave the id."""


@pytest.fixture(params=["another company", "a test key"])
async def outsider(request: pytest.FixtureRequest, app: Any, ports: Ports) -> AsyncIterator[httpx.AsyncClient]:
    """A caller who may do everything, elsewhere."""
    await create_company(ports, "other", "Other")
    company, mode = ("other", "live") if request.param == "another company" else (COMPANY, "test")
    async with client(app, (await create_key(ports, company, mode=mode)).secret) as http:
        yield http


async def fill(api: httpx.AsyncClient) -> Ids:
    for name, file in FILES.items():
        answer = await api.post(f"/v1/imports/{name}", json=file)
        assert answer.status_code == 200, answer.text
    for method, path, body in (("PUT", "", CHECKOUT), ("POST", "/confirm", {"order": ID})):
        answer = await api.request(method, f"/v1/checkouts/{ID}{path}", json=body)
        assert answer.status_code == 200, answer.text
    found = await api.post("/v1/worst-baskets", json={"currency": "USD", "lines": 2, "units": 2, "tries": 50})
    assert found.status_code in (200, 201), found.text
    return {"search": found.json()["id"]}


def rows(fresh: FreshDatabase) -> dict[str, Any]:
    """All that is stored for the company, table by table."""
    with psycopg.connect(fresh.url(WORKER)) as connection:
        tables = connection.execute(
            "select table_name from information_schema.columns "
            "where table_schema = 'public' and column_name = 'company'"
        )
        statement = (
            "select array_agg(to_jsonb(each)::text order by to_jsonb(each)::text) from {} as each where company = %s"
        )
        return {
            name: connection.execute(sql.SQL(statement).format(sql.Identifier(name)), [COMPANY]).fetchone()
            for (name,) in tables.fetchall()
        }


async def ask(api: httpx.AsyncClient, route: Route, ids: Ids) -> httpx.Response:
    """Ask a route for what belongs to the company, with a body that fits."""
    path = route.path.format(**{**dict.fromkeys(route.names, ID), **ids})
    body = None if route.takes is None else CHECKOUT if route.scope == "evaluate" else route.example
    if route.method == "PUT" and isinstance(body, dict) and "id" in body:
        body = {**body, "id": ID}
    form = "application/x-ndjson" if route.records else "application/json"
    said = {} if body is None else {"content": msgspec.json.encode(body), "headers": {"content-type": form}}
    return await api.request(route.method, path, **said)


async def look(api: httpx.AsyncClient, ids: Ids) -> Answers:
    looking = [route for route in CLOSED if not route.writes]
    answers = {route.operation: await ask(api, route, ids) for route in looking}
    return {name: (answer.status_code, _as_asked(answer, ids)) for name, answer in answers.items()}


def _as_asked(answer: httpx.Response, ids: Ids) -> bytes:
    """The answer; a refusal names the id that was asked for, whatever it is."""
    content = answer.content
    for id in ids.values() if answer.status_code == 404 else ():
        content = content.replace(id.encode(), ID.encode())
    return content


def without_request(answers: Answers) -> dict[str, Any]:
    """The answers without the ids of the requests, which differ each time, and the time."""
    read = {name: (status, msgspec.json.decode(body, type=dict[str, Any])) for name, (status, body) in answers.items()}
    return {
        name: (status, {key: value for key, value in body.items() if key not in ("request", "at")})
        for name, (status, body) in read.items()
    }


async def test_every_look_up_of_an_outsider_shows_what_it_showed_before(
    api: httpx.AsyncClient, outsider: httpx.AsyncClient
) -> None:
    before = await look(outsider, {})
    ids = await fill(api)
    after = await look(outsider, ids)
    assert without_request(after) == without_request(before)
    assert [name for name, (_, body) in after.items() if HUSH.encode() in body] == []
    own = await look(api, ids)
    assert {name for name, (_, body) in own.items() if HUSH.encode() in body} >= {"list_campaigns", "get_customer"}
    changed = {name for name in own if without_request(own)[name] != without_request(before)[name]}
    assert changed >= {
        "evaluate", "evaluate_records", "get_settings", "list_members", "list_groups", "export_campaigns",
        "get_book_health", "get_worst_basket",
    }  # fmt: skip


async def test_every_write_of_an_outsider_leaves_everything_as_it_was(
    api: httpx.AsyncClient, outsider: httpx.AsyncClient, fresh: FreshDatabase
) -> None:
    ids = await fill(api)
    before = rows(fresh)
    statuses = {route.operation: (await ask(outsider, route, ids)).status_code for route in CLOSED if route.writes}
    assert rows(fresh) == before
    assert [name for name, status in statuses.items() if status >= 500] == []
    done = {name for name, status in statuses.items() if status < 300}
    assert done >= {"import_campaigns", "import_customers", "import_stores", "replace_settings"}
    assert {statuses[name] for name in ("replace_campaign", "pause_campaign", "delete_audience")} == {404}


async def test_a_key_of_one_company_is_not_replayed_to_another(
    api: httpx.AsyncClient, outsider: httpx.AsyncClient
) -> None:
    said = {"json": campaign(ID, name=HUSH), "headers": {"Idempotency-Key": "k"}}
    mine, theirs = await api.post("/v1/campaigns", **said), await outsider.post("/v1/campaigns", **said)
    assert (mine.status_code, theirs.status_code) == (201, 201)
    assert "idempotent-replayed" not in theirs.headers
