"""Prometheus metrics of one process, or of all processes of an installation together.

For several processes, each writes to files of its own in a folder that the environment names before this is imported,
and whichever is asked adds them up.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
    multiprocess,
    start_http_server,
)

from largesse.app.ports.jobs import JobStatus

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names the folder of several processes."""

MEDIA = b"text/plain; version=0.0.4; charset=utf-8"

_Together = Literal["livesum", "livemin", "livemax"]
"""What a gauge of several processes is: those that live added up, the least, the most."""

_REQUEST_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_EVALUATION_S = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)
_JOB_S = (0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 60.0, 300.0, 3600.0)


@dataclass(frozen=True)
class Described:
    """A metric as the reference lists it."""

    name: str
    kind: str
    labels: tuple[str, ...]
    says: str


class Metrics:
    """Every metric there is; each says what it means."""

    def __init__(self) -> None:
        disable_created_metrics()  # a time of birth beside each count, which nobody reads
        self.registry = CollectorRegistry()
        self.described: list[Described] = []
        self.requests = self._counter("requests", "Requests that were answered.", "method", "route", "status")
        self.request_seconds = self._histogram("request_seconds", "How long answers took.", _REQUEST_S, "route")
        self.refusals = self._counter("refusals", "Requests that were refused, by the code.", "code")
        self.evaluations = self._counter("evaluations", "Checkouts that were priced.")
        self.evaluation_seconds = self._histogram(
            "evaluation_seconds", "How long it took to price a checkout, looking things up included.", _EVALUATION_S
        )
        self.book_version = self._gauge(
            "book_version", "Of a company's book; of several processes, the one furthest behind.", "livemin", "company"
        )
        self.book_promotions = self._gauge("book_promotions", "Promotions in a company's book.", "livemax", "company")
        self.broken_campaigns = self._gauge(
            "broken_campaigns", "Campaigns of a company that make no sense and are left out.", "livemax", "company"
        )
        self.over_time = self._counter("over_time", "Evaluations that exceeded the time limit.", "company")
        self.taken_out = self._counter(
            "taken_out",
            "Campaigns taken out of evaluation for a while, since they kept exceeding their share.",
            "company",
        )
        self.pool_connections = self._gauge("pool_connections", "Connections to the database.", "livesum", "state")
        self.pool_waiting = self._gauge("pool_waiting", "Requests that wait for one of them.", "livesum")
        self.job_runs = self._counter("job_runs", "Jobs that were done or have failed.", "job", "outcome")
        self.job_seconds = self._histogram("job_seconds", "How long jobs took.", _JOB_S, "job")
        self.jobs = self._gauge("jobs", "Jobs in the queue, by where they stand.", "livemax", "status")
        if FOLDER not in os.environ:
            for collector in (ProcessCollector, PlatformCollector, GCCollector):
                collector(registry=self.registry)

    def _counter(self, name: str, says: str, *labels: str) -> Counter:
        self._describe(f"{name}_total", "counter", says, labels)
        return Counter(f"largesse_{name}", says, labels, registry=self.registry)

    def _gauge(self, name: str, says: str, together: _Together, *labels: str) -> Gauge:
        self._describe(name, "gauge", says, labels)
        return Gauge(f"largesse_{name}", says, labels, registry=self.registry, multiprocess_mode=together)

    def _histogram(self, name: str, says: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        self._describe(name, "histogram", says, labels)
        return Histogram(f"largesse_{name}", says, labels, registry=self.registry, buckets=buckets)

    def _describe(self, name: str, kind: str, says: str, labels: tuple[str, ...]) -> None:
        self.described.append(Described(f"largesse_{name}", kind, labels, says))

    def text(self) -> bytes:
        """Return all of it as Prometheus reads it: of this process, or of all together."""
        if FOLDER not in os.environ:
            return generate_latest(self.registry)
        together = CollectorRegistry()
        multiprocess.MultiProcessCollector(together)
        return generate_latest(together)

    def note_pool(self, stats: Mapping[str, int]) -> None:
        """Take note of how a pool of connections stands, in the words of psycopg_pool."""
        size, idle = stats.get("pool_size", 0), stats.get("pool_available", 0)
        self.pool_connections.labels("idle").set(idle)
        self.pool_connections.labels("used").set(size - idle)
        self.pool_waiting.set(stats.get("requests_waiting", 0))

    def note_jobs(self, counts: Mapping[JobStatus, int]) -> None:
        """Take note of how many jobs there are of each status; there are none of those that are not named."""
        for status in get_args(JobStatus):
            self.jobs.labels(status).set(counts.get(status, 0))

    def show_at(self, host: str, port: int) -> None:
        """Answer Prometheus from a thread, in a process that serves nothing else."""
        start_http_server(port, host, self.registry)


def forget_process(pid: int) -> None:
    """Let what a process that died had at hand count no more; what it had done still counts."""
    if folder := os.environ.get(FOLDER):
        multiprocess.mark_process_dead(pid, folder)


def share_metrics(folder: Path) -> None:
    """Let this process and those that it starts write their metrics to one folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("*.db"):
        left.unlink()
    os.environ[FOLDER] = str(folder)


def unshare_metrics() -> None:
    """Let processes that are started from here keep their metrics to themselves again."""
    os.environ.pop(FOLDER, None)
