"""Hear of changes that other processes committed. Notices are quick and may be missed; the counters are the truth."""

import asyncio
import logging
from collections.abc import Callable
from typing import NoReturn

import psycopg

from largesse.store.changes import CHANNEL
from largesse.store.errors import StartFailed

_RETRY_S = 1.0
log = logging.getLogger(__name__)


async def listen(
    url: str,
    on_change: Callable[[str], None],
    on_silence: Callable[[], None],
    revive: Callable[[], object] | None = None,
) -> NoReturn:
    """Call `on_change` with each company whose counter moved, until this task is cancelled.

    Whenever notices may have been missed, at the start too, `on_silence` is called once they arrive again. `revive`,
    a blocking call, is made in a thread whenever the connection was lost: it may bring an embedded server back. The
    connection is one of its own, since a pooled one comes back to others; it must not go through a transaction pooler.
    """
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(url, autocommit=True, connect_timeout=5) as connection:
                await connection.execute(f"listen {CHANNEL}")
                on_silence()
                async for notice in connection.notifies():
                    on_change(notice.payload)
        except psycopg.OperationalError as error:
            log.warning("no notices of changes for now: %s", str(error).strip().partition("\n")[0])
            if revive is not None:
                await _try(revive)
        await asyncio.sleep(_RETRY_S)


async def _try(revive: Callable[[], object]) -> None:
    try:
        await asyncio.to_thread(revive)
    except StartFailed as error:
        log.error("%s", error)
