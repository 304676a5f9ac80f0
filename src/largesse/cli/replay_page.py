"""The report of a replay as one HTML page with plots, readable without a network."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from largesse.app.replay_report import ReplayReport
from largesse.cli.replay_plots import figures, judged_by_line
from largesse.cli.replay_table import share


class Row(msgspec.Struct, frozen=True):
    """One row of a table; a sum stands out."""

    cells: list[str]
    is_sum: bool = False


class Sheet(msgspec.Struct, frozen=True):
    """A table: its first `words` columns hold words, the others figures."""

    title: str
    columns: list[str]
    rows: list[Row]
    words: int = 1


def page(report: ReplayReport) -> str:
    """Return the whole page."""
    here = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined)
    here.filters["count"] = "{:,}".format
    template = here.get_template("replay_page.html")
    return template.render(report=report, figures=figures(report), tables=list(_tables(report)))


def _tables(report: ReplayReport) -> Iterable[Sheet]:
    for account in report.accounts:
        rows = [Row(["recorded on the receipts", "", _amount(account.recorded)], is_sum=True)]
        rows += [Row([step.says, _count(step.count), _amount(step.amount)]) for step in account.steps]
        rows.append(Row(["given by the book", "", _amount(account.given)], is_sum=True))
        yield Sheet(f"From recorded to given: {account.category}", ["", "Lines or codes", "Amount"], rows)
    yield _campaigns(report)
    yield _lines(report)
    columns = ["Outcome", "What the receipt shows", "Codes", "Recorded", "Given"]
    outcomes = [
        Row([each.outcome, each.evidence, _count(each.codes), _amount(each.recorded), _amount(each.given)])
        for each in report.outcomes
    ]
    yield Sheet("What became of each code handed in", columns, outcomes, words=2)
    columns = ["Part", "Learnt from", "Codes", "Exact", "Share"]
    values = [
        Row([each.part, each.source, _count(each.codes), _count(each.exact), share(each.exact, each.codes)])
        for each in report.face_values
    ]
    yield Sheet("What coupons are worth", columns, values, words=2)
    odd = [Row([each.kind, each.decided, _count(each.lines)]) for each in report.odd]
    yield Sheet("Odd lines, none dropped", ["Kind", "What was decided", "Lines"], odd, words=2)


def _campaigns(report: ReplayReport) -> Sheet:
    columns = ["Campaign", "Households", "Baskets in reach", "Discounted", "Codes", "Applied", "Recorded", "Given"]
    rows = [
        Row(
            [
                each.name,
                *[_count(n) for n in (each.households, each.baskets, each.discounted, each.handed, each.redeemed)],
                _amount(each.recorded),
                _amount(each.given),
            ]
        )
        for each in report.campaigns
    ]
    return Sheet("Campaigns", columns, rows)


def _lines(report: ReplayReport) -> Sheet:
    columns = ["Category", "Part", "Sold", "On the receipt", "Lines", "Exact", "Within a cent a unit", "More", "Less"]
    rows = [
        Row(
            [
                each.category,
                each.part,
                each.sort,
                "discounted" if each.discounted else "not discounted",
                _count(each.lines),
                share(each.exact, each.lines),
                share(each.exact + each.near, each.lines),
                _count(each.more),
                _count(each.less),
            ]
        )
        for each in judged_by_line(report)
    ]
    return Sheet("Receipt lines", columns, rows, words=4)


def _count(count: Any) -> str:
    return f"{count:,}" if count else ""


def _amount(amount: str) -> str:
    return f"{Decimal(amount):,}"
