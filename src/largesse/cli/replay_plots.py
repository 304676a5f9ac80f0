"""The plots of a replay's report, as SVG."""

from __future__ import annotations

from io import StringIO
from typing import Any

import msgspec

from largesse.app.replay_account import Account
from largesse.app.replay_report import CampaignMatch, LineMatch, ReplayReport

RECORDED, GIVEN = "#9aa5b1", "#3b5bdb"


class Figure(msgspec.Struct, frozen=True):
    """A plot with its title, what it says in one sentence, and its drawing."""

    title: str
    says: str
    svg: str


def figures(report: ReplayReport) -> list[Figure]:
    """Return the plots of a report, first the sums, then where they come from."""
    drawn = [_steps(account) for account in report.accounts]
    drawn += [
        _campaigns(account.category, [c for c in report.campaigns if c.category == account.category])
        for account in report.accounts
    ]
    drawn.append(_matches([line for line in judged_by_line(report) if line.discounted and line.lines]))
    return drawn


def judged_by_line(report: ReplayReport) -> list[LineMatch]:
    """Return the lines of categories without codes: those with codes are explained code by code."""
    by_code = {campaign.category for campaign in report.campaigns if campaign.handed}
    return [line for line in report.lines if line.category not in by_code]


def _steps(account: Account) -> Figure:
    """Draw a waterfall from what was recorded to what the book gives."""
    names = ["recorded", *[step.says for step in account.steps], "given"]
    amounts = [float(account.recorded), *[float(step.amount) for step in account.steps], float(account.given)]
    figure, axes = _canvas(0.45 * len(names) + 1)
    level = 0.0
    for place, (amount, step) in enumerate(zip(amounts, names, strict=True)):
        whole = step in ("recorded", "given")
        start = 0.0 if whole else level
        axes.barh(place, amount, left=start, color=RECORDED if step == "recorded" else GIVEN if whole else "#f08c00")
        axes.annotate(f"{amount:,.2f}", (max(start, start + amount), place), xytext=(4, -3), textcoords="offset points")
        level = start + amount
    axes.set_yticks(range(len(names)), [_short(name) for name in names])
    axes.invert_yaxis()
    axes.margins(x=0.15)
    return Figure(f"From recorded to given: {account.category}", "Each step is named; they sum up.", _svg(figure))


def _campaigns(category: str, campaigns: list[CampaignMatch]) -> Figure:
    """Draw what each campaign gave beside what was recorded."""
    figure, axes = _canvas(3.2)
    places = range(len(campaigns))
    axes.bar([p - 0.2 for p in places], [float(c.recorded) for c in campaigns], 0.4, color=RECORDED, label="recorded")
    axes.bar([p + 0.2 for p in places], [float(c.given) for c in campaigns], 0.4, color=GIVEN, label="given")
    axes.set_xticks(list(places), [c.id for c in campaigns], rotation=90, fontsize=7)
    axes.legend(frameon=False)
    return Figure(f"Campaigns: {category}", "Discount by campaign, as recorded and as given.", _svg(figure))


def _matches(lines: list[LineMatch]) -> Figure:
    """Draw the share of discounted receipt lines that come out exactly."""
    figure, axes = _canvas(0.45 * len(lines) + 1)
    for place, line in enumerate(lines):
        exact, near = 100 * line.exact / line.lines, 100 * line.near / line.lines
        axes.barh(place, exact, color=GIVEN)
        axes.barh(place, near, left=exact, color="#bac8ff")
        axes.annotate(f"{exact:.1f} %", (exact + near, place), xytext=(4, -3), textcoords="offset points")
    axes.set_yticks(range(len(lines)), [f"{line.category}, {line.part}, {line.sort}" for line in lines])
    axes.invert_yaxis()
    axes.set_xlim(0, 112)
    says = "Share of the lines with a discount on the receipt that come out to the cent; lighter: within a cent a unit."
    return Figure("Receipt lines that match", says, _svg(figure))


def _canvas(height: float) -> tuple[Any, Any]:
    from matplotlib.figure import Figure as Canvas

    figure = Canvas(figsize=(10, height), layout="constrained")
    axes = figure.add_subplot()
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return figure, axes


def _svg(figure: Any) -> str:
    out = StringIO()
    figure.savefig(out, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    return out.getvalue()[out.getvalue().index("<svg") :]


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
