"""Many checkouts in one request: a line in, a line out, whatever some of them are."""

import json

import httpx
import pytest

from tests.api.documents import campaign

CHECKOUT = {"currency": "USD", "at": "2026-07-01T12:00:00Z", "lines": [{"article": "tea", "price": "10.00"}]}
NDJSON = {"Content-Type": "application/x-ndjson"}


def lines(answer: httpx.Response) -> list[dict[str, object]]:
    return [json.loads(line) for line in answer.content.splitlines()]


async def evaluate(api: httpx.AsyncClient, body: bytes, **more: str) -> httpx.Response:
    return await api.post("/v1/evaluations:batch", content=body, headers=NDJSON, params=more)


async def test_every_record_is_answered_in_order_and_a_bad_one_is_not_the_end(api: httpx.AsyncClient) -> None:
    good = json.dumps(CHECKOUT).encode()
    answer = await evaluate(api, good + b'\n{"lines": []}\n\n{oops\r\n' + good)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/x-ndjson"
    found = lines(answer)
    assert [each["schema"].rpartition("/")[0] for each in found] == [  # type: ignore[union-attr]
        "largesse.evaluation",
        "largesse.error",
        "largesse.error",
        "largesse.evaluation",
    ]
    assert [each.get("line") for each in found] == [None, 2, 4, None]


async def test_a_record_is_answered_as_it_would_be_alone(api: httpx.AsyncClient) -> None:
    await api.post("/v1/campaigns", json=campaign())
    await api.post(f"/v1/campaigns/{campaign()['id']}/activate")
    alone = await api.post("/v1/evaluations", json=CHECKOUT, params={"explain": "all"})
    together = await evaluate(api, json.dumps(CHECKOUT).encode() + b"\n", explain="all")
    assert together.content == alone.content + b"\n"


async def test_a_record_that_is_too_long_is_an_error_record(api: httpx.AsyncClient) -> None:
    good = json.dumps(CHECKOUT).encode()
    found = lines(await evaluate(api, b'{"currency": "' + b"U" * 3_000_000 + b'"}\n' + good))
    assert [each.get("code") for each in found] == ["invalid", None]


async def test_thousands_of_records_come_back_whole(api: httpx.AsyncClient) -> None:
    found = lines(await evaluate(api, (json.dumps(CHECKOUT).encode() + b"\n") * 3_000))
    assert len(found) == 3_000
    assert all(each["totals"] == found[0]["totals"] for each in found)


@pytest.mark.parametrize("media", ["application/json", ""])
async def test_another_media_type_is_refused(api: httpx.AsyncClient, media: str) -> None:
    answer = await api.post("/v1/evaluations:batch", content=b"{}", headers={"Content-Type": media})
    assert answer.status_code == 415
