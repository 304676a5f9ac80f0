"""Documents that the tests send."""

from __future__ import annotations

from typing import Any

import httpx

Json = dict[str, Any]


def campaign(id: str = "tea-time", **fields: Any) -> Json:
    """A campaign that takes 10 % off tea."""
    benefit = {"type": "percent_off_products", "percent": "10", "of": {"articles": ["tea"]}}
    promotion = {"id": f"{id}-10", "name": "10 % off tea", "benefits": [benefit]}
    return {"id": id, "name": "Tea time", "currency": "USD", "promotions": [promotion], **fields}


def checkout(**fields: Any) -> Json:
    """Two packets of tea at 10.00."""
    return {"currency": "USD", "lines": [{"article": "tea", "quantity": 2, "price": "10.00"}], **fields}


CATALOGUE: Json = {
    "categories": [{"id": "drinks", "name": "Drinks"}, {"id": "hot", "name": "Hot drinks", "parent": "drinks"}],
    "tax_classes": [{"id": "food", "rate": "10"}],
    "articles": [
        {
            "id": "tea",
            "name": "Green tea",
            "product": "tea",
            "category": "hot",
            "tax_class": "food",
            "prices": {"USD": "10.00"},
        },
        {"id": "mug/blue", "name": "Mug, blue", "prices": {"USD": "8.00", "JPY": "1200"}},
    ],
    "product_sets": [{"id": "breakfast", "products": ["tea"]}],
    "assortments": [{"id": "corner-shops", "articles": ["mug/blue"]}],
}


async def live(api: httpx.AsyncClient, *campaigns: Json) -> None:
    """Bring campaigns in and let them go live."""
    answer = await api.post("/v1/imports/campaigns?activate=true", json={"campaigns": campaigns})
    assert answer.status_code == 200, answer.text


def problems(answer: httpx.Response) -> list[tuple[str, str]]:
    """Return path and code of each problem of a refusal."""
    return [(each["path"], each["code"]) for each in answer.json()["problems"]]
