"""An amount spread over parts: the parts always sum to the whole, and no part bears more than it has room for."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from largesse.core.allocation import allocate

Part = tuple[int, int]
"""Weight and room."""

small = st.integers(0, 12)
large = st.integers(0, 10**12)
parts = st.lists(st.tuples(small, small), max_size=8) | st.lists(st.tuples(large, large), max_size=12)
totals = st.integers(0, 60) | large


def shares_of(total: int, parts: list[Part]) -> list[int]:
    return allocate(total, [weight for weight, _ in parts], [room for _, room in parts])


def bearing(parts: list[Part]) -> list[Part]:
    return [part for part in parts if part[0] > 0]


@pytest.mark.parametrize(
    ("total", "weights", "rooms", "shares"),
    [
        (100, [1, 1, 1], [100, 100, 100], [34, 33, 33]),
        (101, [1, 1, 1], [100, 100, 100], [34, 34, 33]),
        (10, [3, 3, 1], [10, 10, 10], [4, 4, 2]),
        (10, [1, 1], [2, 100], [2, 8]),
        (10, [1, 1, 2], [1, 100, 3], [1, 6, 3]),
        (10, [1, 1], [3, 4], [3, 4]),
        (10, [0, 1], [100, 100], [0, 10]),
        (10, [1, 1], [0, 100], [0, 10]),
        (0, [1, 1], [5, 5], [0, 0]),
        (10, [0, 0], [5, 5], [0, 0]),
        (10, [], [], []),
        (1, [1, 1], [1, 1], [1, 0]),
    ],
)
def test_shares_are_in_proportion_and_the_missing_units_go_to_the_largest_fractions(
    total: int, weights: list[int], rooms: list[int], shares: list[int]
) -> None:
    assert allocate(total, weights, rooms) == shares


@given(totals, parts)
def test_the_shares_sum_to_the_whole_or_to_all_the_room_there_is(total: int, parts: list[Part]) -> None:
    assert sum(shares_of(total, parts)) == min(total, sum(room for _, room in bearing(parts)))


@given(totals, parts)
def test_no_share_is_below_zero_or_above_its_room(total: int, parts: list[Part]) -> None:
    for share, (weight, room) in zip(shares_of(total, parts), parts, strict=True):
        assert 0 <= share <= (room if weight else 0)


@given(totals, parts)
def test_every_share_is_its_exact_share_cut_down_or_one_unit_more(total: int, parts: list[Part]) -> None:
    for share, exact in zip(shares_of(total, parts), exact_shares(total, parts), strict=True):
        assert exact - 1 < share < exact + 1


@given(totals, parts)
def test_a_missing_unit_goes_to_the_larger_fraction_and_of_equal_ones_to_the_earlier_part(
    total: int, parts: list[Part]
) -> None:
    broken = [(exact % 1, -i, up) for i, (exact, up) in enumerate(rounded(total, parts)) if exact % 1]
    assert [up for _, _, up in sorted(broken, reverse=True)] == sorted((up for _, _, up in broken), reverse=True)


def rounded(total: int, parts: list[Part]) -> list[tuple[Fraction, bool]]:
    """Each part's exact share, and whether it got more than that."""
    exact = exact_shares(total, parts)
    return [(each, share > each) for each, share in zip(exact, shares_of(total, parts), strict=True)]


@given(totals, parts, st.data())
def test_more_room_never_gives_a_part_less(total: int, parts: list[Part], data: st.DataObject) -> None:
    if parts:
        i = data.draw(st.integers(0, len(parts) - 1))
        wider = [*parts[:i], (parts[i][0], parts[i][1] + data.draw(st.integers(1, 9))), *parts[i + 1 :]]
        assert shares_of(total, wider)[i] >= shares_of(total, parts)[i]


@given(totals, st.lists(st.tuples(small, small), max_size=8), st.data())
def test_in_another_order_only_parts_of_equal_fractions_change_places(
    total: int, parts: list[Part], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(parts))
    assert sorted((exact % 1, up) for exact, up in rounded(total, shuffled)) == sorted(
        (exact % 1, up) for exact, up in rounded(total, parts)
    )


@given(totals, parts, st.integers(1, 1000))
def test_weights_count_by_their_proportion_alone(total: int, parts: list[Part], factor: int) -> None:
    assert shares_of(total, [(weight * factor, room) for weight, room in parts]) == shares_of(total, parts)


def exact_shares(total: int, parts: list[Part]) -> list[Fraction]:
    """By the words of the contract: find the level at which everything fits, one full part after the other."""
    shares = [Fraction(0)] * len(parts)
    waiting = [i for i, (weight, _) in enumerate(parts) if weight]
    rest = Fraction(min(total, sum(parts[i][1] for i in waiting)))
    while waiting:
        level = rest / sum(parts[i][0] for i in waiting)
        lowest = min(waiting, key=lambda i: Fraction(parts[i][1], parts[i][0]))
        weight, room = parts[lowest]
        shares[lowest] = min(Fraction(room), level * weight)
        rest -= shares[lowest]
        waiting.remove(lowest)
    return shares
