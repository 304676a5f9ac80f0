"""Problems as values: each names its place, and an error says the first one and how many more there are."""

from __future__ import annotations

import pytest

from largesse.core import errors
from largesse.core.errors import Invalid, LargesseError, Malformed, Problem

PRICE = Problem("$.lines[3].price", "bad_amount", "'1.234' has 3 digits after the point; this currency has 2")
RATE = Problem("$.lines[4].tax_rate", "bad_rate", "too much")


def test_one_problem_is_told_with_its_place() -> None:
    error = Invalid.at(PRICE.path, PRICE.code, PRICE.message)
    assert error.problems == (PRICE,)
    assert str(error) == error.message == f"{PRICE.path}: {PRICE.message}"


def test_of_several_problems_the_first_is_told_and_the_rest_counted() -> None:
    error = Invalid.of([PRICE, RATE, RATE])
    assert error.problems == (PRICE, RATE, RATE)
    assert str(error) == f"{PRICE.path}: {PRICE.message} (and 2 more)"


def test_every_refusal_has_a_permanent_code_of_its_own() -> None:
    kinds = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, LargesseError)]
    codes = "conflict error forbidden interrupted invalid malformed not_found too_large unauthorized unavailable"
    assert sorted(kind.code for kind in kinds) == codes.split()


@pytest.mark.parametrize("kind", [Malformed, Invalid])
def test_malformed_text_is_invalid_too(kind: type[LargesseError]) -> None:
    with pytest.raises(kind):
        raise Malformed("not JSON")
