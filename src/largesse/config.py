"""Everything an operator can set, in one struct, and how it is read from the environment and a file.

What is written under a field is its description, here and in the reference. Reading the environment itself and the
file is `main`'s; each room is handed the part that concerns it.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from largesse.core.decode import problem_of
from largesse.core.errors import Invalid, Problem

PREFIX = "LARGESSE_"
FILE = f"{PREFIX}CONFIG"

Secret = Annotated[str, Meta(min_length=1, extra_json_schema={"writeOnly": True})]
"""What must not be shown to whoever looks at the settings."""

Name = Annotated[str, Meta(min_length=1)]
Seconds = Annotated[float, Meta(gt=0, le=86_400)]


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of an installation, each an environment variable, `LARGESSE_` and its name, or a line in a file."""

    database_url: Secret | None = None
    """The PostgreSQL to use (15 or later), as `postgresql://user@host/name`; when left out, Largesse runs its own."""
    migration_url: Secret | None = None
    """The same database as a role that owns its tables, for `largesse migrate`; when left out, `database_url`."""
    worker_url: Secret | None = None
    """The same database as a role that sees every company, for jobs; without it, an outside database has none done."""
    data: Name | None = None
    """The folder of the embedded database; when left out, `largesse` in the user's folder for data."""
    database_user: Name | None = None
    """The user that the embedded database runs as when root starts it; when left out, `postgres` or `nobody`."""
    database_connections: Annotated[int, Meta(ge=1, le=1000)] = 10
    """How many connections each server process may have to the database at once, beside one for notices."""
    statement_seconds: Seconds = 60.0
    """How long a single statement may take in the database before it is broken off."""
    listen_host: Name = "127.0.0.1"
    """The address to listen on."""
    listen_port: Annotated[int, Meta(ge=0, le=65535)] = 8080
    """The port to listen on; 0 takes a free one."""
    workers: Annotated[int, Meta(ge=1, le=256)] = 1
    """How many processes serve. With more than one, one that dies is replaced, and SIGHUP renews them one by one."""
    jobs: bool | None = None
    """Whether `largesse serve` also does jobs; when left out, it does so for a database of its own."""
    jobs_at_once: Annotated[int, Meta(ge=1, le=100)] = 4
    """How many jobs a process that does them may do at once."""
    idle_seconds: Annotated[int, Meta(ge=1, le=3600)] = 65
    """How long a connection may stay open without a request; longer than a load balancer's in front of it keeps it."""
    shutdown_seconds: Annotated[int, Meta(ge=1, le=3600)] = 20
    """How long requests under way may take to be answered when the server is stopped."""
    request_seconds: Seconds = 60.0
    """How long it may take to find an answer, once the request is there; what takes longer is broken off."""
    body_bytes: Annotated[int, Meta(ge=1024)] = 268_435_456
    """How large the body of any request may be; most routes allow less."""
    rate_per_second: Annotated[float, Meta(gt=0, le=1_000_000)] | None = None
    """How many requests a second each key may make in the long run; when left out, as many as it likes."""
    rate_burst: Annotated[int, Meta(ge=1, le=1_000_000)] = 50
    """How many requests a key may make at once after a rest, where there is such a rate."""
    log_format: Literal["human", "json"] = "human"
    """How the log on standard error is written: `human`, or `json` for one document a line."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """The least that is logged: `debug`, `info`, `warning` or `error`."""
    log_requests: bool = True
    """Whether each request is logged."""
    metrics_key: Secret | None = None
    """What Prometheus sends as `Authorization: Bearer`; without it, `/metrics` answers this machine alone."""
    worker_metrics_port: Annotated[int, Meta(ge=0, le=65535)] | None = None
    """Where `largesse worker` shows its metrics, on `listen_host` and to everybody there; when left out, nowhere."""
    traces_url: Annotated[str, Meta(pattern="^https?://.")] | None = None
    """The OpenTelemetry collector to send traces to, as `http://host:4318`; when left out, there are none."""
    traces_share: Annotated[float, Meta(ge=0, le=1)] = 1.0
    """Which share of requests is traced, of those that are not a part of a caller's trace."""


