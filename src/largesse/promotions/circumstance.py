"""What a checkout says beside its lines: who buys, where, when, how, with which codes; and what is known beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, cast

import msgspec

from largesse.promotions.checkout import Address, Checkout, Customer, Delivery, Line, Subscription
from largesse.promotions.facts import Behavior, Facts

MOST_CODES = 50
"""That a checkout carries."""

Shape = Literal["text", "texts", "number", "amount", "flag", "time", "any"]


class Slot(msgspec.Struct, frozen=True):
    """A place in a checkout or in the facts that can be filled. `path` begins with `checkout` or `facts`."""

    path: tuple[str, ...]
    shape: Shape

    @property
    def name(self) -> str:
        """Return the last step of the path."""
        return self.path[-1]


class Circumstance(msgspec.Struct, frozen=True):
    """A checkout, its lines aside, and the facts."""

    checkout: Checkout
    facts: Facts = Facts()

    def with_lines(self, lines: list[Line]) -> Checkout:
        """Return the checkout with these lines."""
        return msgspec.structs.replace(self.checkout, lines=lines)

    def filled(self, slot: Slot, value: Any) -> Circumstance | None:
        """Return the circumstance with a value put into a slot; None when there is another one already, or no room."""
        head, *rest = slot.path
        changed = _put(getattr(self, head), rest, value, slot.shape)
        if changed is None:
            return None
        return Circumstance(changed, self.facts) if head == "checkout" else Circumstance(self.checkout, changed)


_MADE_OF: dict[str, type[msgspec.Struct]] = {
    "customer": Customer,
    "address": Address,
    "subscription": Subscription,
    "behavior": Behavior,
}


def _put(holder: Any, path: list[str], value: Any, shape: Shape) -> Any:
    """Return a copy of the holder with the value at the end of the path; None when something else is there."""
    name, rest = path[0], path[1:]
    own = cast("dict[str, Any]", holder) if isinstance(holder, dict) else None  # own attributes
    struct = cast("msgspec.Struct", holder)
    present: Any = own.get(name) if own is not None else getattr(struct, name)
    if rest:
        inside: Any = present if present is not None else _MADE_OF[name]() if name in _MADE_OF else {}
        value = _put(inside, rest, value, shape)
    elif shape == "texts":
        value = _added(name, present, cast("list[Any]", value) if isinstance(value, list) else [value])
    elif present is not None and present != value:
        return None
    if value is None:
        return None
    return {**own, name: value} if own is not None else msgspec.structs.replace(struct, **{name: value})


def _added(name: str, present: Any, values: list[Any]) -> Any:
    """Return a list or set of texts with some more in it."""
    if name == "deliveries":
        there = cast("list[Delivery]", present)
        known = {each.method for each in there}
        return [*there, *(Delivery(amount="0", id=each, method=each) for each in values if each not in known)]
    if name == "audiences":
        return cast("frozenset[str]", present) | frozenset(values)
    merged = list(dict.fromkeys([*cast("list[Any]", present or []), *values]))
    return merged if name != "codes" or len(merged) <= MOST_CODES else None


def _slots(head: tuple[str, ...], shape: Shape, *names: str) -> Iterator[Slot]:
    return (Slot((*head, name), shape) for name in names)


_CUSTOMER, _SUBSCRIPTION, _BEHAVIOR = ("checkout", "customer"), ("checkout", "subscription"), ("facts", "behavior")

CODES, AUDIENCES, STORE = (
    Slot(("checkout", "codes"), "texts"),
    Slot(("facts", "audiences"), "texts"),
    Slot(("checkout", "store"), "text"),
)
SLOTS: tuple[Slot, ...] = (
    CODES,
    AUDIENCES,
    STORE,
    *_slots(_CUSTOMER, "texts", "groups", "organizations", "tags", "segments"),
    *_slots(_CUSTOMER, "text", "tier", "language", "id"),
    *_slots(_CUSTOMER, "number", "orders_before"),
    *_slots(("checkout",), "text", "payment_method", "channel", "website"),
    *_slots(("checkout",), "texts", "deliveries"),
    *_slots(("checkout", "address"), "text", "country", "region", "city", "postal_code"),
    *_slots(_SUBSCRIPTION, "text", "plan", "status"),
    *_slots(_SUBSCRIPTION, "flag", "trial"),
    *_slots(_SUBSCRIPTION, "time", "started_at", "renews_at", "ends_at"),
    *_slots(_BEHAVIOR, "number", "orders", "visits"),
    *_slots(_BEHAVIOR, "amount", "spent", "average_order"),
    *_slots(_BEHAVIOR, "time", "first_order_at", "last_order_at", "last_visit_at"),
)
"""Every place that rules look at, own attributes aside."""


def attribute_slots(name: str) -> tuple[Slot, ...]:
    """Return the places that an own attribute of this name may have."""
    return (
        *_slots((*_CUSTOMER, "attributes"), "any", name),
        *_slots(("checkout", "attributes"), "any", name),
        *_slots(("checkout", "store_attributes"), "any", name),
        *_slots((*_SUBSCRIPTION, "attributes"), "any", name),
        *_slots((*_BEHAVIOR, "attributes"), "any", name),
    )
