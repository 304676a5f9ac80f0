"""The clock jumps by a year, forward and back: whoever asks is answered as of the new time, and nothing is lost."""

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.faults.installation import installed, prepare
from tests.faults.load import CHECKOUT, loaded

YEAR_S = 366 * 86400

# Largesse, with the clock as far ahead as a file says. The clock that only measures never jumps.
PROGRAM = """
import datetime, pathlib, sys, time
import largesse.wiring.database as place

real, ahead = time.time, pathlib.Path({file!r})
time.time = lambda: real() + float(ahead.read_text())

class Jumping(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.fromtimestamp(time.time(), tz)

place.datetime = Jumping
from largesse.main import main
main()
"""


async def test_a_clock_that_jumps_fails_nobody_and_what_is_asked_for_is_as_of_the_new_time(tmp_path: Path):
    ahead = tmp_path / "ahead"
    jump_to(ahead, 0)
    key = await asyncio.to_thread(prepare, tmp_path / "data")
    program = (sys.executable, "-c", PROGRAM.format(file=str(ahead)))
    with installed(tmp_path / "data", key, program=program) as shop:
        async with loaded(shop, evaluators=2, insistent_writers=1) as load:
            await load.more()
            for seconds in (YEAR_S, -YEAR_S, 0):
                jump_to(ahead, seconds)
                await load.more(30)
                asked = {name: value for name, value in CHECKOUT.items() if name != "at"}
                answer = (await load.http.post("/v1/evaluations", json=asked)).raise_for_status().json()
                expected = datetime.now(UTC) + timedelta(seconds=seconds)
                assert abs(datetime.fromisoformat(answer["at"]) - expected) < timedelta(minutes=5)
                written = len(load.written)
                async with asyncio.timeout(30):
                    while len(load.written) < written + 3:  # noqa: ASYNC110 - nothing sets an event for it
                        await asyncio.sleep(0.02)
                assert (await load.http.get("/health/ready")).status_code == 200
            assert set(load.written[:-1]) <= await load.stored()
        assert load.failed == []
        assert shop.stop() == 0
    assert "Traceback" not in shop.log.read_text()


def jump_to(ahead: Path, seconds: float) -> None:
    """Set the clock, in one go for whoever reads it."""
    new = ahead.with_suffix(".new")
    new.write_text(str(seconds))
    new.rename(ahead)
