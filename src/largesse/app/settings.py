"""A company's settings for its engine: rounding, tax, stacking, codes."""

from __future__ import annotations

from largesse.app.audit import edit, record
from largesse.app.ports import Ports, Work
from largesse.promotions.settings import Settings, check


async def get_settings(ports: Ports, company: str) -> Settings:
    """Return the settings, the defaults where nothing was set."""
    async with ports.store.transaction(company) as work:
        return await work.settings.get()


async def replace_settings(ports: Ports, company: str, settings: Settings) -> Settings:
    """Replace all settings; evaluation follows them within a second. Raises `Invalid` for what makes no sense."""
    check(settings)
    async with ports.store.transaction(company) as work:
        await save_settings(ports, work, company, settings)
        await work.changes.raise_book()
    return settings


async def save_settings(ports: Ports, work: Work, company: str, settings: Settings) -> None:
    """Replace the settings, and give campaigns without a priority of their own what the settings now say."""
    before = await work.settings.get()
    await work.settings.save(settings)
    await record(ports, work, edit("settings", company, "replaced", before, settings))
    await work.campaigns.set_priorities({name: each.priority for name, each in settings.categories.items()})
