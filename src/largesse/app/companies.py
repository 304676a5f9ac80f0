"""Companies: a retailer's own room on an installation, and beside it a second one for trying things out."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from largesse.app.audit import record
from largesse.app.campaigns import IdTaken
from largesse.app.ports import Ports
from largesse.app.ports.audit import Deed
from largesse.app.ports.companies import Company, Mode
from largesse.core.errors import Invalid, NotFound

CompanyId = Annotated[str, Meta(min_length=1, max_length=50, pattern=r"^[a-z0-9][a-z0-9_-]*$")]


def data_of(company: str, mode: Mode) -> str:
    """Return whose data a key of this mode sees: the company's, or its trial data, which is like another company's."""
    return company if mode == "live" else f"{company}.test"


async def create_company(ports: Ports, id: CompanyId, name: str) -> Company:
    """Make a company and its room for trials. Raises `IdTaken`, `Invalid`."""
    if not (0 < len(id) <= 50 and all(letter.isascii() and (letter.isalnum() or letter in "_-") for letter in id)):
        raise Invalid.at("$.id", "wrong_form", "expected 1 to 50 letters, digits, _ or -")
    company = Company(id, name, ports.now())
    for mode in ("live", "test"):
        data = data_of(id, mode)
        async with ports.store.transaction(data) as work:
            made = Company(data, name, company.created_at)
            if await work.companies.add(made):
                await record(ports, work, Deed("company", data, "created", after=made))
            elif mode == "live":
                raise IdTaken(f"there is a company {id!r} already")
    return company


async def get_company(ports: Ports, id: str) -> Company:
    """Return a company. Raises `NotFound`."""
    async with ports.store.transaction(id) as work:
        company = await work.companies.get()
    if company is None:
        raise NotFound(f"there is no company {id!r}")
    return company
