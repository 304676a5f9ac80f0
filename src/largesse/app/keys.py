"""API keys: made, shown once, found by their digest, revoked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from largesse.app.audit import record
from largesse.app.companies import data_of
from largesse.app.ports import Ports
from largesse.app.ports.audit import Deed
from largesse.app.ports.companies import Grant, Key, Mode, Scope
from largesse.core.errors import NotFound
from largesse.core.ids import make_id

EVERYTHING: tuple[Scope, ...] = ("evaluate", "override", "sell", "read", "write", "launch")
_SECRET_BITS = 256
_SHOWN = 12


class NewKey(msgspec.Struct, frozen=True):
    """A key that was just made. Its secret is not kept and cannot be shown again."""

    key: Key
    secret: str


async def create_key(
    ports: Ports, company: str, *, name: str = "", mode: Mode = "live", scopes: Sequence[Scope] = EVERYTHING
) -> NewKey:
    """Make a key to this company's data, or with mode `test` to its trial data. Raises `NotFound`."""
    secret = make_id(f"lg_{mode}", ports.random_bits(_SECRET_BITS))
    key = Key(
        id=make_id("key", ports.random_bits(64)),
        name=name,
        prefix=secret[:_SHOWN],
        mode=mode,
        scopes=list(scopes),
        created_at=ports.now(),
    )
    async with ports.store.transaction(data_of(company, mode)) as work:
        if await work.companies.get() is None:
            raise NotFound(f"there is no company {company!r}")
        await work.keys.add(key, digest_of(secret))
        await record(ports, work, Deed("key", key.id, "created", after=key))
    return NewKey(key, secret)


async def find_grant(ports: Ports, secret: str) -> Grant | None:
    """Return what a key stands for; None when it is unknown or was revoked."""
    return await ports.store.find_grant(digest_of(secret))


async def list_keys(ports: Ports, company: str) -> Sequence[Key]:
    """Return the keys to this company's data, the newest first."""
    async with ports.store.transaction(company) as work:
        return await work.keys.all()


async def revoke_key(ports: Ports, company: str, id: str) -> None:
    """Let a key admit nobody any more. Raises `NotFound`."""
    async with ports.store.transaction(company) as work:
        if not await work.keys.revoke(id, ports.now()):
            raise NotFound(f"there is no key {id!r}")
        await record(ports, work, Deed("key", id, "revoked"))


def digest_of(secret: str) -> bytes:
    """Return what is kept of a secret. It has 256 random bits, so a fast digest cannot be searched backwards."""
    return hashlib.sha256(secret.encode()).digest()
