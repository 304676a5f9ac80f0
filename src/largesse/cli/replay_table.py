"""The report of a replay as tables that a person reads."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console
from rich.table import Table

from largesse.app.replay_account import Account
from largesse.app.replay_report import CampaignMatch, CodeOutcome, FaceValue, LineMatch, OddLines, ReplayReport


def show(report: ReplayReport, seconds: float, console: Console) -> None:
    """Print every table: campaigns, accounts, lines, codes, face values, odd lines."""
    console.print(
        f"{report.baskets:,} baskets, {len(report.campaigns)} campaigns with {report.promotions:,} promotions, "
        f"replayed in {seconds:.0f} s",
        highlight=False,
    )
    for account in report.accounts:
        campaigns = [each for each in report.campaigns if each.category == account.category]
        by_code = any(each.handed for each in campaigns)
        console.print(_campaigns(account, campaigns, by_code))
        console.print(_account(account))
        if not by_code:  # codes are explained one by one, and most lines with a coupon bear somebody else's
            console.print(_lines([each for each in report.lines if each.category == account.category]))
    if report.outcomes:
        console.print(_outcomes(report.outcomes))
        console.print(_face_values(report.face_values))
    console.print(_odd(report.odd))


def _table(title: str, *columns: str, words: int = 1) -> Table:
    """Return an empty table whose first `words` columns hold words and the others figures."""
    table = Table(title=f"\n{title}", title_justify="left", title_style="bold")
    for place, column in enumerate(columns):
        table.add_column(column, justify="left" if place < words else "right", no_wrap=place >= words)
    return table


def _campaigns(account: Account, campaigns: Sequence[CampaignMatch], by_code: bool) -> Table:
    codes = ("Codes\nhanded in", "Codes\napplied") if by_code else ()
    table = _table(
        f"Campaigns: {account.category}", "Campaign", "Households", "Baskets\nin reach", "Baskets\ndiscounted", *codes,
        "Recorded", "Given", "Difference",
    )  # fmt: skip
    for each in campaigns:
        table.add_row(
            each.name,
            *_counts(each.households, each.baskets, each.discounted),
            *(_counts(each.handed, each.redeemed) if by_code else ()),
            *_amounts(each.recorded, each.given, each.difference),
        )
    return table


def _account(account: Account) -> Table:
    table = _table(f"From recorded to given: {account.category}", "", "Lines or codes", "Amount")
    table.add_row("recorded on the receipts", "", *_amounts(account.recorded), end_section=True)
    for step in account.steps:
        table.add_row(step.says, f"{step.count:,}" if step.count else "", *_amounts(step.amount))
    table.add_section()
    table.add_row("given by the book", "", *_amounts(account.given))
    return table


def _lines(lines: Sequence[LineMatch]) -> Table:
    table = _table(
        "Receipt lines that bear exactly what the book gives", "Part", "Sold", "On the receipt", "Lines", "Exact",
        "Exact or a cent\na unit off", "Exact, of those\nwith an offer", "Book\ngives more", "Book\ngives less",
        words=3,
    )  # fmt: skip
    for discounted, words in ((True, "discounted"), (False, "not discounted")):
        group = [each for each in lines if each.discounted is discounted]
        for each in group:
            table.add_row(each.part, each.sort, words, *_figures([each]))
        if group:
            table.add_row("all", "", words, *_figures(group), style="bold", end_section=True)
    return table


def _figures(group: Sequence[LineMatch]) -> list[str]:
    lines, exact = sum(each.lines for each in group), sum(each.exact for each in group)
    near, nothing = sum(each.near for each in group), sum(each.nothing for each in group)
    return [
        f"{lines:,}",
        share(exact, lines),
        share(exact + near, lines),
        share(exact, lines - nothing),
        *_counts(sum(each.more for each in group), sum(each.less for each in group)),
    ]


def _outcomes(outcomes: Sequence[CodeOutcome]) -> Table:
    table = _table(
        "What became of each code handed in", "Outcome", "What the receipt shows", "Codes", "Recorded", "Given", words=2
    )
    for each in outcomes:
        table.add_row(each.outcome, each.evidence, f"{each.codes:,}", *_amounts(each.recorded, each.given))
    table.add_section()
    table.add_row("all", "", f"{sum(each.codes for each in outcomes):,}", "", "")
    return table


def _face_values(values: Sequence[FaceValue]) -> Table:
    table = _table(
        "What coupons are worth, judged where the receipt shows it", "Part", "Learnt from", "Codes", "Exact", "Share",
        "Recorded", "Given", words=2,
    )  # fmt: skip
    for each in values:
        exact = share(each.exact, each.codes)
        table.add_row(each.part, each.source, *_counts(each.codes, each.exact), exact, each.recorded, each.given)
    return table


def _odd(odd: Sequence[OddLines]) -> Table:
    table = _table("Odd lines, none dropped", "Kind", "What was decided", "Lines", words=2)
    for each in odd:
        table.add_row(each.kind, each.decided, f"{each.lines:,}")
    return table


def _counts(*counts: int) -> list[str]:
    return [f"{count:,}" for count in counts]


def _amounts(*amounts: str) -> list[str]:
    return [f"{Decimal(amount):,}" for amount in amounts]


def share(part: int, whole: int) -> str:
    """Return a share in percent, with one digit, rounded down so that only all is 100.0 %."""
    return f"{1000 * part // whole / 10:.1f} %" if whole else ""
