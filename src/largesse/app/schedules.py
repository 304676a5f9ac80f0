"""What is done at set times without anybody asking: which companies have such work, and what is done for each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from largesse.app.campaign_states import mark_ended
from largesse.app.checkouts import lapse_checkouts
from largesse.app.ports import Ports
from largesse.app.ports.across import Across
from largesse.app.usage import audit_ledger


@dataclass(frozen=True)
class Schedule:
    """At times that `cron` names, `run` is called for every company that is `due`: a batch each, never one row."""

    name: str
    cron: str
    due: Callable[[Across, datetime], Awaitable[Sequence[str]]]
    run: Callable[[Ports, str], Awaitable[object]]


async def _with_ended_campaigns(across: Across, now: datetime) -> Sequence[str]:
    return await across.companies_with_ended_campaigns(now)


async def _with_lapsed_checkouts(across: Across, now: datetime) -> Sequence[str]:
    return await across.companies_with_lapsed_checkouts(now)


async def _with_counters(across: Across, now: datetime) -> Sequence[str]:
    return await across.companies_with_counters()


SCHEDULES = (
    Schedule("mark_ended_campaigns", "* * * * *", _with_ended_campaigns, mark_ended),
    Schedule("lapse_checkouts", "* * * * * */10", _with_lapsed_checkouts, lapse_checkouts),
    Schedule("audit_ledger", "41 * * * *", _with_counters, audit_ledger),
)
