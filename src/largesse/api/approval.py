"""Who may launch what, over HTTP."""

from __future__ import annotations

from largesse.api.desk import Desk
from largesse.api.route import Call, NoQuery, Route
from largesse.app import approvals
from largesse.campaigns.approval import ApprovalPolicy

EXAMPLE = {"launch": "launchers", "four_eyes_above": {"USD": "1000.00"}}


async def get_policy(desk: Desk, call: Call[None, NoQuery]) -> ApprovalPolicy:
    """Gives the policy. What is left out is the default, which stands in the schema."""
    return await approvals.get_policy(desk.ports, call.company)


async def replace_policy(desk: Desk, call: Call[ApprovalPolicy, NoQuery]) -> ApprovalPolicy:
    """Replaces the policy. Whoever may not launch under the present one may not change it either."""
    return await approvals.replace_policy(desk.ports, call.company, call.body)


ROUTES = (
    Route(
        method="GET", path="/v1/approval-policy", tag="Approval", says="Get the policy", handler=get_policy,
        name="get_approval_policy", gives=ApprovalPolicy,
    ),
    Route(
        method="PUT", path="/v1/approval-policy", tag="Approval", says="Replace the policy", handler=replace_policy,
        name="replace_approval_policy", scope="launch", takes=ApprovalPolicy, gives=ApprovalPolicy, example=EXAMPLE,
    ),
)  # fmt: skip
