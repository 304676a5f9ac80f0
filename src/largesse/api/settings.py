"""A company's settings for the engine over HTTP."""

from __future__ import annotations

from largesse.api.desk import Desk
from largesse.api.route import Call, NoQuery, Route
from largesse.app import settings
from largesse.promotions.settings import Settings

EXAMPLE = {
    "rounding": {"mode": "half_up", "level": "unit", "what": "discount"},
    "stacking": {"exclusive_means": "exclusive_stops", "max_stacked_campaigns": 3},
}


async def get_settings(desk: Desk, call: Call[None, NoQuery]) -> Settings:
    """Gives the settings. What is left out is the default, which stands in the schema."""
    return await settings.get_settings(desk.ports, call.company)


async def replace_settings(desk: Desk, call: Call[Settings, NoQuery]) -> Settings:
    """Replaces all settings: what is left out is the default again. Evaluation follows within a second."""
    return await settings.replace_settings(desk.ports, call.company, call.body)


ROUTES = (
    Route(method="GET", path="/v1/settings", tag="Settings", says="Get the settings", handler=get_settings,
          gives=Settings),
    Route(
        method="PUT", path="/v1/settings", tag="Settings", says="Replace the settings", handler=replace_settings,
        scope="write", takes=Settings, gives=Settings, example=EXAMPLE,
    ),
)  # fmt: skip
