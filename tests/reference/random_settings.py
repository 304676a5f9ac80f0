"""Random settings of a company: rounding, tax, stacking, endings."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.reference.exact import DIGITS, major
from tests.reference.random_conditions import rarely

Json = dict[str, Any]


@cache
def amount(currency: str, most: int = 2500) -> st.SearchStrategy[str]:
    """An amount in major units, often a round one."""
    digits = DIGITS[currency]
    minor = st.integers(0, most) | st.integers(0, most // 50).map(lambda half: half * 50)
    return minor.map(lambda each: major(each, digits))


roundings = st.fixed_dictionaries(
    {},
    optional={
        "mode": st.sampled_from(["half_up", "half_even", "down"]),
        "level": st.sampled_from(["unit", "line"]),
        "what": st.sampled_from(["discount", "price"]),
    },
)
policies = st.fixed_dictionaries(
    {},
    optional={
        "default_behavior": st.sampled_from(["stackable", "exclusive"]),
        "same_type": st.sampled_from(["combine", "take_best"]),
        "overlapping_products": st.sampled_from(["combine", "combine_if_stackable"]),
        "max_stacked_campaigns": st.integers(1, 3),
        "max_stacked_choice": st.sampled_from(["first", "best"]),
    },
)
modes = st.sampled_from(
    [
        {"exclusive_means": "exclusive_stops"},
        {"exclusive_means": "exclusive_wins"},
        {"exclusive_means": "sequential"},
        {"priority_resolution": "highest_discount", "scope": "order"},
        {"priority_resolution": "highest_discount", "scope": "best_single"},
        {"priority_resolution": "highest_discount", "scope": "best_per_line"},
    ]
)


@st.composite
def policy_of(draw: st.DrawFn, currency: str) -> Json:
    policy: Json = draw(policies) | draw(modes)
    if draw(rarely):
        most = {"percent": st.sampled_from(["5", "33.3", "50"]), "amounts": amount(currency, 900)}
        named = draw(st.sampled_from([["percent"], ["amounts"], ["percent", "amounts"]]))
        bounds = {key: draw(most[key]) for key in named}
        policy["max_discount"] = bounds | ({"amounts": {currency: bounds["amounts"]}} if "amounts" in bounds else {})
    return policy


@st.composite
def settings_of(draw: st.DrawFn, currency: str) -> Json:
    taxes = {"prices_include_tax": st.booleans(), "level": st.sampled_from(["line", "rate"])}
    written: Json = {
        "stacking": draw(policy_of(currency)),
        "rounding": draw(roundings),
        "tax": draw(st.fixed_dictionaries({}, optional=taxes)),
    }
    if draw(st.booleans()):
        written["ignore_code_case"] = draw(st.booleans())
    if draw(rarely):
        default = st.fixed_dictionaries({}, optional={"priority": st.integers(-1, 2), "combinable": st.booleans()})
        written["categories"] = draw(st.dictionaries(st.sampled_from(["flash_sale", "seasonal"]), default))
    if draw(rarely):
        written["least_margin"] = draw(st.sampled_from(["0", "10", "33.333"]))
    if draw(rarely):
        endings = st.lists(st.sampled_from([0, 90, 99, 95, 490]), min_size=1, max_size=2, unique=True)
        written["price_endings"] = {currency: [major(each, DIGITS[currency]) for each in draw(endings)]}
    if draw(rarely):
        written["cash_rounding"] = {currency: major(draw(st.sampled_from([1, 5, 10])), DIGITS[currency])}
    return written
