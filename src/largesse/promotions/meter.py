"""How much one evaluation may still do, shared by all of its parts, and who is told when a promotion's turn comes."""

from __future__ import annotations

from collections.abc import Callable

GoOn = Callable[[str], bool]
"""(campaign whose turn comes, empty when all have had theirs) -> may the evaluation go on.

A shell puts its clock behind it; the engine has none.
"""


class Meter:
    """Counts promotions judged. Once it has stopped it stays so, and what was found by then is the answer."""

    __slots__ = ("_go_on", "left")

    def __init__(self, steps: int, go_on: GoOn | None = None) -> None:
        self.left = steps
        """How many promotions may still be judged; below zero once one too many was asked for."""
        self._go_on = go_on

    @property
    def stopped(self) -> bool:
        """Return whether some promotion could not be judged."""
        return self.left < 0

    def take(self, campaign: str) -> bool:
        """Count one more promotion, of this campaign; False when it may not be judged any more."""
        self.left -= 1
        if self.left < 0:
            return False
        if self._go_on is None or self._go_on(campaign):
            return True
        self.left = -1
        return False

    def rest(self) -> None:
        """Say that nobody's turn it is any more: what is still to be done is nobody's fault."""
        if self._go_on is not None:
            self._go_on("")
