import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from prometheus_client.metrics import MetricWrapperBase
from prometheus_client.parser import text_string_to_metric_families

from largesse.api.app import create_app
from largesse.app.book import Books
from largesse.app.campaign_files import import_campaigns
from largesse.app.keys import create_key
from largesse.app.ports import Ports
from largesse.telemetry.metrics import FOLDER, Metrics
from largesse.telemetry.watch import Telemetry
from tests.api.toys import client
from tests.app.writing import campaign, campaign_file
from tests.database import COMPANY


def values(text: bytes) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels."""
    families = text_string_to_metric_families(text.decode())
    return {(each.name, *each.labels.values()): each.value for family in families for each in family.samples}


CHECKOUT = {"currency": "USD", "lines": [{"article": "a", "price": "10.00"}]}


async def test_requests_evaluations_books_and_refusals_are_counted(ports: Ports):
    await import_campaigns(ports, COMPANY, campaign_file(campaign(), campaign("other")), activate=True)
    metrics = Metrics()
    watched = replace(ports, watch=Telemetry(metrics))
    key = (await create_key(ports, COMPANY)).secret
    async with client(create_app(watched, Books(watched)), key) as http:
        for _ in range(3):
            assert (await http.post("/v1/evaluations", json=CHECKOUT)).status_code == 200
        await http.post("/v1/evaluations", json={"currency": "USD"})
        await http.get("/v1/campaigns/none-of-this-name")
        await http.get("/nothing/here/17")
        await http.request("BREW", "/v1/campaigns")
    found = values(metrics.text())
    assert found["largesse_requests_total", "POST", "/v1/evaluations", "200"] == 3
    assert found["largesse_requests_total", "POST", "/v1/evaluations", "422"] == 1
    assert found["largesse_requests_total", "GET", "/v1/campaigns/{campaign}", "404"] == 1
    assert found["largesse_requests_total", "GET", "", "404"] == 1
    assert found["largesse_requests_total", "other", "/v1/campaigns", "405"] == 1
    assert found["largesse_request_seconds_count", "/v1/evaluations"] == 4
    assert found["largesse_refusals_total", "invalid"] == 1
    assert found["largesse_refusals_total", "not_found"] == 2
    assert found["largesse_evaluations_total",] == 3
    assert found["largesse_evaluation_seconds_count",] == 3
    assert found["largesse_book_version", COMPANY] == 1
    assert found["largesse_book_promotions", COMPANY] == 2
    assert found["largesse_broken_campaigns", COMPANY] == 0


def test_pool_and_jobs_show_how_things_stand_now():
    metrics = Metrics()
    metrics.note_pool({"pool_size": 7, "pool_available": 4, "requests_waiting": 2})
    metrics.note_jobs({"todo": 3, "failed": 1})
    metrics.note_jobs({"todo": 2})
    found = values(metrics.text())
    assert found["largesse_pool_connections", "idle"] == 4
    assert found["largesse_pool_connections", "used"] == 3
    assert found["largesse_pool_waiting",] == 2
    assert found["largesse_jobs", "todo"] == 2
    assert found["largesse_jobs", "failed"] == 0


_COUNT = """
from largesse.telemetry.metrics import Metrics
metrics = Metrics()
metrics.evaluations.inc(5)
metrics.book_version.labels("acme").set({version})
metrics.pool_waiting.set(2)
print({pid_or_text})
"""


def run(code: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {FOLDER: str(folder)}, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_several_processes_are_added_up_and_a_dead_one_has_nothing_at_hand(tmp_path: Path):
    pids = [
        run(_COUNT.format(version=version, pid_or_text="__import__('os').getpid()"), tmp_path) for version in (7, 8)
    ]
    text = "metrics.text().decode()"
    together = values(
        run(f"from largesse.telemetry.metrics import Metrics\nmetrics = Metrics()\nprint({text})", tmp_path).encode()
    )
    assert together["largesse_evaluations_total",] == 10
    assert together["largesse_book_version", "acme"] == 7
    assert together["largesse_pool_waiting",] == 4
    run(f"from largesse.telemetry.metrics import forget_process\nforget_process({pids[0]})", tmp_path)
    left = values(
        run(f"from largesse.telemetry.metrics import Metrics\nmetrics = Metrics()\nprint({text})", tmp_path).encode()
    )
    assert left["largesse_evaluations_total",] == 10
    assert left["largesse_book_version", "acme"] == 8
    assert left["largesse_pool_waiting",] == 2


def test_every_metric_says_what_it_is():
    metrics = Metrics()
    held = [each for each in vars(metrics).values() if isinstance(each, MetricWrapperBase)]
    assert len(metrics.described) == len(held) > 10
    assert [each for each in metrics.described if not each.says.endswith(".")] == []
