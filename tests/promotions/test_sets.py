"""Sets found on runs are the sets that one would find unit by unit."""

from collections import Counter
from fractions import Fraction
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from largesse.promotions.basket import Row
from largesse.promotions.sets import Need, cut_into, limited, rounds
from largesse.promotions.units import Run, between, count, first, sorted_runs
from tests.promotions.conditions.reading import view

Units = list[tuple[int, int]]
"""(row, how many units), in the order in which they are picked."""


def rows(units: Units) -> list[Row]:
    lines = [{"article": str(row), "price": "1.00", "quantity": n} for row, n in sorted(units)]
    return view({"lines": lines}).basket.rows


def runs_of(units: Units) -> list[Run]:
    by_index = rows(units)
    return [Run(by_index[row], Fraction(100), n) for row, n in units]


@st.composite
def units_in_order(draw: st.DrawFn, most_rows: int = 5) -> Units:
    quantities = draw(st.lists(st.integers(1, 9), min_size=1, max_size=most_rows))
    order = draw(st.permutations(range(len(quantities))))
    return [(row, quantities[row]) for row in order]


def exploded(units: Units) -> list[int]:
    return [row for row, n in units for _ in range(n)]


def named(runs: list[Run]) -> Counter[int]:
    """How many units of each row these are."""
    units: Counter[int] = Counter()
    for run in runs:
        units[run.row.index] += run.units
    return units


@given(units_in_order(), st.integers(1, 7), st.none() | st.integers(0, 5))
def test_sets_are_cut_as_unit_by_unit(units: Units, size: int, most: int | None):
    one_by_one = exploded(units)
    wanted = [Counter(one_by_one[i : i + size]) for i in range(0, len(one_by_one) - size + 1, size)][:most]
    found = [named(runs) for runs, times in limited(cut_into(runs_of(units), size), most) for _ in range(times)]
    assert found == wanted


@given(units_in_order(), st.integers(0, 30), st.integers(0, 30))
def test_some_of_the_units_are_those_one_would_count_off(units: Units, start: int, end: int):
    one_by_one = exploded(units)
    assert named(first(runs_of(units), end)) == Counter(one_by_one[:end])
    assert named(between(runs_of(units), start, end)) == Counter(one_by_one[start:end])


def slowly(orders: list[list[int]], wants: list[int], free: Counter[int], most: int | None) -> list[list[Counter[int]]]:
    """Rounds found one unit at a time: each need takes its next free units in its own order."""
    found: list[list[Counter[int]]] = []
    while most is None or len(found) < most:
        taken: list[Counter[int]] = []
        for order, want in zip(orders, wants, strict=True):
            mine: Counter[int] = Counter()
            for row in order:
                while free[row] and mine.total() < want:
                    free[row] -= 1
                    mine[row] += 1
            if mine.total() < want:
                return found
            taken.append(mine)
        found.append(taken)
    return found


@st.composite
def needs_on_shared_rows(draw: st.DrawFn) -> tuple[list[int], list[list[int]], list[int]]:
    quantities = draw(st.lists(st.integers(1, 12), min_size=1, max_size=5))
    every = range(len(quantities))
    some = st.lists(st.sampled_from(every), unique=True, min_size=1)
    orders = draw(st.lists(some, min_size=1, max_size=3))
    wants = draw(st.lists(st.integers(1, 4), min_size=len(orders), max_size=len(orders)))
    return quantities, orders, wants


@given(needs_on_shared_rows(), st.none() | st.integers(1, 4))
def test_rounds_are_found_as_unit_by_unit(shape: tuple[list[int], list[list[int]], list[int]], most: int | None):
    quantities, orders, wants = shape
    by_index = rows(list(enumerate(quantities)))
    needs = [
        Need([Run(by_index[row], Fraction(100), quantities[row]) for row in order], want)
        for order, want in zip(orders, wants, strict=True)
    ]
    found = [[named(part) for part in taken] for taken, times in rounds(needs, most) for _ in range(times)]
    assert found == slowly(orders, wants, Counter(dict(enumerate(quantities))), most)


def test_a_thousand_lines_of_a_billion_units_are_cut_in_a_moment():
    units = [(row, 10**9 - row) for row in range(1000)]
    runs = runs_of(units)
    before = perf_counter()
    assert sum(times for _, times in cut_into(runs, 7)) == count(runs) // 7
    halves = [Need(runs[:500], 3), Need(runs[500:], 2), Need(runs, 1)]
    assert sum(times for _, times in rounds(halves, None)) > 10**11
    assert perf_counter() - before < 5


def test_the_dearest_units_go_first_and_equal_ones_in_the_checkouts_order():
    lines = [
        {"article": "a", "price": "2.00", "quantity": 2},
        {"article": "b", "price": "3.00"},
        {"article": "weighed", "price": "9.00", "quantity": "1.5"},
        {"article": "c", "price": "2.00"},
    ]
    seen = view({"lines": lines})
    assert [run.row.article for run in sorted_runs(seen.basket.rows, seen.standing, "dearest")] == ["b", "a", "c"]
    assert [run.row.article for run in sorted_runs(seen.basket.rows, seen.standing, "cheapest")] == ["a", "c", "b"]
