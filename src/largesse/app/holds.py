"""Take what a checkout is to get: evaluate, take it from the counters, and evaluate again if others were faster."""

from __future__ import annotations

from collections.abc import Mapping

from largesse.app.checkout import Prepared
from largesse.app.ports import Ports, Work
from largesse.app.ports.orders import Change, StoredCheckout
from largesse.core.errors import Interrupted
from largesse.promotions.evaluate import Explain
from largesse.promotions.evaluation import Evaluation

_ROUNDS = 20
"""So often others may be faster. Each time they were, something is used up that was left before, so it ends."""


async def settle(
    ports: Ports, work: Work, prepared: Prepared, id: str, own: Mapping[str, int], explain: Explain, hints: int
) -> tuple[Evaluation, dict[str, int]]:
    """Return an evaluation of which everything is taken now, and what that is, by counter.

    `own` is what the checkout holds so far: it does not count against it, and what it needs no more is given back.
    """
    counters = sorted({*prepared.counters, *own})
    for _ in range(_ROUNDS):
        counts = await work.counters.counts(counters, id) if counters else {}
        evaluation = prepared.evaluate(counts, explain, hints)
        takes = prepared.takes(evaluation)
        if await work.counters.move(_changes(id, own, takes, prepared), ports.now()) is None:
            return evaluation, takes
    raise Interrupted("others took what was left, time and again; send it again")


def _changes(id: str, own: Mapping[str, int], takes: Mapping[str, int], prepared: Prepared) -> list[Change]:
    """Return how what is held becomes what is taken."""
    return [
        Change(id, counter, takes.get(counter, 0) - own.get(counter, 0), prepared.counters.get(counter))
        for counter in sorted({*own, *takes})
    ]


async def let_go(ports: Ports, work: Work, *checkouts: StoredCheckout) -> None:
    """Give back what these checkouts hold, all in one go: counters are moved in their order, or two would block."""
    changes = [Change(each.id, counter, -amount) for each in checkouts for counter, amount in each.holds.items()]
    await work.counters.move(changes, ports.now())
