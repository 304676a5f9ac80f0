"""`POST /v1/evaluations` against a raw ASGI function that only decodes and encodes; single calls against batches."""

from __future__ import annotations

import asyncio
import http.client
import multiprocessing
import os
import statistics
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import uvicorn

from benchmarks import sample
from largesse.app.campaign_files import import_campaigns
from largesse.app.companies import create_company
from largesse.app.keys import create_key
from largesse.app.ports import Ports
from largesse.config import Config
from largesse.main import Wiring
from largesse.promotions import kinds
from largesse.promotions.checkout import Checkout
from largesse.promotions.definition import CampaignFile
from largesse.promotions.evaluation import Evaluation
from largesse.wiring.api import api_over
from largesse.wiring.database import Place, place_of
from largesse.wiring.limits import limits_of
from largesse.wiring.telemetry import telemetry

CONNECTIONS = 16
SECONDS = 2.0
ROUNDS = 5
BATCH = 500

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


def raw(answer: Evaluation) -> Callable[[Receive, Send], Awaitable[None]]:
    """Return a bare ASGI function that decodes a checkout and encodes an answer it has ready."""
    decoder, encoder = kinds.decoder(Checkout), msgspec.json.Encoder()

    async def respond(receive: Receive, send: Send) -> None:
        body = (await receive())["body"]
        decoder.decode(body)
        out = encoder.encode(answer)
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(out)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": out})

    return respond


def serve(config: Config, place: Place, answer: bytes, pipe: Any) -> None:
    """Serve both in one worker; tell the port, then the processor time used whenever asked."""
    with telemetry(config) as watch:
        api = api_over(config, place, watch, limits_of(config))
    bare = raw(msgspec.json.decode(answer, type=Evaluation))

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["path"] == "/raw":
            await bare(receive, send)
        else:
            await api(scope, receive, send)

    async def run() -> None:
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, access_log=False))
        task = asyncio.create_task(server.serve())
        while not server.started:  # noqa: ASYNC110 - the server has no event for it
            await asyncio.sleep(0.01)
        pipe.send(server.servers[0].sockets[0].getsockname()[1])
        while await asyncio.to_thread(pipe.recv):
            pipe.send(time.process_time())
        server.should_exit = True
        await task

    asyncio.run(run())


class Caller(asyncio.Protocol):
    """One connection that sends the same request again as soon as it is answered."""

    def __init__(self, request: bytes, done: asyncio.Event) -> None:
        self.request, self.done = request, done
        self.answers, self.wrong, self._missing = 0, 0, 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport
        self.transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        if not self._missing:
            head, _, body = data.partition(b"\r\n\r\n")
            self.wrong += not head.startswith(b"HTTP/1.1 200")
            length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
            self._missing = length - len(body)
        else:
            self._missing -= len(data)
        if not self._missing:
            self.answers += 1
            if not self.done.is_set():
                self.transport.write(self.request)


async def load(port: int, path: str, key: str, body: bytes) -> float:
    """Return answers per second over `CONNECTIONS` connections."""
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n"
    request = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    done = asyncio.Event()
    loop = asyncio.get_running_loop()
    made = [await loop.create_connection(lambda: Caller(request, done), "127.0.0.1", port) for _ in range(CONNECTIONS)]
    callers = [caller for _, caller in made]
    start = time.perf_counter()
    await asyncio.sleep(SECONDS)
    answers, spent = sum(caller.answers for caller in callers), time.perf_counter() - start
    done.set()
    await asyncio.sleep(0.05)
    for transport, _ in made:
        transport.close()
    assert not any(caller.wrong for caller in callers), "an answer was not 200"
    return answers / spent


def load_batches(port: int, key: str, body: bytes) -> float:
    """Return answers per second over one connection that sends `BATCH` checkouts at a time."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/x-ndjson"}
    answers, start = 0, time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        connection.request("POST", "/v1/evaluations:batch", (body + b"\n") * BATCH, headers)
        response = connection.getresponse()
        lines = response.read().count(b"largesse.evaluation/1")
        assert (response.status, lines) == (200, BATCH), "an answer was not an evaluation"
        answers += lines
    spent = time.perf_counter() - start
    connection.close()
    return answers / spent


async def prepare(ports: Ports) -> str:
    """Make a company with the sample book, and return a key."""
    await create_company(ports, "bench", "bench")
    await import_campaigns(ports, "bench", CampaignFile(campaigns=sample.campaigns(1_000)), activate=True)
    return (await create_key(ports, "bench")).secret


def run() -> None:
    """Print requests per second, and the server's processor time for one request."""
    body = msgspec.json.encode(msgspec.structs.replace(sample.checkout(), customer=None))
    with TemporaryDirectory() as folder, place_of(config := Config(data=folder)) as place:
        key = Wiring().use(Path(folder), prepare)
        answer = _answer(body)
        here, there = multiprocessing.Pipe()
        process = multiprocessing.get_context("spawn").Process(
            target=serve, args=(config, Place(place.url, place.owner_url), answer, there)
        )
        process.start()
        port = here.recv()
        try:
            _compare(here, port, key, body)
        finally:
            here.send(False)
            process.join()


def _answer(body: bytes) -> bytes:
    from largesse.promotions.book import compile_book
    from largesse.promotions.evaluate import evaluate

    checkout = kinds.decode(Checkout, body)
    return msgspec.json.encode(evaluate(compile_book(sample.campaigns(1_000)), checkout))


def _compare(pipe: Any, port: int, key: str, body: bytes) -> None:
    raw_path, path, batch_path = "/raw", "/v1/evaluations", "/v1/evaluations:batch"
    loads: dict[str, Callable[[], float]] = {
        raw_path: lambda: asyncio.run(load(port, raw_path, key, body)),
        path: lambda: asyncio.run(load(port, path, key, body)),
        batch_path: lambda: load_batches(port, key, body),
    }
    rates: dict[str, list[float]] = {each: [] for each in loads}
    costs: dict[str, list[float]] = {each: [] for each in loads}
    for _ in range(ROUNDS):
        for each, answers_per_second in loads.items():
            pipe.send(True)
            before = pipe.recv()
            began = time.perf_counter()
            rates[each].append(answers_per_second())
            spent = time.perf_counter() - began
            pipe.send(True)
            costs[each].append((pipe.recv() - before) / (rates[each][-1] * spent))
    rate = {each: statistics.median(rates[each]) for each in loads}
    cost = {each: statistics.median(costs[each]) for each in loads}
    for each in loads:
        print(f"{each:21} {rate[each]:8.0f} answers/s, {cost[each] * 1e6:6.1f} us of the server's processor each")
    print(f"share of the raw function's requests/s: {rate[path] / rate[raw_path]:.2f} (at least 0.30)")
    print(f"share by processor time: {cost[raw_path] / cost[path]:.2f}; {os.cpu_count()} cores")
    print(f"batches of {BATCH} against single calls: {rate[batch_path] / rate[path]:.2f} x (at least 1.5)")
