"""Returns: cumulative shares of what was paid, that sum to it, from the stored evaluation alone."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from largesse.core.errors import Invalid
from largesse.promotions.evaluation import Evaluation, LineResult, RoundingEcho, Totals
from largesse.promotions.returns import Refund, Returned, refund

NOTHING = Totals(subtotal="0", discount="0", delivery="4.90", fees="0", total="0", tax="0", total_with_tax="0")


def sold(*lines: LineResult, currency: str = "USD") -> Evaluation:
    return msgspec.convert(
        {
            "schema": "largesse.evaluation/1",
            "currency": currency,
            "at": "2026-06-15T12:00:00Z",
            "lines": [msgspec.to_builtins(line) for line in lines],
            "totals": msgspec.to_builtins(NOTHING),
            "rounding": msgspec.to_builtins(RoundingEcho("half_up", "unit", "discount")),
        },
        Evaluation,
    )


def line(name: str, quantity: int | str, subtotal: str, total: str, tax: str | None = None) -> LineResult:
    return LineResult(id=name, article=name, quantity=quantity, price=subtotal, subtotal=subtotal, total=total, tax=tax)


TEA, NUTS = line("tea", 3, "12.00", "10.00", "0.65"), line("nuts", "0.5", "2.00", "2.00")
ORDER = sold(TEA, NUTS)


def back(**quantities: int | str) -> list[Returned]:
    return [Returned(line=name, quantity=quantity) for name, quantity in quantities.items()]


def in_turn(order: Evaluation, *returns: list[Returned]) -> list[Refund]:
    return [refund(order, now, [each for past in returns[:i] for each in past]) for i, now in enumerate(returns)]


def test_each_return_is_the_share_of_all_units_so_far_less_what_was_refunded_before():
    refunds = in_turn(ORDER, back(tea=1), back(tea=1), back(tea=1))
    assert [each.amount for each in refunds] == ["3.33", "3.34", "3.33"]
    assert [each.remaining for each in refunds] == ["8.67", "5.33", "2.00"]


def test_tax_and_discount_go_back_in_the_same_way():
    refunds = in_turn(ORDER, back(tea=2), back(tea=1))
    assert [(each.lines[0].tax, each.lines[0].discount) for each in refunds] == [("0.43", "1.33"), ("0.22", "0.67")]
    assert [each.tax for each in refunds] == ["0.43", "0.22"]


def test_a_return_is_the_sum_over_its_lines_and_delivery_stays():
    everything = refund(ORDER, back(tea=3, nuts="0.5"))
    assert (everything.amount, everything.remaining) == ("12.00", "0.00")
    assert [(each.line, each.quantity, each.amount) for each in everything.lines] == [
        ("tea", "3", "10.00"),
        ("nuts", "0.5", "2.00"),
    ]


def test_nothing_brought_back_gives_nothing_back():
    nothing = refund(ORDER, [])
    assert (nothing.amount, nothing.lines, nothing.remaining) == ("0.00", [], "12.00")


@pytest.mark.parametrize(
    ("now", "path", "code"),
    [
        (back(coffee=1), "$[0].line", "unknown_line"),
        (back(tea=4), "$[0].quantity", "too_much"),
        ([*back(tea=2), *back(tea=2)], "$[1].quantity", "too_much"),
        (back(nuts="0.500001"), "$[0].quantity", "too_much"),
    ],
)
def test_more_than_was_bought_is_refused_at_its_place(now, path, code):
    with pytest.raises(Invalid) as refused:
        refund(ORDER, now)
    assert [(problem.path, problem.code) for problem in refused.value.problems] == [(path, code)]


def test_what_came_back_before_cannot_come_back_again():
    with pytest.raises(Invalid, match="no more than 1 of this line"):
        refund(ORDER, back(tea=2), back(tea=2))


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, 10**7), st.permutations(range(n)))))
def test_the_refunds_of_a_whole_line_sum_to_what_was_paid(bought: tuple[int, int, list[int]]):
    units, paid, order = bought
    cuts = sorted(set(order[: len(order) // 2]) - {0})
    parts = [end - start for start, end in zip([0, *cuts], [*cuts, units], strict=True)]
    sale = sold(line("tea", units, str(paid), str(paid)), currency="JPY")
    refunds = in_turn(sale, *[back(tea=part) for part in parts])
    assert sum(int(each.amount) for each in refunds) == paid
    assert all(int(each.amount) >= 0 for each in refunds)
    assert refunds[-1].remaining == "0"
