"""Tax on discounted amounts: contained or added, rounded per line or per rate; and coins for those who pay in cash."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from largesse.core.money import format_amount
from tests.promotions.asking import Json, ask, campaign, checkout, left, off, percent, tea

INCLUDED: Json = {"tax": {"prices_include_tax": True}}
ADDED: Json = {"tax": {"prices_include_tax": False}}
PER_RATE: Json = {"tax": {"prices_include_tax": False, "level": "rate"}}


def sums(found: Any) -> tuple[str, str, str]:
    return found.totals.total, found.totals.tax, found.totals.total_with_tax


@pytest.mark.parametrize(
    ("settings", "expected"),
    [(INCLUDED, ("100.00", "20.00", "100.00")), (ADDED, ("100.00", "25.00", "125.00"))],
)
def test_tax_is_contained_in_prices_or_added_to_them(settings: Json, expected: tuple[str, str, str]) -> None:
    found = ask([], checkout(tea("100.00", tax_rate="25")), **settings)
    assert (sums(found), found.lines[0].tax) == (expected, expected[1])


def test_tax_is_on_what_is_left_after_discounts() -> None:
    found = ask(campaign("a", percent("50")), checkout(tea("100.00", tax_rate="25")), **ADDED)
    assert sums(found) == ("50.00", "12.50", "62.50")


def test_each_line_delivery_and_fee_has_its_own_rate() -> None:
    bought = checkout(
        tea("100.00", tax_rate="25"), tea("100.00", tax_rate="6"), tea("100.00"),
        deliveries=[{"amount": "10.00", "tax_rate": "25"}], fees=[{"id": "bag", "amount": "1.00", "tax_rate": "12.5"}],
    )  # fmt: skip
    found = ask([], bought, **ADDED)
    assert [line.tax for line in found.lines] == ["25.00", "6.00", None]
    assert (found.deliveries[0].tax, found.fees[0].tax) == ("2.50", "0.13")
    assert sums(found) == ("311.00", "33.63", "344.63")


def test_rounded_per_line_or_once_for_each_rate() -> None:
    bought = checkout(*[tea("0.05", tax_rate="10")] * 3, tea("0.05", tax_rate="20"))
    assert ask([], bought, **ADDED).totals.tax == "0.04"
    assert ask([], bought, **PER_RATE).totals.tax == "0.03"


def test_a_line_at_nothing_bears_no_tax() -> None:
    found = ask(campaign("a", off("99")), checkout(tea(tax_rate="25")), **ADDED)
    assert (found.lines[0].tax, found.totals.tax) == ("0.00", "0.00")


@pytest.mark.parametrize("mode", ["half_up", "half_even", "down"])
def test_tax_is_rounded_half_up_whatever_discounts_are(mode: str) -> None:
    bought = checkout(tea("0.50", tax_rate="5"))
    assert ask([], bought, rounding={"mode": mode}, **ADDED).totals.tax == "0.03"


@pytest.mark.parametrize(("currency", "price", "tax"), [("JPY", "105", "11"), ("KWD", "1.005", "0.101")])
def test_tax_has_the_currency_s_digits(currency: str, price: str, tax: str) -> None:
    assert ask([], checkout(tea(price, tax_rate="10"), currency=currency), **ADDED).totals.tax == tax


prices = st.integers(0, 5000).map(lambda minor: format_amount(minor, 2))
rates = st.sampled_from(["0", "5", "7", "12.5", "25", "33.333333"])
lines = st.lists(
    st.builds(lambda p, q, r: tea(p, q, tax_rate=r), prices, st.integers(1, 5), rates), min_size=1, max_size=5
)


def minor(text: str | None) -> int:
    return int((text or "0").replace(".", ""))


@given(lines, st.booleans())
def test_tax_per_line_is_the_sum_of_the_lines_tax(bought: list[Json], included: bool) -> None:
    found = ask(campaign("a", percent("10")), checkout(*bought), tax={"prices_include_tax": included})
    assert minor(found.totals.tax) == sum(minor(line.tax) for line in found.lines)
    for line, written in zip(found.lines, bought, strict=True):
        rate = Fraction(written["tax_rate"]) / 100
        exact = minor(line.total) * (rate / (1 + rate) if included else rate)
        assert abs(minor(line.tax) - exact) <= Fraction(1, 2)


@given(lines, st.booleans())
def test_tax_per_rate_is_within_half_a_unit_of_the_exact_tax_of_each_rate(bought: list[Json], included: bool) -> None:
    found = ask([], checkout(*bought), tax={"prices_include_tax": included, "level": "rate"})
    exact: dict[Fraction, Fraction] = {}
    for line, written in zip(found.lines, bought, strict=True):
        rate = Fraction(written["tax_rate"]) / 100
        exact[rate] = exact.get(rate, Fraction(0)) + minor(line.total) * (rate / (1 + rate) if included else rate)
    assert abs(minor(found.totals.tax) - sum(exact.values())) <= Fraction(len(exact), 2)


COINS: Json = {"cash_rounding": {"USD": "0.05", "SEK": "1.00"}}


@pytest.mark.parametrize(
    ("price", "rounding", "to_pay"),
    [
        ("10.00", "0.00", "10.00"), ("10.02", "-0.02", "10.00"), ("10.03", "0.02", "10.05"), ("0.02", "-0.02", "0.00"),
        ("10.07", "-0.02", "10.05"), ("10.08", "0.02", "10.10"),
    ],
)  # fmt: skip
def test_who_pays_in_cash_pays_in_coins(price: str, rounding: str, to_pay: str) -> None:
    totals = ask([], checkout(tea(price), payment_method="cash"), **COINS).totals
    assert (totals.total, totals.cash_rounding, totals.to_pay) == (price, rounding, to_pay)


def test_half_a_coin_is_rounded_up() -> None:
    totals = ask([], checkout(tea("9.50"), payment_method="cash", currency="SEK"), **COINS).totals
    assert (totals.cash_rounding, totals.to_pay) == ("0.50", "10.00")


@pytest.mark.parametrize("more", [{"payment_method": "card"}, {}, {"payment_method": "cash", "currency": "EUR"}])
def test_nobody_else_is_rounded(more: Json) -> None:
    totals = ask([], checkout(tea("10.02"), **more), **COINS).totals
    assert (totals.cash_rounding, totals.to_pay) == (None, None)


def test_what_is_paid_in_cash_is_rounded_with_tax_and_after_discounts() -> None:
    bought = checkout(tea("10.00", tax_rate="7"), payment_method="cash")
    totals = ask(campaign("a", off("1.00")), bought, **COINS, **ADDED).totals
    assert (totals.total_with_tax, totals.cash_rounding, totals.to_pay) == ("9.63", "0.02", "9.65")


def test_a_condition_may_look_at_the_total_with_or_without_tax() -> None:
    def over(amount: str, tax: str, settings: Json) -> list[str]:
        condition = {"type": "order_total", "amount": amount, "tax": tax}
        return left(
            ask(campaign("a", off("1.00"), conditions=[condition]), checkout(tea("10.00", tax_rate="25")), **settings)
        )

    assert over("8.00", "excluded", INCLUDED) == ["9.00"]
    assert over("8.01", "excluded", INCLUDED) == ["10.00"]
    assert over("12.50", "included", ADDED) == ["9.00"]
    assert over("12.51", "included", ADDED) == ["10.00"]
    assert over("10.00", "as_priced", ADDED) == over("10.00", "as_priced", INCLUDED) == ["9.00"]
