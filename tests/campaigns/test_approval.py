import pytest

from largesse.campaigns.approval import (
    ApprovalPolicy,
    ApprovalRequired,
    Author,
    MayNotLaunch,
    OwnEdit,
    approved,
    check_may_launch,
    check_policy,
    launched,
    needs_four_eyes,
)
from largesse.core.actor import Actor
from largesse.core.errors import Invalid

ANN, BOB = Actor("key", "key_ann", "Ann"), Actor("key", "key_bob", "Bob")
ABOVE_1000 = ApprovalPolicy(four_eyes_above={"USD": "1000.00"})


@pytest.mark.parametrize(
    ("currency", "budget", "needed"),
    [
        ("USD", "1000.00", False),
        ("USD", "1000", False),
        ("USD", "1000.01", True),
        ("USD", None, True),
        ("EUR", "0.01", True),  # nobody has said what is much in euros
    ],
)
def test_a_budget_above_the_set_amount_or_none_needs_a_second_person(currency: str, budget: str | None, needed: bool):
    assert needs_four_eyes(ABOVE_1000, currency, budget) is needed
    assert not needs_four_eyes(ApprovalPolicy(), currency, budget)


def test_the_last_editor_launches_only_what_somebody_else_approved():
    author = Author(ANN)
    with pytest.raises(ApprovalRequired, match="key key_ann \\(Ann\\) edited it last"):
        launched(ABOVE_1000, author, ANN, "USD", None)
    assert launched(ABOVE_1000, approved(author, BOB), ANN, "USD", None) == Author(ANN, BOB)


def test_whoever_launches_for_somebody_else_is_the_second_person():
    assert launched(ABOVE_1000, Author(ANN), BOB, "USD", None) == Author(ANN, BOB)


def test_what_is_small_is_launched_by_its_editor():
    assert launched(ABOVE_1000, Author(ANN), ANN, "USD", "5.00") == Author(ANN)


def test_a_key_by_another_name_is_the_same_actor():
    with pytest.raises(ApprovalRequired):
        launched(ABOVE_1000, Author(ANN), Actor("key", "key_ann", "Anna"), "USD", None)


def test_nobody_approves_what_they_wrote_themselves():
    with pytest.raises(OwnEdit):
        approved(Author(ANN), ANN)


@pytest.mark.parametrize(
    ("launch", "scopes", "may"),
    [
        ("writers", {"write"}, True),
        ("writers", {"launch"}, True),
        ("writers", {"read"}, False),
        ("launchers", {"write"}, False),
        ("launchers", {"write", "launch"}, True),
    ],
)
def test_a_policy_says_whose_keys_launch(launch: str, scopes: set[str], may: bool):
    policy = ApprovalPolicy(launch=launch)  # pyright: ignore[reportArgumentType]
    if may:
        check_may_launch(policy, frozenset(scopes))
        return
    with pytest.raises(MayNotLaunch):
        check_may_launch(policy, frozenset(scopes))


def test_amounts_of_a_policy_that_make_no_sense_are_named():
    with pytest.raises(Invalid) as refused:
        check_policy(ApprovalPolicy(four_eyes_above={"JPY": "10.50", "XYZ": "1", "USD": "1.00"}))
    assert [(each.path, each.code) for each in refused.value.problems] == [
        ("$.four_eyes_above.JPY", "bad_amount"),
        ("$.four_eyes_above.XYZ", "unknown_currency"),
    ]
