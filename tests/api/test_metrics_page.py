"""Who may read the metrics."""

from __future__ import annotations

import httpx
import pytest

from largesse.api.app import assemble
from largesse.api.metrics_page import MetricsPage
from tests.api.toys import ROUTES, toy_desk


def asking(page: MetricsPage, client: tuple[str, int]) -> httpx.AsyncClient:
    app = assemble(toy_desk(), ROUTES, others=[page])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app, client=client), base_url="http://largesse.test")


def page(key: str | None = None) -> MetricsPage:
    return MetricsPage(lambda: b"largesse_evaluations_total 7.0\n", b"text/plain", key)


@pytest.mark.parametrize(
    ("client", "status"), [("127.0.0.1", 200), ("::1", 200), ("192.0.2.7", 403), ("not an address", 403)]
)
async def test_without_a_key_only_this_machine_reads_them(client: str, status: int) -> None:
    async with asking(page(), (client, 5000)) as http:
        answer = await http.get("/metrics")
    assert answer.status_code == status
    if status == 200:
        assert answer.text == "largesse_evaluations_total 7.0\n"
        assert answer.headers["content-type"] == "text/plain"
    else:
        assert answer.json()["code"] == "forbidden"


async def test_with_a_key_everybody_reads_them_who_has_it() -> None:
    async with asking(page("hush"), ("192.0.2.7", 5000)) as http:
        assert (await http.get("/metrics", headers={"Authorization": "Bearer hush"})).status_code == 200
        for headers in ({}, {"Authorization": "Bearer hus"}, {"Authorization": "Bearer lg_test_reader"}):
            assert (await http.get("/metrics", headers=headers)).status_code == 401


async def test_they_are_only_read() -> None:
    async with asking(page(), ("127.0.0.1", 5000)) as http:
        answer = await http.post("/metrics")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
