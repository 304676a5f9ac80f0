from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from largesse.campaigns.order import LARGEST, STEP, make_room

POSITIONS = st.lists(
    st.integers(0, LARGEST) | st.integers(0, 5) | st.integers(LARGEST - 3 * STEP, LARGEST), max_size=12
).map(sorted)


@st.composite
def drops(draw: st.DrawFn) -> tuple[list[int], int]:
    positions = draw(POSITIONS)
    return positions, draw(st.integers(0, len(positions)))


@given(drops())
def test_a_newcomer_stands_strictly_between_its_neighbours_and_nobody_else_changes_places(drop: tuple[list[int], int]):
    positions, slot = drop
    new, moved = make_room(positions, slot)
    after = [moved.get(index, position) for index, position in enumerate(positions)]
    assert all(0 <= each <= LARGEST for each in (new, *after))
    assert all(each < new for each in after[:slot])
    assert all(each > new for each in after[slot:])
    # those that were equal, and so in the order of their ids, stay equal or move apart in that order
    assert after == sorted(after)
    pairs = zip(pairwise(positions), pairwise(after), strict=True)
    assert all(a < b for (was, then), (a, b) in pairs if was < then)


def test_a_drop_between_numbers_with_room_moves_nobody_else():
    assert make_room([0, 1000, 2000], 1) == (500, {})
    assert make_room([0, 1000, 2000], 3) == (3000, {})
    assert make_room([], 0) == (STEP - 1, {})


def test_without_room_as_few_of_those_behind_as_make_room_share_it():
    assert make_room([0, 1, 9000], 1) == (3000, {1: 6000})
    assert make_room([0, 1, 100, 2000], 1) == (500, {1: 1000, 2: 1500})
    assert make_room([0, 0, 0], 2) == (1000, {2: 2000})


def test_a_hundred_drops_in_the_same_gap_move_a_few_others_each_and_not_all_behind():
    positions = [0] * 50
    moves = 0
    for _ in range(100):
        new, moved = make_room(positions, 25)
        moves += len(moved)
        positions = sorted([*(moved.get(i, p) for i, p in enumerate(positions)), new])
    assert moves < 100 * 10  # all behind would be 100 * 75


def test_drops_in_the_same_gap_do_not_move_a_hundred_thousand_that_stand_close_behind():
    positions = [STEP * i for i in range(100_000)]
    for _ in range(100):
        new, moved = make_room(positions, 25)
        assert len(moved) < 300
        for index, place in moved.items():
            positions[index] = place
        positions.insert(25, new)
    assert positions == sorted(set(positions))


def test_when_the_numbers_have_run_out_everybody_is_spread_anew():
    new, moved = make_room([LARGEST - 1, LARGEST], 1)
    assert moved.keys() == {0, 1}
    assert moved[0] < new < moved[1]
