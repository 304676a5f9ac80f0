"""Approval of the API: each function makes a request, for a client to send."""

# Made by `make client` from the table of routes; change it there.
# fmt: off
from __future__ import annotations

from largesse.campaigns.approval import ApprovalPolicy
from largesse.client.request import Request, make


def get_approval_policy() -> Request[ApprovalPolicy]:
    """Gives the policy. What is left out is the default, which stands in the schema."""
    return make(
        "GET", "/v1/approval-policy", ApprovalPolicy,
    )


def replace_approval_policy(
    body: ApprovalPolicy, *, idempotency_key: str | None = None, if_match: str | None = None
) -> Request[ApprovalPolicy]:
    """Replaces the policy. Whoever may not launch under the present one may not change it either."""
    return make(
        "PUT", "/v1/approval-policy", ApprovalPolicy,
        body=body, writes=True, idempotency_key=idempotency_key, if_match=if_match,
    )
