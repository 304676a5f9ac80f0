"""Watch everything: count it in the metrics, and follow it in the traces where there are some."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from typing import TYPE_CHECKING

from prometheus_client import Counter, Histogram

from largesse.app.ports.watch import About, Answered, Headers
from largesse.telemetry.metrics import Metrics

if TYPE_CHECKING:
    from largesse.telemetry.traces import Traces

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Telemetry:
    """See the port `Watch`."""

    def __init__(self, metrics: Metrics, traces: Traces | None = None) -> None:
        self.metrics = metrics
        self._traces = traces
        self._of_requests = lru_cache(maxsize=1024)(self._find)  # every request asks; to find them by label takes long

    def _find(self, method: str, route: str, status: int) -> tuple[Counter, Histogram]:
        """Return what counts and what times such requests."""
        metrics = self.metrics
        count = metrics.requests.labels(_known(method), route, str(status))
        return count, metrics.request_seconds.labels(route)

    def request(self, method: str, headers: Headers) -> AbstractContextManager[object]:
        """Follow a request until the block ends."""
        return nullcontext() if self._traces is None else self._traces.request(_known(method), headers)

    def span(self, what: str, **about: About) -> AbstractContextManager[object]:
        """Follow a part until the block ends."""
        return nullcontext() if self._traces is None else self._traces.span(what, **about)

    def answered(self, answered: Answered) -> None:
        """Count an answer."""
        count, seconds = self._of_requests(answered.method, answered.route, answered.status)
        count.inc()
        seconds.observe(answered.seconds)
        if answered.code:
            self.metrics.refusals.labels(answered.code).inc()
        if self._traces is not None:
            self._traces.answered(answered)

    def evaluated(self, seconds: float) -> None:
        """Count an evaluation."""
        self.metrics.evaluations.inc()
        self.metrics.evaluation_seconds.observe(seconds)

    def book_renewed(self, company: str, version: int, promotions: int, broken: int) -> None:
        """Show a company's new book."""
        self.metrics.book_version.labels(company).set(version)
        self.metrics.book_promotions.labels(company).set(promotions)
        self.metrics.broken_campaigns.labels(company).set(broken)

    def over_time(self, company: str) -> None:
        """Count an evaluation that took too long."""
        self.metrics.over_time.labels(company).inc()

    def taken_out(self, company: str) -> None:
        """Count a campaign that is out of evaluation for a while."""
        self.metrics.taken_out.labels(company).inc()

    def worked(self, job: str, outcome: str, seconds: float) -> None:
        """Count a job."""
        self.metrics.job_runs.labels(job, outcome).inc()
        self.metrics.job_seconds.labels(job).observe(seconds)


def _known(method: str) -> str:
    """The method, or one word for all that are none: whoever calls must not make up new metrics."""
    return method if method in _METHODS else "other"
