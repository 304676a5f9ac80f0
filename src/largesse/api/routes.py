"""All routes of the API, in the order in which the docs list them."""

from __future__ import annotations

from largesse.api.route import Route

ROUTES: tuple[Route, ...] = ()
