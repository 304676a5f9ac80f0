"""The gates before a promotion's own conditions: each has its reason, and the first one shut is told."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from tests.promotions.asking import Json, ask, campaign, checkout, code, percent, reason, reasons, tea

NOON = "2026-06-15T12:00:00Z"
CUSTOMER = {"customer": {"id": "c1"}}


def given(**more: Any):
    return campaign("spring", percent(), **more)


@pytest.mark.parametrize(
    ("fields", "bought", "said"),
    [
        ({"starts_at": NOON}, {}, "applied"),
        ({"starts_at": "2026-06-15T19:00:00+07:00"}, {}, "applied"),
        ({"starts_at": "2026-06-15T12:00:01Z"}, {}, "not_started"),
        ({"ends_at": "2026-06-15T12:00:01Z"}, {}, "applied"),
        ({"ends_at": NOON}, {}, "ended"),
        ({"currency": "EUR"}, {}, "wrong_currency"),
        ({"website": "shop.example"}, {"website": "shop.example"}, "applied"),
        ({"website": "shop.example"}, {"website": "other.example"}, "wrong_website"),
        ({"website": "shop.example"}, {}, "wrong_website"),
        ({"channels": ["pos", "web"]}, {"channel": "web"}, "applied"),
        ({"channels": ["pos", "web"]}, {"channel": "kiosk"}, "wrong_channel"),
        ({"channels": ["pos", "web"]}, {}, "wrong_channel"),
        ({"stores": ["north", "south"]}, {"store": "south"}, "applied"),
        ({"stores": ["north", "south"]}, {"store": "east"}, "wrong_store"),
        ({"stores": ["north", "south"]}, {}, "wrong_store"),
    ],
)
def test_a_campaign_says_when_and_where_it_applies(fields: dict[str, Any], bought: dict[str, Any], said: str) -> None:
    assert reason(given(**fields), checkout(**bought)) == said


def test_of_two_adjoining_campaigns_exactly_one_applies_at_the_instant_between_them() -> None:
    pair = [given(ends_at=NOON), {**given(starts_at=NOON), "id": "summer"}]
    assert reasons(ask(pair)) == {"spring": "ended", "summer": "applied"}


@pytest.mark.parametrize(
    ("audiences", "said"),
    [(["lapsed"], "applied"), (["gold", "lapsed"], "applied"), (["gold"], "not_in_audience"), ([], "not_in_audience")],
)
def test_the_customer_must_be_in_one_of_the_audiences(audiences: list[str], said: str) -> None:
    wanted = given(audiences=["lapsed", "newcomers"])
    assert reason(wanted, facts={"audiences": audiences}) == said


LIMITS = {
    "campaign": ({"uses": {"spring": 2}}, {}),
    "customer": ({"customer_uses": {"spring": 2}}, CUSTOMER),
    "store": ({"store_uses": {"spring": 2}}, {"store": "north"}),
}


@pytest.mark.parametrize("per", LIMITS)
@pytest.mark.parametrize(("uses", "said"), [(1, "limit_reached"), (2, "limit_reached"), (3, "applied")])
def test_a_limit_counts_the_uses_of_those_it_names(per: str, uses: int, said: str) -> None:
    facts, bought = LIMITS[per]
    assert reason(given(limits=[{"uses": uses, "per": per}]), checkout(**bought), facts=facts) == said


@pytest.mark.parametrize("per", LIMITS)
def test_uses_of_other_campaigns_and_by_others_do_not_count(per: str) -> None:
    others = [facts for name, (facts, _) in LIMITS.items() if name != per]
    elsewhere = {key: {"autumn": 9} for facts in others for key in facts}
    counted = {key: value for facts in others for key, value in facts.items()}
    for facts in (elsewhere, counted):
        assert reason(given(limits=[{"uses": 1, "per": per}]), checkout(**CUSTOMER), facts=facts) == "applied"


def test_a_guest_passes_a_limit_per_customer() -> None:
    limited = given(limits=[{"uses": 1, "per": "customer"}])
    assert reason(limited, facts={"customer_uses": {"spring": 5}}) == "applied"


def test_each_of_several_limits_must_be_open() -> None:
    limited = given(limits=[{"uses": 10}, {"uses": 1, "per": "customer"}])
    facts = {"uses": {"spring": 3}, "customer_uses": {"spring": 1}}
    assert reason(limited, checkout(**CUSTOMER), facts=facts) == "limit_reached"
    assert reason(limited, checkout(customer={"id": "c2"}), facts={"uses": {"spring": 3}}) == "applied"


GATES: list[tuple[str, dict[str, Any]]] = [
    ("not_started", {"starts_at": "2027-01-01T00:00:00Z"}),
    ("wrong_currency", {"currency": "EUR"}),
    ("wrong_website", {"website": "shop.example"}),
    ("wrong_channel", {"channels": ["web"]}),
    ("wrong_store", {"stores": ["north"]}),
    ("not_in_audience", {"audiences": ["lapsed"]}),
    ("limit_reached", {"limits": [{"uses": 1}]}),
    ("code_required", {"conditions": [code("SAVE")]}),
    ("nothing_to_discount", {}),
]


def test_of_several_shut_gates_the_first_is_the_reason() -> None:
    for first in range(len(GATES)):
        fields = {key: value for _, each in GATES[first:] for key, value in each.items()}
        free = checkout(tea("0.00"))
        assert reason(given(**fields), free, facts={"uses": {"spring": 1}}) == GATES[first][0]


def test_a_shut_gate_is_the_reason_even_when_another_campaign_shuts_it_out_too() -> None:
    alone = campaign("alone", percent(), combinable=False, priority=9)
    later = given(starts_at="2027-01-01T00:00:00Z")
    assert reasons(ask([alone, later])) == {"alone": "applied", "spring": "not_started"}
    wins = {"exclusive_means": "exclusive_wins"}
    assert reasons(ask([alone, later], stacking=wins)) == {"alone": "applied", "spring": "not_started"}


THAI = {"time_zone": "Asia/Bangkok"}
FINDINGS: list[tuple[Json, Json, Json, tuple[str, str, Any, Any]]] = [
    ({"starts_at": "2026-06-15T13:00:00Z", **THAI}, {}, {},
     ("starts_at", "after", "2026-06-15T20:00:00+07:00", "2026-06-15T19:00:00+07:00")),
    ({"ends_at": "2026-06-15T11:00:00Z"}, {}, {},
     ("ends_at", "before", "2026-06-15T11:00:00+00:00", "2026-06-15T12:00:00+00:00")),
    ({"windows": [{"weekdays": ["friday"]}], **THAI}, {}, {},
     ("windows", "in_range", [{"weekdays": ["friday"]}], "monday 2026-06-15T19:00:00+07:00")),
    ({"currency": "EUR"}, {}, {}, ("currency", "equals", "EUR", "USD")),
    ({"website": "shop.example"}, {"website": "other.example"}, {},
     ("website", "equals", "shop.example", "other.example")),
    ({"channels": ["pos"]}, {"channel": "web"}, {}, ("channels", "in", ["pos"], "web")),
    ({"stores": ["north"]}, {"store": "east"}, {}, ("stores", "in", ["north"], "east")),
    ({"stores": ["north"]}, {}, {}, ("stores", "in", ["north"], None)),
    ({"audiences": ["lapsed"]}, {}, {"audiences": ["new", "gold"]},
     ("audiences", "contains_any", ["lapsed"], ["gold", "new"])),
    ({"limits": [{"uses": 2}]}, {}, {"uses": {"spring": 3}}, ("limits", "less_than", 2, 3)),
    ({"budget": {"amount": "5.00"}}, {}, {"spent": {"spring": "4.50"}}, ("budget", "at_least", "1.00", "0.50")),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "bought", "facts", "found"), FINDINGS, ids=lambda each: None)
def test_a_shut_gate_says_what_was_wanted_and_what_was_there(
    fields: Json, bought: Json, facts: Json, found: tuple[str, str, Any, Any]
) -> None:
    (verdict,) = ask(given(**fields), checkout(**bought), facts=facts).verdicts
    finding = msgspec.to_builtins(verdict.finding)
    field, operator, wanted, actual = found
    amount = {"unit": "amount"} if field == "budget" else {}
    there = {"missing": True} if actual is None else {"actual": actual}
    assert finding == {
        "type": "campaign", "field": field, "operator": operator, "wanted": wanted, **there, **amount,
    }  # fmt: skip
