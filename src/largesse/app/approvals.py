"""Approval: the company's policy on who may launch what, and the second pair of eyes."""

from __future__ import annotations

import msgspec

from largesse.app.audit import edit, record
from largesse.app.campaign_details import CampaignDetails, changed, deed, details_of, hold_campaign, state_of
from largesse.app.ports import Ports
from largesse.campaigns import approval, lifecycle
from largesse.campaigns.approval import ApprovalPolicy, check_may_launch


async def get_policy(ports: Ports, company: str) -> ApprovalPolicy:
    """Return the policy, the default where none was set."""
    async with ports.store.transaction(company) as work:
        return await work.approval.get()


async def replace_policy(ports: Ports, company: str, policy: ApprovalPolicy) -> ApprovalPolicy:
    """Replace the policy. Raises `Invalid`, and `MayNotLaunch` for whoever may not launch under the present one."""
    approval.check_policy(policy)
    async with ports.store.transaction(company) as work:
        before = await work.approval.get()
        check_may_launch(before, ports.origin.scopes)
        await work.approval.save(policy)
        await record(ports, work, edit("approval_policy", company, "replaced", before, policy))
    return policy


async def approve_campaign(ports: Ports, company: str, id: str, expected: int | None = None) -> CampaignDetails:
    """Approve a campaign's draft version, or its document when none waits.

    Raises `NotFound`, `VersionMoved`, `NotInThisState`, `MayNotLaunch`, and `OwnEdit` for its last editor.
    """
    now = ports.now()
    async with ports.store.transaction(company) as work:
        check_may_launch(await work.approval.get(), ports.origin.scopes)
        stored = await hold_campaign(work, id, expected)
        lifecycle.check_editable(state_of(stored, now))
        actor, draft = ports.origin.actor, stored.draft
        if draft is None:
            after = changed(stored, now, author=approval.approved(stored.author, actor))
        else:
            approved = msgspec.structs.replace(draft, author=approval.approved(draft.author, actor))
            after = changed(stored, now, draft=approved)
        await work.campaigns.note([after])
        await record(ports, work, deed("approved", stored, after))
    return details_of(after, now)
