"""The marketer's order among campaigns of one priority: positions with room between them, low first.

A dragged campaign takes a number between its new neighbours. Where there is none, those after it move up as far as is
needed and no further, so that a drag seldom touches more than one campaign.
"""

from __future__ import annotations

from collections.abc import Sequence

STEP = 1000
LARGEST = 10**9


def make_room(positions: Sequence[int], slot: int) -> tuple[int, dict[int, int]]:
    """Return the position for a newcomer at `slot`, and the new positions of the others that must move, by index.

    `positions` are those of the others, in order; equal ones are allowed. Afterwards the newcomer stands strictly
    between its neighbours, and nobody has changed places with anybody else.
    """
    before = positions[slot - 1] if slot else -1
    after = positions[slot] if slot < len(positions) else before + 2 * STEP
    new, moved = before + (after - before) // 2, {}
    if new == before:
        new = before + STEP
        moved = _pushed(positions, slot, new)
    return (new, moved) if max((new, *moved.values())) <= LARGEST else _spread(len(positions), slot)


def _pushed(positions: Sequence[int], slot: int, new: int) -> dict[int, int]:
    """Return the positions of those from `slot` on that have to make way for `new`."""
    moved: dict[int, int] = {}
    last = new
    for index in range(slot, len(positions)):
        if positions[index] > last:
            break
        last = moved[index] = last + STEP
    return moved


def _spread(count: int, slot: int) -> tuple[int, dict[int, int]]:
    """Return everybody at equal distances: the numbers have run out."""
    step = LARGEST // (count + 2)
    return step * (slot + 1), {index: step * (index + 1 + (index >= slot)) for index in range(count)}
