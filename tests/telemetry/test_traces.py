import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from largesse.api.app import create_app
from largesse.app.book import Books
from largesse.app.campaign_files import import_campaigns
from largesse.app.keys import create_key
from largesse.app.ports import Ports
from largesse.app.ports.watch import Answered
from largesse.store.database import Database
from largesse.store.work import PostgresStore
from largesse.telemetry.metrics import Metrics
from largesse.telemetry.traces import Traces, to_collector
from largesse.telemetry.watch import Telemetry
from tests.api.toys import client
from tests.app.writing import campaign, campaign_file
from tests.database import COMPANY, FreshDatabase

CHECKOUT = {"currency": "USD", "customer": {"id": "ann"}, "lines": [{"article": "a", "price": "10.00"}]}
CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


async def trace(fresh: FreshDatabase, ports: Ports, share: float = 1.0, **headers: str) -> Sequence[ReadableSpan]:
    """Price a checkout over the whole API, and return what was followed."""
    exporter = InMemorySpanExporter()
    traces = Traces(SimpleSpanProcessor(exporter), share)
    telemetry = Telemetry(Metrics(), traces)
    key = (await create_key(ports, COMPANY)).secret
    async with Database(fresh.url(), watch=telemetry) as database:
        watched = replace(ports, store=PostgresStore(database), watch=telemetry)
        async with client(create_app(watched, Books(watched)), key) as http:
            answer = await http.post("/v1/evaluations", json=CHECKOUT, headers={"X-Request-Id": "till-7", **headers})
            assert answer.status_code == 200
    traces.close()
    return exporter.get_finished_spans()


async def test_a_request_is_followed_through_the_rooms_as_a_part_of_its_callers_trace(
    fresh: FreshDatabase, ports: Ports
):
    await import_campaigns(ports, COMPANY, campaign_file(campaign()), activate=True)
    spans = await trace(fresh, ports, traceparent=CALLER)
    by_name = {span.name: span for span in spans}
    assert set(by_name) == {"POST /v1/evaluations", "evaluate", "renew book", "transaction", "customer_facts"}
    request, evaluate = by_name["POST /v1/evaluations"], by_name["evaluate"]
    assert request.kind == SpanKind.SERVER
    assert request.context is not None
    assert request.parent is not None
    assert f"{request.context.trace_id:032x}-{request.parent.span_id:016x}" == CALLER[3:52]
    assert request.attributes is not None
    assert dict(request.attributes) == {
        "http.request.method": "POST",
        "http.route": "/v1/evaluations",
        "http.response.status_code": 200,
        "largesse.request": "till-7",
        "largesse.company": COMPANY,
    }
    assert evaluate.parent is not None
    assert evaluate.parent.span_id == request.context.span_id
    assert evaluate.context is not None
    facts = by_name["customer_facts"]
    assert facts.parent is not None
    assert facts.parent.span_id == evaluate.context.span_id


async def test_of_requests_without_a_callers_trace_a_share_is_followed(fresh: FreshDatabase, ports: Ports):
    assert await trace(fresh, ports, share=0.0) == ()
    assert len(await trace(fresh, ports, share=0.0, traceparent=CALLER)) >= 3


@pytest.mark.parametrize(("status", "expected"), [(422, StatusCode.UNSET), (500, StatusCode.ERROR)])
def test_a_fault_of_ours_marks_the_span_and_a_refusal_does_not(status: int, expected: StatusCode):
    exporter = InMemorySpanExporter()
    traces = Traces(SimpleSpanProcessor(exporter))
    with traces.request("GET", []):
        traces.answered(Answered("GET", "/v1/x", status, "some_code", 0.1, "", "req"))
    (span,) = exporter.get_finished_spans()
    assert span.status.status_code == expected
    assert span.attributes is not None
    assert span.attributes["error.type"] == "some_code"


def test_a_collector_that_is_away_is_logged_and_does_not_hold_up_the_end(caplog: pytest.LogCaptureFixture):
    traces = Traces(to_collector("http://127.0.0.1:9"))
    with traces.request("GET", []):
        traces.answered(Answered("GET", "/v1/x", 200, "", 0.1, "", "req"))
    began = time.monotonic()
    traces.close()
    assert time.monotonic() - began < 10
    assert "127.0.0.1" in caplog.text
