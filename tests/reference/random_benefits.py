"""Random benefits of every kind, one lane to a promotion."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.reference.exact import DIGITS, major
from tests.reference.random_conditions import rarely, selector

Json = dict[str, Any]
Strategy = st.SearchStrategy[Json]

shares = st.sampled_from(["10", "50", "100", "33.333333", "0.5", "12.5", "99"])
units = st.integers(1, 4)
picks = st.sampled_from(["cheapest", "dearest"])
bases = st.sampled_from(["running", "original"])


@cache
def benefits_of_a_lane(currency: str) -> st.SearchStrategy[list[Json]]:
    """One benefit, seldom two of one lane, seldom with one that goes along in any lane."""
    kinds = kinds_by_lane(currency)
    anywhere = st.one_of(*kinds["anywhere"])

    @st.composite
    def benefits(draw: st.DrawFn) -> list[Json]:
        lane = draw(st.sampled_from([*["product", "order"] * 4, "order", "fee", "delivery", "anywhere"]))
        given = [draw(st.one_of(*kinds[lane]))]
        if draw(rarely):
            given.append(draw(st.one_of(*kinds[lane])))
        if draw(rarely):
            given.insert(draw(st.integers(0, len(given))), draw(anywhere))
        return given

    return benefits()


def _kind(tag: str, needed: dict[str, st.SearchStrategy[Any]], **optional: st.SearchStrategy[Any]) -> Strategy:
    return st.fixed_dictionaries({"type": st.just(tag), **needed}, optional=optional)


def _one_of(tag: str, choices: list[dict[str, st.SearchStrategy[Any]]], **optional: st.SearchStrategy[Any]) -> Strategy:
    """A kind that says exactly one of several fields."""
    return st.one_of(*[_kind(tag, choice, **optional) for choice in choices])


@cache
def _amounts(currency: str) -> Callable[[int], st.SearchStrategy[str]]:
    digits = DIGITS[currency]

    @cache
    def up_to(most: int) -> st.SearchStrategy[str]:
        round_ones = st.integers(0, most // 50).map(lambda half: half * 50)
        return (st.integers(0, most) | round_ones).map(lambda minor: major(minor, digits))

    return up_to


def _products(currency: str) -> list[Strategy]:
    of, amount = selector(currency), _amounts(currency)
    limits = {"max_units_per_article": units, "pick": picks}
    prices = st.dictionaries(st.sampled_from("abc"), amount(1500), min_size=1, max_size=2)
    return [
        _kind(
            "percent_off_products",
            {"percent": shares},
            of=of,
            base=bases,
            max_units=units,
            max_amount=amount(900),
            **limits,
        ),
        _kind("amount_off_products", {"amount": amount(900)}, of=of, max_units=units, **limits),
        _kind("amount_off_products", {"amount": amount(900), "how": st.sampled_from(["per_line", "across"])}, of=of),
        _kind(
            "amount_off_first_and_more", {"first": amount(900), "more": amount(400)}, of=of, max_units_per_line=units
        ),
        _kind("campaign_price", {"price": amount(1500)}, of=of, **limits),
        _kind("campaign_price", {"prices": prices}, of=of, **limits),
        _kind(
            "campaign_price",
            {"store_prices": st.dictionaries(st.just("north"), prices, min_size=1)},
            prices=prices,
            **limits,
        ),
        _one_of("full_groups", [{"percent": shares}, {"amount": amount(900)}], of=of, base=bases).flatmap(
            lambda written: units.map(lambda size: {**written, "group_size": size})
        ),
        _quantity_tiers(currency, "product"),
        _spend_tiers(currency, "product"),
    ]


def _orders(currency: str) -> list[Strategy]:
    of, amount = selector(currency), _amounts(currency)
    often = {"of": of, "max_times": units}
    item = st.fixed_dictionaries({}, optional={"of": of, "quantity": st.integers(1, 2)})
    buy = st.fixed_dictionaries({"quantity": st.integers(1, 3)}, optional={"of": of})
    get = st.fixed_dictionaries({}, optional={"of": of, "quantity": st.integers(1, 2), "pick": picks})
    views = st.sampled_from(["as_priced", "included", "excluded"])
    most = {"of": of, "base": bases, "max_amount": amount(900), "max_amount_tax": views}
    return [
        _kind("percent_off_order", {"percent": shares}, exceeding_amount=amount(2500), **most),
        _kind("percent_off_order", {"percent": shares, "exceeding_quantity": st.integers(0, 4)}, **most),
        _kind("amount_off_order", {"amount": amount(2500)}, of=of),
        _kind("order_price", {"price": amount(4000)}, of=of),
        _quantity_tiers(currency, "order"),
        _spend_tiers(currency, "order"),
        _kind("buy_x_pay_y", {"buy": st.integers(2, 4), "pay": st.just(1)}, **often),
        _kind("cheapest_discount", {"every": st.integers(2, 4), "count": st.integers(1, 2), "percent": shares},
              grouping=st.sampled_from(["cheapest_overall", "groups_ascending"]), base=bases, **often),
        _kind("n_for_price", {"quantity": units, "price": amount(3000)}, pick=picks, **often),
        _one_of(
            "package",
            [{"price": amount(3000)}, {"unit_price": amount(1000)}, {"amount": amount(900)}, {"percent": shares}],
            of=of, pick=picks, base=bases,
        ).flatmap(lambda written: units.map(lambda quantity: {**written, "quantity": quantity})),
        _one_of("bundle", [{"price": amount(3000)}, {"amount": amount(900)}, {"percent": shares}],
                pick=picks, max_times=units, base=bases).flatmap(
            lambda written: st.lists(item, min_size=1, max_size=3).map(lambda items: {**written, "items": items})
        ),
        _one_of("buy_x_get_y", [{"percent": shares}, {"unit_price": amount(1000)}],
                max_times=units, base=bases).flatmap(
            lambda written: st.tuples(buy, get).map(lambda pair: {**written, "buy": pair[0], "get": pair[1]})
        ),
    ]  # fmt: skip


def _charges(currency: str, lane: str, some: dict[str, st.SearchStrategy[Any]]) -> list[Strategy]:
    amount = _amounts(currency)
    plural = "fees" if lane == "fee" else lane
    return [
        _kind(f"free_{plural}", {}, **some),
        _kind(f"{lane}_price", {"price": amount(900)}, **some),
        _kind(f"amount_off_{plural}", {"amount": amount(900)}, **some),
        _kind(f"percent_off_{plural}", {"percent": shares}, base=bases, **some),
    ]


def _anywhere(currency: str) -> list[Strategy]:
    of, amount = selector(currency), _amounts(currency)
    gift = st.fixed_dictionaries(
        {"article": st.sampled_from("abg"), "price": amount(900)}, optional={"product": st.just("p")}
    )
    rewards = [{"points": units}, {"voucher_series": st.just("next")}, {"credit": amount(900)}]
    whom = st.sampled_from(["referrer", "customer", "both"])
    spent = st.integers(1, 900).map(lambda minor: major(minor, DIGITS[currency]))
    return [
        _kind("free_gift", {"articles": st.lists(gift, min_size=1, max_size=2)}, quantity=units),
        _kind("points", {"points": units}, per_spent=spent, of=of, max_points=st.integers(1, 9)),
        _kind("voucher", {"series": st.just("next")}, quantity=units, valid_days=units),
        _kind("badge", {"badge": st.just("fan")}),
        _kind("access", {"resource": st.just("presale")}, days=units),
        _one_of("referral_reward", rewards, beneficiary=whom),
        _kind("trial_extension", {"days": units}, tier=st.just("gold"), features=st.just(["export"])),
    ]


@st.composite
def _quantity_tiers(draw: st.DrawFn, currency: str, lane: str) -> Json:
    bounds = sorted(draw(st.sets(st.integers(0, 8), min_size=1, max_size=3)))
    gives = ["percent", "amount", "price"] if lane == "product" else ["percent", "amount"]
    written = _with_tiers(draw, currency, "quantity_tiers", bounds, gives, lane)
    if lane == "product" and draw(st.booleans()):
        written["counted"] = "per_article"
    if draw(st.booleans()):
        written["graduated"] = True
    return written


@st.composite
def _spend_tiers(draw: st.DrawFn, currency: str, lane: str) -> Json:
    bounds = sorted(draw(st.sets(st.integers(0, 5000), min_size=1, max_size=3)))
    texts = [major(bound, DIGITS[currency]) for bound in bounds]
    written = _with_tiers(draw, currency, "spend_tiers", texts, ["percent", "amount"], lane)
    if lane == "order" and draw(st.booleans()):
        written["graduated"] = True
    return written


def _with_tiers(draw: st.DrawFn, currency: str, tag: str, bounds: list[Any], gives: list[str], lane: str) -> Json:
    give = draw(st.sampled_from(gives))
    value = shares if give == "percent" else _amounts(currency)(900)
    tiers = [{"at_least": bound, give: draw(value)} for bound in bounds]
    return {"type": tag, "tiers": tiers, "lane": lane, "of": draw(selector(currency)), "base": draw(bases)}


def kinds_by_lane(currency: str) -> dict[str, list[Strategy]]:
    """Strategies by lane, one or several for each kind."""
    return {
        "product": _products(currency),
        "order": _orders(currency),
        "fee": _charges(currency, "fee", {"ids": st.just(["fee0"])}),
        "delivery": _charges(currency, "delivery", {"methods": st.just(["post"])}),
        "anywhere": _anywhere(currency),
    }
