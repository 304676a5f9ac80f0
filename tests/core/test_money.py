"""Amounts: whole minor units inside, decimal text outside, and exactly the same amount on both sides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from largesse.core.errors import Invalid
from largesse.core.money import DIGITS, LARGEST, digits_of, example_amount, format_amount, parse_amount

digits = st.sampled_from(sorted(set(DIGITS.values())))
amounts = st.integers(0, LARGEST)


@pytest.mark.parametrize(("currency", "count"), [("JPY", 0), ("USD", 2), ("THB", 2), ("KWD", 3), ("CLF", 4)])
def test_a_currency_has_the_minor_digits_of_iso_4217(currency: str, count: int) -> None:
    assert digits_of(currency) == count


@pytest.mark.parametrize("currency", ["XYZ", "usd", "", "US", "XAU", "$"])
def test_an_unknown_currency_is_refused_at_its_path(currency: str) -> None:
    with pytest.raises(Invalid) as error:
        digits_of(currency, "$.campaigns[2].currency")
    (problem,) = error.value.problems
    assert (problem.path, problem.code) == ("$.campaigns[2].currency", "unknown_currency")
    assert repr(currency) in problem.message


@pytest.mark.parametrize(
    ("text", "count", "minor"),
    [
        ("12.50", 2, 1250),
        ("12.5", 2, 1250),
        ("12", 2, 1200),
        ("0.01", 2, 1),
        ("007", 2, 700),
        ("0", 0, 0),
        ("350", 0, 350),
        ("1.234", 3, 1234),
        ("0.0001", 4, 1),
        ("10000000000000.00", 2, LARGEST),
    ],
)
def test_text_in_major_units_is_read_exactly(text: str, count: int, minor: int) -> None:
    assert parse_amount(text, count) == minor


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        ".5",
        "5.",
        "-1",
        "+1",
        "1e3",
        "1,5",
        "1_000",
        " 1",
        "1 ",
        "1\n",
        "0x10",
        "١٢",
        "１２",
        "NaN",
        "inf",
        "1.2.3",
    ],
)
def test_anything_but_plain_digits_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=r"write digits as text, such as '12\.50'"):
        parse_amount(text, 2)


@pytest.mark.parametrize(("text", "count"), [("1.001", 2), ("1.000", 2), ("1.0", 0), ("1.2345", 3)])
def test_more_digits_than_the_currency_has_are_refused_even_when_they_are_noughts(text: str, count: int) -> None:
    with pytest.raises(ValueError, match=f"this currency has {count}"):
        parse_amount(text, count)


@pytest.mark.parametrize(
    ("text", "count"), [("10000000000000.01", 2), ("9999999999999999", 0), ("9999999999999999", 4)]
)
def test_an_amount_beyond_all_reason_is_refused(text: str, count: int) -> None:
    with pytest.raises(ValueError, match="larger than any amount"):
        parse_amount(text, count)


@pytest.mark.parametrize(
    ("minor", "count", "text"),
    [
        (1250, 2, "12.50"),
        (-1250, 2, "-12.50"),
        (5, 2, "0.05"),
        (-5, 2, "-0.05"),
        (0, 2, "0.00"),
        (-7, 0, "-7"),
        (1, 4, "0.0001"),
    ],
)
def test_an_amount_is_written_with_all_its_digits(minor: int, count: int, text: str) -> None:
    assert format_amount(minor, count) == text


@given(amounts, digits)
def test_what_is_written_is_read_as_the_same_amount(minor: int, count: int) -> None:
    assert parse_amount(format_amount(minor, count), count) == minor


@given(amounts, digits)
def test_a_debt_is_written_as_the_amount_with_a_sign(minor: int, count: int) -> None:
    assert format_amount(-minor, count) == ("-" if minor else "") + format_amount(minor, count)


@given(st.text(max_size=20), digits)
def test_whatever_is_read_is_the_number_that_a_person_reads(text: str, count: int) -> None:
    try:
        minor = parse_amount(text, count)
    except ValueError:
        return
    whole, _, part = text.partition(".")
    assert text.isascii()
    assert minor == int(whole) * 10**count + int(part.ljust(count, "0") or "0")


@given(digits)
def test_the_example_in_messages_is_well_written(count: int) -> None:
    assert format_amount(parse_amount(example_amount(count), count), count) == example_amount(count)
