"""All routes of the API, in the order in which the docs list them."""

from __future__ import annotations

from largesse.api import (
    approval,
    audiences,
    audit,
    book,
    campaign_bulk,
    campaign_files,
    campaign_life,
    campaigns,
    catalogue,
    checkouts,
    customers,
    evaluations,
    health,
    kinds,
    orders,
    prices,
    settings,
    stores,
    usage,
    worst_baskets,
)
from largesse.api.route import Route

ROUTES: tuple[Route, ...] = (
    *evaluations.ROUTES,
    *prices.ROUTES,
    *checkouts.ROUTES,
    *orders.ROUTES,
    *usage.ROUTES,
    *book.ROUTES,
    *campaigns.ROUTES,
    *campaign_bulk.ROUTES,
    *campaign_life.ROUTES,
    *campaign_files.ROUTES,
    *approval.ROUTES,
    *worst_baskets.ROUTES,
    *kinds.ROUTES,
    *settings.ROUTES,
    *catalogue.ROUTES,
    *customers.ROUTES,
    *audiences.ROUTES,
    *stores.ROUTES,
    *audit.ROUTES,
    *health.ROUTES,
)
