"""What the adapter does with any route: reads, checks, decodes, answers, refuses. No database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from largesse.api.access_log import REQUEST
from largesse.api.body import read_body
from largesse.api.errors import SlowBody
from largesse.app.ports.watch import FIELDS
from largesse.core.decode import JsonDecoder
from largesse.core.errors import Malformed
from tests.api.toys import READER, WRITER, Toy, client, toy_app


@pytest.fixture
async def api() -> AsyncIterator[httpx.AsyncClient]:
    async with client(toy_app()) as http:
        yield http


async def post(api: httpx.AsyncClient, body: bytes, **headers: str) -> httpx.Response:
    return await api.post("/v1/toys", content=body, headers={"Content-Type": "application/json", **headers})


def first(response: httpx.Response) -> tuple[int, str, str]:
    assert response.headers["content-type"] == "application/problem+json"
    refusal = response.json()
    assert refusal["status"] == response.status_code
    assert refusal["request"] == response.headers["x-request-id"]
    problem = refusal["problems"][0]
    return response.status_code, problem["path"], problem["code"]


async def test_a_created_thing_is_answered_with_its_place(api: httpx.AsyncClient) -> None:
    response = await post(api, b'{"id": "bear"}')
    assert (response.status_code, response.headers["location"]) == (201, "/v1/toys/bear")
    assert response.json() == {"id": "bear", "pieces": 1, "marks": [], "notes": {}}


BAD_BODIES: dict[str, tuple[bytes, int, str, str]] = {
    "empty": (b"", 400, "$", "malformed"),
    "half": (b'{"id": "bear"', 400, "$", "malformed"),
    "after the end": (b'{"id": "bear"} x', 400, "$", "malformed"),
    "not UTF-8": (b'{"id": "\xff"}', 400, "$", "malformed"),
    "half a surrogate pair": (b'{"id": "\\ud800"}', 400, "$", "malformed"),
    "a NUL byte": (b'{"id": "a\x00b"}', 400, "$", "malformed"),
    "an escaped NUL": (b'{"id": "a\\u0000b"}', 422, "$.id", "nul_character"),
    "an escaped NUL in a map": (b'{"id": "a", "notes": {"x y": "\\u0000"}}', 422, "$.notes['x y']", "nul_character"),
    "NaN": (b'{"id": NaN}', 400, "$", "malformed"),
    "deep nesting of unknown things": (b'{"x":' + b"[" * 2000, 422, "$.x", "unknown_field"),
    "deep nesting of known things": (b'{"id":"a","marks":[' + b'{"type":"group","of":[' * 150, 400, "$", "malformed"),
    "another shape": (b"[]", 422, "$", "wrong_type"),
    "null": (b"null", 422, "$", "wrong_type"),
    "a missing field": (b"{}", 422, "$.id", "missing"),
    "an unknown field": (b'{"id": "a", "colour": 1}', 422, "$.colour", "unknown_field"),
    "text for a number": (b'{"id": "a", "pieces": "5"}', 422, "$.pieces", "wrong_type"),
    "a fraction": (b'{"id": "a", "pieces": 1.0}', 422, "$.pieces", "wrong_type"),
    "too large a number": (b'{"id": "a", "pieces": 101}', 422, "$.pieces", "out_of_range"),
    "a huge number": (b'{"id": "a", "pieces": ' + b"9" * 4000 + b"}", 422, "$.pieces", "out_of_range"),
    "infinity": (b'{"id": "a", "pieces": 1e999}', 422, "$.pieces", "out_of_range"),
    "an unknown kind": (b'{"id": "a", "marks": [{"type": "shape"}]}', 422, "$.marks[0].type", "unknown_value"),
    "a long name": (
        b'{"id": "a", "marks": [{"type": "group", "of": [{"type": "colour", "name": "' + b"x" * 21 + b'"}]}]}',
        422,
        "$.marks[0].of[0].name",
        "wrong_length",
    ),
    "a wrong value in a map": (b'{"id": "a", "notes": {"ok": 1, "bad": null}}', 422, "$.notes.bad", "wrong_type"),
    "too large": (b'{"id": "' + b"x" * 5000 + b'"}', 413, "$", "too_large"),
}


@pytest.mark.parametrize("name", BAD_BODIES)
async def test_a_bad_body_is_refused_at_its_place(api: httpx.AsyncClient, name: str) -> None:
    body, *expected = BAD_BODIES[name]
    assert first(await post(api, body)) == tuple(expected)


def test_a_body_nested_too_deep_is_refused_not_failed() -> None:
    depth = 3000
    body = b'{"id":"a","marks":[' + b'{"type":"group","of":[' * depth + b"]}" * depth + b"]}"
    with pytest.raises(Malformed) as refused:
        JsonDecoder(Toy).decode(body)
    assert refused.value.problems[0].code == "too_deep"


async def test_an_unknown_field_is_told_which_fields_there_are(api: httpx.AsyncClient) -> None:
    response = await post(api, b'{"id": "a", "marks": [{"type": "colour", "nam": "red"}]}')
    assert response.json()["problems"] == [
        {
            "path": "$.marks[0].nam",
            "code": "unknown_field",
            "message": "there is no such field here; expected one of name",
        }
    ]


async def test_an_unknown_kind_is_told_which_kinds_there_are(api: httpx.AsyncClient) -> None:
    response = await post(api, b'{"id": "a", "marks": [{"type": "shape"}]}')
    assert response.json()["problems"][0]["message"].endswith("expected one of colour, group")


async def test_every_problem_of_an_error_is_listed(api: httpx.AsyncClient) -> None:
    response = await api.get("/v1/toys/bad")
    assert [each["path"] for each in response.json()["problems"]] == ["$.a", "$.b"]


async def test_a_body_without_a_length_is_counted_as_it_comes(api: httpx.AsyncClient) -> None:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(10):
            yield b" " * 1000

    response = await api.post("/v1/toys", content=parts(), headers={"Content-Type": "application/json"})
    assert first(response) == (413, "$", "too_large")


async def test_a_body_that_does_not_arrive_is_given_up() -> None:
    async def never() -> Any:
        await asyncio.sleep(60)

    with pytest.raises(SlowBody):
        await read_body(never, 100, seconds=0.01)


@pytest.mark.parametrize(
    "media", ["", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16"]
)
async def test_a_body_that_is_not_declared_as_json_is_refused(api: httpx.AsyncClient, media: str) -> None:
    response = await post(api, b'{"id": "bear"}', **{"Content-Type": media})
    assert first(response) == (415, "header.Content-Type", "unsupported_media_type")


@pytest.mark.parametrize("media", ["application/json", "Application/JSON; charset=UTF-8", "application/json;v=1"])
async def test_json_may_be_declared_with_parameters(api: httpx.AsyncClient, media: str) -> None:
    assert (await post(api, b'{"id": "bear"}', **{"Content-Type": media})).status_code == 201


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/json", 200),
        ("*/*", 200),
        ("text/html, application/*;q=0.5", 200),
        ("text/html", 406),
        ("application/json;q=0, */*", 406),
        ("application/json;q=x", 406),
    ],
)
async def test_answers_are_json_or_refused(api: httpx.AsyncClient, accept: str, status: int) -> None:
    assert (await api.get("/v1/toys", headers={"Accept": accept})).status_code == status


@pytest.mark.parametrize(
    ("query", "path", "code"),
    [
        ("limit=x", "query.limit", "wrong_type"),
        ("limit=0", "query.limit", "out_of_range"),
        ("limit=1e1", "query.limit", "wrong_type"),
        ("limit=1.0", "query.limit", "wrong_type"),
        ("tidy=1", "query.tidy", "wrong_type"),
        ("shelf=null", "query.shelf", "wrong_type"),
        ("limt=1", "query.limt", "unknown_field"),
        ("limit=1&limit=2", "query.limit", "given_twice"),
        ("search=%00", "query.search", "nul_character"),
        ("search=%ff", "query", "wrong_form"),
        ("&".join(f"a{n}=1" for n in range(60)), "query", "wrong_form"),
    ],
)
async def test_a_bad_query_is_refused_at_its_place(api: httpx.AsyncClient, query: str, path: str, code: str) -> None:
    assert first(await api.get(f"/v1/toys?{query}")) == (422, path, code)


async def test_a_query_is_read_as_it_is_written(api: httpx.AsyncClient) -> None:
    answer = await api.get("/v1/toys?search=null&limit=7&tidy=true&shelf=3")
    assert answer.json() == {"search": "null", "limit": 7, "tidy": True, "shelf": 3}


async def test_an_id_may_hold_a_slash_when_it_is_escaped(api: httpx.AsyncClient) -> None:
    assert (await api.get("/v1/toys/teddy%2Fbear")).json()["id"] == "teddy/bear"
    assert (await api.get("/v1/toys/teddy/bear")).status_code == 404


@pytest.mark.parametrize(("name", "code"), [("%00", "nul_character"), ("%ff", "wrong_form"), ("x" * 201, "wrong_form")])
async def test_a_path_that_holds_no_id_is_refused(api: httpx.AsyncClient, name: str, code: str) -> None:
    assert first(await api.get(f"/v1/toys/{name}")) == (422, "path.toy", code)


async def test_an_id_may_be_in_any_script(api: httpx.AsyncClient) -> None:
    made = await post(api, '{"id": "หมี/1"}'.encode())
    assert made.headers["location"] == "/v1/toys/%E0%B8%AB%E0%B8%A1%E0%B8%B5%2F1"
    assert (await api.get(made.headers["location"])).json()["id"] == "หมี/1"


async def test_an_unknown_path_is_a_problem_document(api: httpx.AsyncClient) -> None:
    response = await api.get("/v1/toyz")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(("path", "allow"), [("/v1/toys", "GET, HEAD, POST"), ("/v1/toys/a", "DELETE, GET, HEAD")])
async def test_another_method_is_refused_with_those_that_there_are(
    api: httpx.AsyncClient, path: str, allow: str
) -> None:
    response = await api.patch(path)
    assert (response.status_code, response.headers["allow"]) == (405, allow)


@pytest.mark.parametrize(("toy", "status"), [("missing", 404), ("taken", 409), ("bad", 422)])
async def test_errors_of_use_cases_have_their_status(api: httpx.AsyncClient, toy: str, status: int) -> None:
    assert (await api.get(f"/v1/toys/{toy}")).status_code == status


async def test_a_fault_of_ours_is_logged_and_says_nothing_of_the_inside(
    api: httpx.AsyncClient, caplog: pytest.LogCaptureFixture, faults_expected: None
) -> None:
    response = await api.get("/v1/toys/broken")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert response.json()["request"] in caplog.text
    assert "a secret of the inside" in caplog.text


async def test_an_answer_without_content_has_no_body(api: httpx.AsyncClient) -> None:
    response = await api.delete("/v1/toys/bear")
    assert (response.status_code, response.content) == (204, b"")
    assert "content-length" not in response.headers


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Basic lg_test_writer", "Bearer lg_test_unknown", "Bearer lg test writer"]
)
async def test_without_a_known_key_nothing_is_answered(header: str) -> None:
    async with client(toy_app(), key=None) as api:
        response = await api.get("/v1/toys", headers={"Authorization": header} if header else {})
    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Bearer")


async def test_a_key_that_may_only_read_does_not_write() -> None:
    async with client(toy_app(), key=READER) as api:
        assert (await api.get("/v1/toys")).status_code == 200
        assert (await post(api, b'{"id": "bear"}')).status_code == 403


async def test_the_key_is_asked_for_before_the_body_is_read() -> None:
    async with client(toy_app(), key=None) as api:
        assert (await post(api, b"{")).status_code == 401


async def test_a_request_id_that_was_given_is_kept(api: httpx.AsyncClient) -> None:
    kept = await api.get("/v1/toys", headers={"X-Request-Id": "till-7:42"})
    assert kept.headers["x-request-id"] == "till-7:42"
    made = await api.get("/v1/toys", headers={"X-Request-Id": "two words"})
    assert made.headers["x-request-id"].startswith("req_")


async def test_each_request_is_one_line_in_the_log(api: httpx.AsyncClient, caplog: pytest.LogCaptureFixture) -> None:
    await api.get("/v1/toys?search=private", headers={"X-Request-Id": "till-7"})
    (line,) = [record for record in caplog.records if record.name == "largesse.access"]
    assert line.getMessage() == "GET /v1/toys 200"
    said = vars(line)[FIELDS]
    assert said.pop("ms") > 0
    assert said == {"request": "till-7", "method": "GET", "path": "/v1/toys", "status": 200, "company": "acme"}
    assert WRITER not in caplog.text


async def test_whatever_is_logged_for_a_request_bears_its_id_and_nothing_after_it_does(
    api: httpx.AsyncClient, faults_expected: None, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[str] = []
    caplog.handler.addFilter(
        lambda record: not record.name.startswith("largesse") or seen.append(REQUEST.get()) is None
    )
    answer = await api.get("/v1/toys/broken")
    assert set(seen) == {answer.headers["x-request-id"]}
    assert REQUEST.get() == ""
