"""A golden case as its README describes it, strictly: a key or a word that is not there cannot be expressed."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

Lane = Literal["product", "order", "fee", "delivery"]
Money = str
Percent = str | int
Positive = Annotated[int, Meta(ge=1)]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every part of a case shares."""


class CannotExpress(Exception):
    """The project has no words for this case; the reason is the message."""


class Rules(Part, frozen=True):
    stacking: Literal["sequential", "exclusive_stops", "exclusive_wins", "best_single", "best_per_line"] = "sequential"
    kind_order: tuple[Literal["product"], Literal["order"], Literal["fee"], Literal["delivery"]] = (
        "product",
        "order",
        "fee",
        "delivery",
    )
    within_kind: Literal["higher_priority_first"] = "higher_priority_first"
    max_applied: Positive | None = None
    percent_base: Literal["running", "original"] = "running"
    rounding: Literal["half_up", "down"] = "half_up"
    round_at: Literal["line", "unit"] = "line"
    round_what: Literal["discount", "price"] = "discount"
    remainder: Literal["largest_fraction"] = "largest_fraction"
    prices_include_tax: bool = True
    tax_at: Literal["line"] = "line"
    floor: Literal["zero"] = "zero"
    code_case: Literal["sensitive", "insensitive"] = "sensitive"
    codes_of_one_campaign: Literal["once"] = "once"
    refund: Literal["share_of_paid"] = "share_of_paid"


class Budget(Part, frozen=True):
    limit: Money
    overrun: Literal["skip", "cap"]


class Campaign(Part, frozen=True):
    name: str
    kind: Lane
    action: dict[str, Any]
    conditions: dict[str, Any] = {}
    combinable: bool = True
    priority: int = 0
    codes: list[str] = []
    start: str | None = None
    end: str | None = None
    active: bool = True
    archived: bool = False
    currency: str | None = None
    stores: list[str] | None = None
    usage_limit: int | None = None
    per_customer_limit: int | None = None
    code_usage_limit: int | None = None
    budget: Budget | None = None


class Line(Part, frozen=True):
    sku: str
    qty: Positive
    unit_price: Money
    product: str | None = None
    categories: list[str] = []
    tax_rate: Percent | None = None
    min_price: Money | None = None
    discountable: bool = True


class Fee(Part, frozen=True):
    code: str
    amount: Money


class Customer(Part, frozen=True):
    id: str | None = None
    groups: list[str] = []
    orders_before: int | None = None


class Cart(Part, frozen=True):
    lines: list[Line]
    at: str
    shipping: Money = "0"
    fees: list[Fee] = []
    codes: list[str] = []
    customer: Customer | None = None
    store: str | None = None
    id: str | None = None


class State(Part, frozen=True):
    campaign_uses: dict[str, int] = {}
    code_uses: dict[str, int] = {}
    customer_uses: dict[str, dict[str, int]] = {}
    budget_spent: dict[str, Money] = {}
    code_holds: dict[str, list[str]] = {}


class AddedLine(Part, frozen=True):
    sku: str
    qty: int
    unit_price: Money
    discount: Money


class RefundExpected(Part, frozen=True):
    amount: Money
    remaining: Money


class Expect(Part, frozen=True):
    line_discounts: dict[str, Money] | None = None
    order_discount: Money | None = None
    order_allocation: dict[str, Money] | None = None
    any_order: bool = False
    shipping: Money | None = None
    fees: Money | None = None
    added_lines: list[AddedLine] | None = None
    total: Money | None = None
    tax: Money | None = None
    total_with_tax: Money | None = None
    applied: list[str] = []
    not_applied: list[str] = []
    either: list[str] = []
    usage_consumed: list[str] | None = None
    refunds: list[RefundExpected] | None = None


class Case(Part, frozen=True):
    id: str
    currency: str
    rules: Rules
    campaigns: list[Campaign]
    cart: Cart
    expect: Expect
    area: str = ""
    source: str = ""
    says: str = ""
    state: State = State()
    refunds: list[dict[str, int]] = []


def read(raw: Any) -> Case:
    """The case; CannotExpress for one in other words than the README's."""
    try:
        return msgspec.convert(raw, Case)
    except msgspec.ValidationError as error:
        raise CannotExpress(str(error)) from None
