"""Checkouts against a model of a few lines: whatever is done in whatever order, prices and balances are those of it."""

import asyncio
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from largesse.app.book import Books
from largesse.app.campaign_files import import_campaigns
from largesse.app.checkouts import CheckoutClosed, Wish, cancel_checkout, lapse_checkouts, put_checkout
from largesse.app.companies import create_company
from largesse.app.orders import Confirmation, PriceMoved, confirm_checkout
from largesse.app.ports import Ports
from largesse.app.usage import campaign_usage, check_ledger
from largesse.core.errors import NotFound
from largesse.store.database import Database
from largesse.store.work import PostgresStore
from tests.app.writing import campaign, campaign_file, checkout
from tests.database import Clock, FreshDatabase

USES, MONEY, OFF, HOLD_S = 2, 5, 2, 60
CAMPAIGNS = campaign_file(
    campaign("limited", promotions=[{"id": "p", "benefits": [{"type": "amount_off_order", "amount": "1.00"}]}],
             limits=[{"uses": USES}]),
    campaign("funded", promotions=[{"id": "p", "benefits": [{"type": "amount_off_order", "amount": f"{OFF}.00"}]}],
             budget={"amount": f"{MONEY}.00", "overrun": "cap"}),
)  # fmt: skip
IDS = st.sampled_from("abcd")
_companies = count()


@dataclass
class Modelled:
    """A checkout as the model sees it: what it holds of uses and money, and what the customer was shown."""

    state: str = "open"
    holds: tuple[int, int] = (0, 0)
    until: float | None = None
    shown: tuple[int, int] = (0, 0)


@dataclass
class Shelf:
    """What all machines of a test share."""

    runner: asyncio.Runner
    database: Database
    clock: Clock = field(default_factory=Clock)


class Life(RuleBasedStateMachine):
    """Does the same to the use cases and to the model."""

    shelf: Shelf

    def __init__(self) -> None:
        super().__init__()
        self.company = f"company-{next(_companies)}"
        clock = self.shelf.clock
        self.ports = Ports(PostgresStore(self.shelf.database), clock.now, clock.ticks, secrets.randbits)
        self.do = self.shelf.runner.run
        self.books = Books(self.ports)
        self.do(create_company(self.ports, self.company, "A"))
        self.do(import_campaigns(self.ports, self.company, CAMPAIGNS, activate=True))
        self.known: dict[str, Modelled] = {}
        self.used = (0, 0)

    def offer(self, id: str) -> tuple[int, int]:
        """What the model gives this checkout now."""
        held = [each.holds for name, each in self.known.items() if name != id]
        uses = USES - self.used[0] - sum(each[0] for each in held)
        money = MONEY - self.used[1] - sum(each[1] for each in held)
        return min(uses, 1), min(money, OFF)

    @rule(id=IDS, hold=st.sampled_from([0, HOLD_S]))
    def put(self, id: str, hold: int) -> None:
        now = self.known.setdefault(id, Modelled())
        putting = put_checkout(self.ports, self.books, self.company, id, checkout(), Wish(hold))
        if now.state in ("confirmed", "cancelled"):
            with pytest.raises(CheckoutClosed):
                self.do(putting)
            return
        details = self.do(putting)
        now.state, now.shown = "open", self.offer(id)
        now.holds = now.shown if hold else (0, 0)
        now.until = self.shelf.clock.ahead + hold if hold else None
        assert details.evaluation.totals.total == f"{10 - sum(now.shown)}.00"

    @rule(id=IDS, accept=st.booleans())
    def confirm(self, id: str, accept: bool) -> None:
        now = self.known.get(id)
        asked = Confirmation(accept_new_price=accept)
        confirming = confirm_checkout(self.ports, self.books, self.company, id, asked)
        if now is None or now.state == "cancelled":
            with pytest.raises(NotFound if now is None else CheckoutClosed):
                self.do(confirming)
        elif now.state == "open" and self.offer(id) != now.shown and not accept:
            with pytest.raises(PriceMoved):
                self.do(confirming)
        else:
            order = self.do(confirming)
            if now.state == "open":
                now.shown = self.offer(id)
                self.used = (self.used[0] + now.shown[0], self.used[1] + now.shown[1])
                now.state, now.holds, now.until = "confirmed", (0, 0), None
            assert order.total == f"{10 - sum(now.shown)}.00"

    @rule(id=IDS)
    def cancel(self, id: str) -> None:
        now = self.known.get(id)
        cancelling = cancel_checkout(self.ports, self.company, id)
        if now is None or now.state == "confirmed":
            with pytest.raises(NotFound if now is None else CheckoutClosed):
                self.do(cancelling)
        else:
            self.do(cancelling)
            now.state, now.holds, now.until = "cancelled", (0, 0), None

    @rule(seconds=st.sampled_from([1, HOLD_S]))
    def wait(self, seconds: int) -> None:
        self.shelf.clock.advance(seconds)
        lapsed = self.do(lapse_checkouts(self.ports, self.company))
        over = [id for id, each in self.known.items() if each.until and each.until <= self.shelf.clock.ahead]
        assert sorted(lapsed) == sorted(over)
        for id in over:
            self.known[id].holds, self.known[id].until = (0, 0), None

    @invariant()
    def balances_are_those_of_the_model(self) -> None:
        assert self.do(check_ledger(self.ports, self.company)) is None
        for index, (id, unit) in enumerate((("limited", ""), ("funded", ".00"))):
            counters = self.do(campaign_usage(self.ports, self.company, id)).counters
            found = [(each.used, each.held) for each in counters] or [(f"0{unit}", f"0{unit}")]
            held = sum(each.holds[index] for each in self.known.values())
            assert found == [(f"{self.used[index]}{unit}", f"{held}{unit}")]


@pytest.fixture
def shelf(fresh: FreshDatabase) -> Iterator[Shelf]:
    with asyncio.Runner() as runner:
        database = Database(fresh.url())
        runner.run(database.open())
        yield Shelf(runner, database)
        runner.run(database.close())


def test_any_life_of_checkouts_is_that_of_the_model(shelf: Shelf):
    machine = type("Life", (Life,), {"shelf": shelf})
    examples = max(settings.default.max_examples // 6, 5) if settings.default else 10
    run_state_machine_as_test(machine, settings=settings(max_examples=examples, stateful_step_count=25))
