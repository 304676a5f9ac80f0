"""Terms: texts read under a currency and a place in the document, and refused with that place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from largesse.core.errors import Invalid
from largesse.core.numbers import SCALE, WHOLE
from largesse.core.terms import Terms

TERMS = Terms(digits=2, path="$.campaigns[1]").under("benefits").under(0)


def refusal(read: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(Invalid) as error:
        read()
    (problem,) = error.value.problems
    return problem.path, problem.code


def test_texts_are_read_as_integers() -> None:
    assert TERMS.amount("12.50", "price") == 1250
    assert TERMS.amounts({"tea": "1", "nuts": "0.5"}, "prices") == {"tea": 100, "nuts": 50}
    assert TERMS.percent("50", "percent") == WHOLE // 2
    assert TERMS.quantity("0.5", "quantity") == SCALE // 2


def test_each_step_down_lengthens_the_path() -> None:
    assert TERMS.path == "$.campaigns[1].benefits[0]"


def test_what_makes_no_sense_is_refused_at_its_field() -> None:
    here = "$.campaigns[1].benefits[0]"
    assert refusal(lambda: TERMS.amount("1.234", "price")) == (f"{here}.price", "bad_amount")
    assert refusal(lambda: TERMS.amounts({"tea": "1", "nuts": "x"}, "prices")) == (f"{here}.prices.nuts", "bad_amount")
    assert refusal(lambda: TERMS.percent("101", "percent")) == (f"{here}.percent", "bad_percent")
    assert refusal(lambda: TERMS.quantity("0", "quantity")) == (f"{here}.quantity", "bad_quantity")


def test_a_refusal_of_the_part_itself_has_its_path_alone() -> None:
    problem = TERMS.refuse("", "exactly_one", "say one").problems[0]
    assert problem.path == "$.campaigns[1].benefits[0]"


@pytest.mark.parametrize(("ignore_case", "compared"), [(True, "strasse"), (False, "Straße")])
def test_codes_are_compared_without_regard_to_case_unless_set(ignore_case: bool, compared: str) -> None:
    assert Terms(digits=2, ignore_case=ignore_case).code("Straße") == compared
