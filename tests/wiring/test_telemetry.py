"""What an operator sees of a running installation: its metrics, its log and its traces, from all its processes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import msgspec
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from prometheus_client.parser import text_string_to_metric_families

from tests.faults.installation import COMPANY, installed, prepare, until
from tests.faults.load import CHECKOUT
from tests.house.tree import ROOT

KEY = "for-prometheus"
Seen = tuple[dict[tuple[str, ...], float], list[dict[str, Any]], list[Span]]


@contextmanager
def collector() -> Iterator[tuple[str, list[Span]]]:
    """A collector that speaks OTLP over HTTP: where it is, and what it was sent so far."""
    spans: list[Span] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            assert (self.path, self.headers["content-type"]) == ("/v1/traces", "application/x-protobuf")
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                spans.extend(span for scope in resource.scope_spans for span in scope.spans)
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Collector) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", spans
        server.shutdown()


def metrics(address: str) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels."""
    answer = httpx.get(f"{address}/metrics", headers={"Authorization": f"Bearer {KEY}"}).raise_for_status()
    families = text_string_to_metric_families(answer.text)
    return {(each.name, *each.labels.values()): each.value for family in families for each in family.samples}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """What was seen of two server processes and one for jobs that were asked a few things, by all three ways."""
    folder = tmp_path_factory.mktemp("shop")
    key = prepare(folder)
    with (
        collector() as (address, spans),
        installed(
            folder,
            key,
            "--workers",
            "2",
            LARGESSE_LOG_FORMAT="json",
            LARGESSE_METRICS_KEY=KEY,
            LARGESSE_TRACES_URL=address,
        ) as shop,
    ):
        for number in range(12):  # each on a connection of its own: both processes get some
            headers = {"Authorization": f"Bearer {key}", "X-Request-Id": f"till-{number}"}
            httpx.post(f"{shop.address}/v1/evaluations", json=CHECKOUT, headers=headers).raise_for_status()
        wrong = {"Authorization": f"Bearer {key}", "X-Request-Id": "lost"}
        assert httpx.get(f"{shop.address}/v1/campaigns/none", headers=wrong).status_code == 404
        assert httpx.get(f"{shop.address}/metrics").status_code == 401
        until(lambda: ("largesse_jobs", "failed") in metrics(shop.address), "the jobs to be counted")
        connections = ("largesse_pool_connections", "idle")
        until(lambda: metrics(shop.address)[connections] >= 2, "the connections to be counted")
        found = metrics(shop.address)
        assert shop.stop() == 0
        lines = shop.log.read_text().splitlines()
    return found, [msgspec.json.decode(line) for line in lines if line.startswith("{")], spans


def test_any_process_tells_the_metrics_of_all(seen: Seen):
    found, _, _ = seen
    assert found["largesse_evaluations_total",] == 12
    assert found["largesse_evaluation_seconds_count",] == 12
    assert found["largesse_requests_total", "POST", "/v1/evaluations", "200"] == 12
    assert found["largesse_refusals_total", "not_found"] == 1
    assert found["largesse_book_version", COMPANY] == 1
    assert found["largesse_book_promotions", COMPANY] == 1
    assert found["largesse_jobs", "failed"] == 0


def test_whatever_it_tells_is_in_the_reference(seen: Seen):
    reference = (ROOT / "docs" / "reference" / "metrics.md").read_text()
    parts = ("_bucket", "_count", "_sum")
    names = {name for name, *_ in seen[0]}
    known = {name for name in names if any(f"`{name.removesuffix(part)}`" in reference for part in ("", *parts))}
    assert names - known == set()
    assert len(names) > 10


def test_each_request_is_a_line_of_json_with_its_id_and_so_is_each_refusal(seen: Seen):
    access = {line["request"]: line for line in seen[1] if line["logger"] == "largesse.access"}
    assert {f"till-{number}" for number in range(12)} | {"lost"} <= access.keys()
    assert access["till-3"]["message"] == "POST /v1/evaluations 200"
    assert (access["lost"]["status"], access["lost"]["code"]) == (404, "not_found")


def test_spans_of_all_processes_reach_the_collector(seen: Seen):
    spans = seen[2]
    requests = [span for span in spans if span.name == "POST /v1/evaluations"]
    assert len(requests) == 12
    evaluations = {span.parent_span_id for span in spans if span.name == "evaluate"}
    assert {span.span_id for span in requests} == evaluations
