"""Which action an object is, by its type."""

from typing import Any

import msgspec

from tests.golden.actions import amounts, product, sets
from tests.golden.actions.words import Action
from tests.golden.case import CannotExpress

ACTIONS = (
    product.PercentOff
    | product.AmountOffEach
    | product.AmountOffLine
    | product.AmountOffAcross
    | product.AmountOffFirstAndMore
    | product.SetUnitPrice
    | product.FullGroups
    | amounts.OrderPercentOff
    | amounts.OrderAmountOff
    | amounts.OrderSetTotal
    | sets.BuyXPayY
    | sets.CheapestDiscount
    | sets.BuyGet
    | sets.NForPrice
    | sets.Package
    | sets.BundlePrice
    | amounts.AddGift
    | product.Tiered
    | amounts.FeeFree
    | amounts.FeePercentOff
    | amounts.ShippingFree
    | amounts.ShippingPercentOff
    | amounts.ShippingAmountOff
    | amounts.ShippingSet
)


def read(action: dict[str, Any]) -> Action:
    """The action; CannotExpress for one that is not in the README."""
    try:
        return msgspec.convert(action, ACTIONS)
    except msgspec.ValidationError as error:
        raise CannotExpress(f"action: {error}") from None
