"""An evaluation as a table that a person reads."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from largesse.promotions.definition import Campaign
from largesse.promotions.evaluation import Adjustment, Evaluation, Verdict


def show(result: Evaluation, campaigns: Sequence[Campaign], console: Console) -> None:
    """Print lines, charges, totals, what applied, and why the rest did not where the evaluation says so."""
    names = {(c.id, p.id): p.name or c.name for c in campaigns for p in c.promotions}
    console.print(_lines(result, names))
    if result.codes:
        for code in result.codes:
            console.print(f"Code {code.code} {code.status}{': ' if code.text else ''}{code.text}")
    for effect in result.effects:
        details = ", ".join(f"{key} {value}" for key, value in effect.details.items())
        console.print(f"Gives {effect.type}: {details} ({names.get((effect.campaign, effect.promotion), '')})")
    for hint in result.hints:
        console.print(f"One step away: {hint.name}. {hint.text}")
    refused = [verdict for verdict in result.verdicts if verdict.outcome == "not_applied"]
    if refused:
        console.print(_refusals(refused, names))
    lessened = [verdict for verdict in result.verdicts if any(each.shortfalls for each in verdict.workings)]
    if lessened:
        console.print(_workings(lessened, names))


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
    for column in ("Promotion", "Reason", "Because"):
        table.add_column(column)
    for verdict in verdicts:
        name = names.get((verdict.campaign, verdict.promotion), verdict.promotion)
        table.add_row(name, verdict.reason.value if verdict.reason else "", verdict.text)
    return table


def _workings(verdicts: list[Verdict], names: dict[tuple[str, str], str]) -> Table:
    """What was in the way of promotions that wished for more, and what rounding did to them."""
    table = Table(title="Took less than it could", title_justify="left", box=SIMPLE)
    table.add_column("Promotion")
    table.add_column("Wished", justify="right")
    table.add_column("Took", justify="right")
    table.add_column("Because")
    for verdict in verdicts:
        name = names.get((verdict.campaign, verdict.promotion), verdict.promotion)
        for working in verdict.workings:
            because = [*[each.text for each in working.shortfalls], working.text]
            table.add_row(name, working.wished, working.amount, "\n".join(text for text in because if text))
    return table
