"""Traces by OpenTelemetry, sent to a collector as OTLP over HTTP. Imported only where they are wanted."""

from __future__ import annotations

from contextlib import AbstractContextManager

from opentelemetry import propagate, trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ParentBasedTraceIdRatio
from opentelemetry.trace import SpanKind, StatusCode

from largesse.app.ports.watch import About, Answered, Headers

_SEND_S = 3
"""How long it is tried to send a batch before it is dropped; so long may an absent collector hold up the end."""


class Traces:
    """Follows requests and their parts. `share` of those are followed that belong to nobody's trace already."""

    def __init__(self, send: SpanProcessor, share: float = 1.0, version: str = "") -> None:
        about = Resource.create({"service.name": "largesse", "service.version": version})
        self._provider = TracerProvider(sampler=ParentBasedTraceIdRatio(share), resource=about)
        self._provider.add_span_processor(send)
        self._tracer = self._provider.get_tracer("largesse")

    def request(self, method: str, headers: Headers) -> AbstractContextManager[object]:
        """Follow a request, as a part of what its headers name (W3C Trace Context)."""
        given = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers}
        return self._tracer.start_as_current_span(
            method, context=propagate.extract(given), kind=SpanKind.SERVER, record_exception=False
        )

    def span(self, what: str, **about: About) -> AbstractContextManager[object]:
        """Follow a part of what is going on."""
        return self._tracer.start_as_current_span(what, attributes=about)

    def answered(self, answered: Answered) -> None:
        """Say on the request's span what became of it."""
        span = trace.get_current_span()
        span.update_name(f"{answered.method} {answered.route}".rstrip())
        span.set_attributes(
            {
                "http.request.method": answered.method,
                "http.route": answered.route,
                "http.response.status_code": answered.status,
                "largesse.request": answered.request,
                "largesse.company": answered.company,
            }
        )
        if answered.code:
            span.set_attribute("error.type", answered.code)
        if answered.status >= 500:
            span.set_status(StatusCode.ERROR, answered.code)

    def close(self) -> None:
        """Send what is left."""
        self._provider.shutdown()


def to_collector(url: str) -> SpanProcessor:
    """Return what sends spans, in batches and from a thread, to the collector at a URL such as http://host:4318."""
    return BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{url.rstrip('/')}/v1/traces", timeout=_SEND_S))
