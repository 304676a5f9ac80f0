"""List jobs, show what happened to one, or let one that has failed be done again."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import datetime
from typing import get_args

import msgspec
from rich.console import Console
from rich.table import Table

from largesse.app.ports.jobs import JobDetails, JobStatus, JobSummary
from largesse.cli.rooms import Rooms
from largesse.cli.serve import data_argument
from largesse.core.errors import Invalid

HELP = "look at jobs, or retry one"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("action", choices=("list", "show", "retry"))
    parser.add_argument("id", type=int, nargs="?", help="show, retry: the job")
    parser.add_argument("--status", choices=get_args(JobStatus), help="list: only those")
    parser.add_argument("--company", help="list: only this company's")
    parser.add_argument("--limit", type=int, default=50, help="list: at most so many; 50 when left out")
    parser.add_argument("--json", action="store_true", help="list: one JSON document a line")
    data_argument(parser)


def run(arguments: argparse.Namespace, rooms: Rooms) -> int:
    """List, show or retry."""
    if arguments.action == "list":
        wanted = {"status": arguments.status, "company": arguments.company}
        _print_all(rooms.jobs(arguments.data, lambda jobs: jobs.newest(arguments.limit, **wanted)), arguments.json)
        return 0
    if arguments.id is None:
        raise Invalid.at("id", "missing", f"which job? largesse jobs {arguments.action} ID")
    if arguments.action == "show":
        _print_one(rooms.jobs(arguments.data, lambda jobs: jobs.get(arguments.id)))
    else:
        rooms.jobs(arguments.data, lambda jobs: jobs.retry(arguments.id))
        print(f"Job {arguments.id} waits to be done again.")
    return 0


def _print_all(jobs: Sequence[JobSummary], as_json: bool) -> None:
    if as_json:
        for job in jobs:
            print(msgspec.json.encode(job).decode())
        return
    table = Table("id", "job", "status", "company", "attempts", "not before", box=None, header_style="bold")
    for job in jobs:
        table.add_row(str(job.id), job.name, job.status, job.company or "", str(job.attempts), _time(job.at))
    Console(highlight=False).print(table)


def _print_one(found: JobDetails) -> None:
    job = found.job
    print(
        f"{job.name} ({job.id}), {job.status}, {job.attempts} attempts{f', for {job.company}' if job.company else ''}"
    )
    for event in found.events:
        print(f"  {_time(event.at)}  {event.what}")


def _time(at: datetime | None) -> str:
    return at.astimezone().isoformat(sep=" ", timespec="seconds") if at else ""
