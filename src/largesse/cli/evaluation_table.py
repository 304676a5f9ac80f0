"""An evaluation as a table that a person reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from largesse.promotions.definition import Campaign
from largesse.promotions.evaluation import Adjustment, Evaluation, Finding, Verdict
from largesse.promotions.reasons import MEANINGS, Reason


def show(result: Evaluation, campaigns: Sequence[Campaign], console: Console) -> None:
    """Print lines, charges, totals, what applied, and why the rest did not where the evaluation says so."""
    names = {(c.id, p.id): p.name or c.name for c in campaigns for p in c.promotions}
    console.print(_lines(result, names))
    if result.codes:
        for code in result.codes:
            why = f": {MEANINGS[code.reason]}" if code.reason else ""
            console.print(f"Code {code.code} {code.status}{why}")
    for effect in result.effects:
        details = ", ".join(f"{key} {value}" for key, value in effect.details.items())
        console.print(f"Gives {effect.type}: {details} ({names.get((effect.campaign, effect.promotion), '')})")
    refused = [verdict for verdict in result.verdicts if verdict.outcome == "not_applied"]
    if refused:
        console.print(_refusals(refused, names))


def _lines(result: Evaluation, names: dict[tuple[str, str], str]) -> Table:
    table = Table(title=f"{result.currency} · {result.at:%Y-%m-%d %H:%M} UTC", title_justify="left", box=SIMPLE)
    table.add_column("Article")
    for column in ("Quantity", "Price", "List", "Off", "Total"):
        table.add_column(column, justify="right")
    table.add_column("Because")
    for line in result.lines:
        quantity, off = str(line.quantity), _off(line.adjustments)
        because = _because(line.adjustments, names)
        table.add_row(line.article, quantity, line.price, line.subtotal, off, line.total, because)
    for charge in [*result.deliveries, *result.fees]:
        because = _because(charge.adjustments, names)
        table.add_row(charge.id, "", "", charge.amount, _off(charge.adjustments), charge.total, because)
    totals = result.totals
    table.add_section()
    tax = f"tax {totals.tax}" if any(digit not in "0." for digit in totals.tax) else ""
    table.add_row("Total", "", "", totals.subtotal, f"-{totals.discount}", totals.total, tax, style="bold")
    return table


def _off(adjustments: list[Adjustment]) -> str:
    return "\n".join(each.amount for each in adjustments)


def _because(adjustments: list[Adjustment], names: dict[tuple[str, str], str]) -> str:
    return "\n".join(names.get((each.campaign, each.promotion), each.promotion) for each in adjustments)


def _refusals(verdicts: list[Verdict], names: dict[tuple[str, str], str]) -> Table:
    table = Table(title="Did not apply", title_justify="left", box=SIMPLE)
    table.add_column("Promotion")
    table.add_column("Reason")
    table.add_column("Found")
    for verdict in verdicts:
        name = names.get((verdict.campaign, verdict.promotion), verdict.promotion)
        reason = verdict.reason.value if verdict.reason else ""
        table.add_row(name, f"{reason}{f' {verdict.by}' if verdict.by else ''}", _found(verdict))
    return table


def _found(verdict: Verdict) -> str:
    if verdict.reason is Reason.condition_failed and verdict.finding is not None:
        return in_words(verdict.finding)
    return MEANINGS[verdict.reason] if verdict.reason else ""


def in_words(finding: Finding) -> str:
    """Return a finding as one sentence."""
    if finding.of:
        return f" {'and' if finding.type == 'all' else 'or'} ".join(in_words(each) for each in finding.of)
    subject = ".".join(part for part in (finding.type, finding.field) if part)
    if finding.gap is not None:
        return f"{subject}: needs {finding.gap} more"
    verb = f"not {finding.operator}" if finding.negate else finding.operator
    there = "there was nothing to look at" if finding.missing else f"it is {_value(finding.actual)}"
    return f"{subject}: wanted {verb} {_value(finding.wanted)}, {there}"


def _value(value: Any) -> str:
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)
