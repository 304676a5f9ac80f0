"""What must hold before customers are served from a document: it makes sense, passes its scenarios, may be launched."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from largesse.app.ports import Ports, Work
from largesse.campaigns.approval import Author, check_may_launch, launched
from largesse.core.errors import Conflict, Problem
from largesse.promotions.check_scenarios import try_scenarios
from largesse.promotions.definition import Campaign
from largesse.promotions.entry import compile_campaign, precedence_of
from largesse.promotions.kinds import decode
from largesse.promotions.settings import Settings


class ScenarioFailed(Conflict):
    """The campaign gets a case wrong that it must get right; `problems` says which, and what came out."""

    code = "scenario_failed"


def check_campaign(campaign: Campaign, settings: Settings, path: str = "$") -> int:
    """Return the priority that it has under the settings; raise `Invalid` for what makes no sense in it."""
    compile_campaign(campaign, settings, path)
    return precedence_of(campaign, settings)[0]


class Launch(msgspec.Struct, frozen=True):
    """What customers may now be served from."""

    author: Author
    """Of the document, with whoever stands in for its approval."""
    forced: tuple[str, ...] = ()
    """What scenarios got wrong, where that was not to matter."""

    def told(self) -> dict[str, Any]:
        """Return what the audit keeps of it beside what changed."""
        return {"forced": list(self.forced)} if self.forced else {}


async def check_launch(ports: Ports, work: Work, campaign: Campaign, author: Author, *, force: bool = False) -> Launch:
    """Return what customers may now be served from.

    With `force`, scenarios that fail do not matter, and are told of. Raises `Invalid`, `ScenarioFailed`,
    `MayNotLaunch`, `ApprovalRequired`.
    """
    settings = await work.settings.get()
    check_campaign(campaign, settings)
    approved = await check_allowed(ports, work, campaign, author)
    problems = await _failures(work, campaign, settings)
    if problems and not force:
        raise ScenarioFailed(problems[0].message, tuple(problems))
    return Launch(approved, tuple(problem.message for problem in problems))


async def check_allowed(ports: Ports, work: Work, campaign: Campaign, author: Author) -> Author:
    """Return the author as `check_launch` does; raise `MayNotLaunch` or `ApprovalRequired` by the company's policy."""
    policy = await work.approval.get()
    check_may_launch(policy, ports.origin.scopes)
    budget = campaign.budget and campaign.budget.amount
    return launched(policy, author, ports.origin.actor, campaign.currency, budget)


async def _failures(work: Work, campaign: Campaign, settings: Settings) -> list[Problem]:
    """Return what the campaign's scenarios get wrong, beside the stored campaigns that these name."""
    others = await others_for(work, [campaign])
    return [problem for tried in try_scenarios(campaign, settings, others) for problem in tried.problems()]


async def others_for(work: Work, campaigns: Iterable[Campaign]) -> dict[str, Campaign]:
    """Return the stored campaigns that scenarios name as standing beside, by id."""
    named = {id for campaign in campaigns for scenario in campaign.scenarios for id in scenario.beside}
    found = await work.campaigns.documents(sorted(named)) if named else []
    return {id: decode(Campaign, document) for id, document in found}
