"""Percentages, quantities and the rounding of ratios: exact, and rounded only where it is asked for."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from largesse.core.numbers import (
    LARGEST_QUANTITY,
    SCALE,
    WHOLE,
    Rounding,
    format_quantity,
    parse_percent,
    parse_quantity,
    parse_rate,
    round_ratio,
)

numerators = st.integers(0, 100) | st.integers(0, 10**30)
denominators = st.integers(1, 12) | st.integers(1, 10**20)
WORDS = {Rounding.half_up: ROUND_HALF_UP, Rounding.half_even: ROUND_HALF_EVEN, Rounding.down: ROUND_DOWN}


@pytest.mark.parametrize(
    ("numerator", "denominator", "half_up", "half_even", "down"),
    [
        (1, 2, 1, 0, 0),
        (3, 2, 2, 2, 1),
        (5, 2, 3, 2, 2),
        (7, 3, 2, 2, 2),
        (8, 3, 3, 3, 2),
        (6, 3, 2, 2, 2),
        (0, 7, 0, 0, 0),
    ],
)
def test_each_mode_rounds_halves_in_its_own_way(
    numerator: int, denominator: int, half_up: int, half_even: int, down: int
) -> None:
    rounded = [
        round_ratio(numerator, denominator, mode) for mode in (Rounding.half_up, Rounding.half_even, Rounding.down)
    ]
    assert rounded == [half_up, half_even, down]


@given(numerators, denominators, st.sampled_from(Rounding))
def test_a_ratio_is_rounded_as_decimal_arithmetic_rounds_it(numerator: int, denominator: int, mode: Rounding) -> None:
    doubled = Fraction(2 * numerator, denominator)  # whole, half or neither: enough to decide, and finite in decimals
    told_apart = 2 * (doubled // 1) + (doubled % 1 > 0)
    with localcontext() as context:
        context.prec = 80
        wanted = (Decimal(told_apart) / 4).quantize(Decimal(1), rounding=WORDS[mode])
    assert round_ratio(numerator, denominator, mode) == int(wanted)


@given(numerators, denominators, st.sampled_from(Rounding))
def test_rounding_moves_a_ratio_by_less_than_one_and_never_up_when_cut_off(
    numerator: int, denominator: int, mode: Rounding
) -> None:
    moved = round_ratio(numerator, denominator, mode) - Fraction(numerator, denominator)
    assert abs(moved) <= (1 if mode is Rounding.down else Fraction(1, 2))
    assert mode is not Rounding.down or -1 < moved <= 0


@pytest.mark.parametrize(
    ("text", "share"),
    [("100", WHOLE), ("12.5", WHOLE // 8), ("0.000001", 1), ("33.333333", 33333333), ("050", WHOLE // 2)],
)
def test_a_percentage_is_an_exact_share(text: str, share: int) -> None:
    assert parse_percent(text) == share


@pytest.mark.parametrize("text", ["0", "0.000000", "100.000001", "101", "9999999999"])
def test_a_percentage_is_above_zero_and_at_most_a_hundred(text: str) -> None:
    with pytest.raises(ValueError, match="above 0 and up to 100"):
        parse_percent(text)


@pytest.mark.parametrize("read", [parse_percent, parse_rate, parse_quantity])
@pytest.mark.parametrize("text", ["", "-1", "1e1", "1.0000001", "1.", ".5", "١", "nan", "12345678901", " 1"])
def test_anything_but_plain_decimals_is_refused(read, text: str) -> None:
    with pytest.raises(ValueError, match="is not a decimal number"):
        read(text)


def test_a_tax_rate_may_be_zero_or_above_a_hundred_percent() -> None:
    assert [parse_rate(text) for text in ("0", "7", "1000")] == [0, 7 * WHOLE // 100, 10 * WHOLE]
    with pytest.raises(ValueError, match="at most 1000 percent"):
        parse_rate("1000.000001")


@pytest.mark.parametrize(("text", "quantity"), [("0.345", 345_000), ("2", 2 * SCALE), ("1000000000", LARGEST_QUANTITY)])
def test_a_quantity_is_in_millionths(text: str, quantity: int) -> None:
    assert parse_quantity(text) == quantity


@pytest.mark.parametrize("text", ["0", "0.000000", "1000000000.000001", "9999999999"])
def test_a_quantity_is_above_zero_and_up_to_a_billion(text: str) -> None:
    with pytest.raises(ValueError, match="above 0 and up to 1000000000"):
        parse_quantity(text)


@given(st.integers(1, LARGEST_QUANTITY))
def test_a_quantity_that_is_written_is_read_as_the_same(quantity: int) -> None:
    text = format_quantity(quantity)
    assert parse_quantity(text) == quantity
    assert "." not in text or not text.endswith("0")
