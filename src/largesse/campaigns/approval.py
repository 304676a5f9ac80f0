"""Who may launch what: whether writing is enough, and above which budget a second pair of eyes is needed."""

from __future__ import annotations

from typing import Literal

import msgspec

from largesse.core.actor import Actor
from largesse.core.errors import Conflict, Forbidden, Invalid, Problem
from largesse.core.money import DIGITS, digits_of, parse_amount
from largesse.core.wire import Amount, Currency, Wire


class MayNotLaunch(Forbidden):
    """The company's policy keeps launching to keys that allow it."""

    code = "may_not_launch"


class ApprovalRequired(Conflict):
    """The campaign's budget asks for somebody else than its last editor to approve it or to launch it."""

    code = "approval_required"


class OwnEdit(Conflict):
    """Nobody approves what they wrote themselves."""

    code = "own_edit"


class ApprovalPolicy(Wire, frozen=True):
    """Who may launch what. Launching is whatever lets customers be served anew: to activate, resume or publish.

    To stop something never needs more than the right to write.
    """

    launch: Literal["writers", "launchers"] = "writers"
    """Whether a key that allows `write` also launches, or only one that allows `launch`."""
    four_eyes_above: dict[Currency, Amount] = {}
    """By currency. A campaign with a larger budget, or with none, is not launched by whoever edited it last, until
    somebody else has approved it. Once any currency is named, those that are not need it for every campaign."""


class Author(msgspec.Struct, frozen=True):
    """Who wrote a document last, and who has approved it since."""

    edited_by: Actor
    approved_by: Actor | None = None


def check_policy(policy: ApprovalPolicy) -> None:
    """Raise `Invalid` with every amount that makes no sense."""
    problems: list[Problem] = []
    for currency, amount in policy.four_eyes_above.items():
        path = f"$.four_eyes_above.{currency}"
        if currency not in DIGITS:
            problems.append(Problem(path, "unknown_currency", f"{currency!r} is not an ISO 4217 currency code"))
            continue
        try:
            parse_amount(amount, DIGITS[currency])
        except ValueError as error:
            problems.append(Problem(path, "bad_amount", str(error)))
    if problems:
        raise Invalid.of(problems)


def needs_four_eyes(policy: ApprovalPolicy, currency: str, budget: str | None) -> bool:
    """Return whether a campaign of this currency and budget (decimal text; None: unbounded) needs a second person."""
    if not policy.four_eyes_above:
        return False
    most = policy.four_eyes_above.get(currency)
    if most is None or budget is None:
        return True
    digits = digits_of(currency)
    return parse_amount(budget, digits) > parse_amount(most, digits)


def check_may_launch(policy: ApprovalPolicy, scopes: frozenset[str]) -> None:
    """Raise `MayNotLaunch` unless these rights include launching under the policy."""
    if "launch" not in scopes and not (policy.launch == "writers" and "write" in scopes):
        raise MayNotLaunch("this company keeps launching to keys that allow 'launch'")


def launched(policy: ApprovalPolicy, author: Author, actor: Actor, currency: str, budget: str | None) -> Author:
    """Return the author with whoever stands for the launch as the second person, where one is needed.

    Raises `ApprovalRequired` when the actor is the last editor and nobody else has approved.
    """
    if author.approved_by is not None or not needs_four_eyes(policy, currency, budget):
        return author
    if actor.is_same(author.edited_by):
        text = f"{actor} edited it last, and a campaign of this budget needs the approval of somebody else"
        raise ApprovalRequired(text)
    return msgspec.structs.replace(author, approved_by=actor)


def approved(author: Author, actor: Actor) -> Author:
    """Return the author with an approval. Raises `OwnEdit` when the actor is the last editor."""
    if actor.is_same(author.edited_by):
        raise OwnEdit(f"{actor} edited it last: somebody else must approve it")
    return msgspec.structs.replace(author, approved_by=actor)