@dataclass(frozen=True)
class Settled:
    """The settings in effect, and for each that was set, where."""

    config: Config
    origins: Mapping[str, str]


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return PREFIX + name.upper()


def is_secret(field: msgspec.structs.FieldInfo) -> bool:
    """Return whether a setting must not be shown."""
    schema = msgspec.json.schema(Config)["$defs"]["Config"]["properties"][field.name]
    return any(each.get("writeOnly", False) for each in (schema, *schema.get("anyOf", ())))


def shown(config: Config) -> Iterator[tuple[str, str]]:
    """Yield each setting with its value as text, secrets hidden."""
    for field in msgspec.structs.fields(Config):
        value = getattr(config, field.name)
        yield field.name, "(hidden)" if value is not None and is_secret(field) else show(value)


def show(value: object) -> str:
    """Return a value as one would write it in the environment; nothing for what is not set."""
    return "" if value is None else value if isinstance(value, str) else msgspec.json.encode(value).decode()


def settle(
    environment: Mapping[str, str], file: str | None, file_name: str = "the file", given: Mapping[str, object] = {}
) -> Settled:
    """Return the settings: as `given` on the command line, else by the environment, else by the file's TOML.

    Raises `Invalid` naming every value that does not fit, every name that the file cannot have, and every variable
    that is nearly the name of a setting.
    """
    problems: list[Problem] = []
    values: dict[str, object] = {}
    origins: dict[str, str] = {}
    layers = (
        _of_file(file, file_name, problems),
        _of_environment(environment, problems),
        {name: (value, "the command line") for name, value in given.items() if value is not None},
    )
    for layer in layers:
        for name, (value, origin) in layer.items():
            values[name], origins[name] = value, origin
    if problems:
        raise Invalid.of(problems)
    return Settled(msgspec.convert(values, Config), origins)


_Layer = dict[str, tuple[object, str]]


def _of_file(text: str | None, file_name: str, problems: list[Problem]) -> _Layer:
    try:
        written = tomllib.loads(text or "")
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(file_name, "malformed", f"expected TOML: {error}"))
        return {}
    types = _types()
    layer: _Layer = {}
    for name, value in written.items():
        if name not in types:
            known = _nearest(name, types)
            problems.append(Problem(f"{file_name}: {name}", "unknown_setting", f"there is no such setting{known}"))
        elif _fits(f"{file_name}: {name}", types[name], value, problems, str(value)):
            layer[name] = (value, file_name)
    return layer


def _of_environment(environment: Mapping[str, str], problems: list[Problem]) -> _Layer:
    types = {variable(name): (name, type) for name, type in _types().items()}
    layer: _Layer = {}
    for name, text in sorted(environment.items()):
        if name in types and text:
            setting, wanted = types[name]
            value = _read(wanted, text)
            if _fits(name, wanted, value, problems, text):
                layer[setting] = (value, name)
        elif name.startswith(PREFIX) and name not in types and name != FILE and (known := _nearest(name, types)):
            problems.append(Problem(name, "unknown_setting", f"there is no such setting{known}"))
    return layer


def _read(wanted: Any, text: str) -> object:
    """Return what a variable's text says: itself where text is wanted, else the number or truth that it spells."""
    for strict in (True, False):
        with suppress(msgspec.ValidationError):
            return msgspec.convert(text, wanted, strict=strict)
    try:
        return msgspec.json.decode(text, type=int | float)  # so that a number out of range is called that
    except msgspec.DecodeError:
        return text


def _fits(place: str, wanted: Any, value: object, problems: list[Problem], text: str = "") -> bool:
    """Return whether the value is of the setting's type, after noting what is wrong with it otherwise."""
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError as error:
        found = problem_of(error)
        # A secret is text itself, so it is never text where something else is wanted.
        problems.append(Problem(place, found.code, found.message.replace(", got str", f", got {text!r}")))
        return False
    return True


def _nearest(name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, known, 1, 0.85)
    return f"; did you mean {near[0]}?" if near else ""


def _types() -> dict[str, Any]:
    return {field.name: field.type for field in msgspec.structs.fields(Config)}
