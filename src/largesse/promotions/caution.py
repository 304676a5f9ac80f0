"""Something about a campaign that its maker should look at: it is allowed, and hardly meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from largesse.core.wire import Wire
from largesse.promotions.articles import Articles
from largesse.promotions.book import Book
from largesse.promotions.checkout import Checkout
from largesse.promotions.definition import Campaign
from largesse.promotions.entry import Entry
from largesse.promotions.facts import Facts
from largesse.promotions.settings import Settings

T = TypeVar("T")


class Caution(Wire, frozen=True):
    """A warning. `path` leads to its place in the campaign, `code` is permanent, `message` a sentence for people."""

    code: str
    campaign: str
    path: str
    message: str
    others: list[str] = []
    """Campaigns that have a part in it."""
    checkout: Checkout | None = None
    """A checkout that shows it, and the facts that belong to it."""
    facts: Facts | None = None


def nothing_known(currency: str) -> Articles | None:
    """Return what is sold where no catalogue is at hand."""
    return None


@dataclass(frozen=True, slots=True)
class Study:
    """What the checks look at: some campaigns, among all that may run beside them."""

    book: Book
    """Compiled of `everybody`."""
    everybody: Sequence[Campaign]
    campaigns: Sequence[Campaign]
    """Those that are looked at."""
    at: datetime
    """The present; what is over by then is not looked for."""
    articles: Callable[[str], Articles | None] = nothing_known
    """What is sold in a currency, as far as that is known."""
    stores: Sequence[str] = ()
    tries: int = 600
    """How many baskets may be priced for one campaign at one moment; with none, checks that need one say nothing."""
    _made: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def settings(self) -> Settings:
        """Return the company's settings."""
        return self.book.settings

    def entries(self, campaign: Campaign) -> list[Entry]:
        """Return a campaign's promotions compiled; none when it makes no sense."""
        return self.book.entries_of([campaign.id])

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Return what a check has made of the whole study; it is made once, under a name of the check's own."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]
