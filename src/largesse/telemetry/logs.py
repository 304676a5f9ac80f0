"""The log on standard error: one line for people, or one JSON document a line for machines."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from largesse.app.ports.watch import FIELDS

Format = Literal["human", "json"]
Level = Literal["debug", "info", "warning", "error"]

# These speak of each connection and each step; what matters to an operator is said by our own rooms.
_TALKATIVE = ("alembic", "asyncio", "httpcore", "httpx", "opentelemetry", "procrastinate", "uvicorn")


def set_up_logs(form: Format, level: Level, marks: Mapping[str, ContextVar[str]]) -> None:
    """Send every log to standard error. `marks` name the request or the job that a line belongs to, if any."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(marks) if form == "json" else HumanLines(marks))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


class _Lines(logging.Formatter):
    def __init__(self, marks: Mapping[str, ContextVar[str]]) -> None:
        super().__init__()
        self._marks = marks

    def _said(self, record: logging.LogRecord) -> dict[str, Any]:
        marks = {name: value for name, mark in self._marks.items() if (value := mark.get(""))}
        return marks | getattr(record, FIELDS, {})


class JsonLines(_Lines):
    """One JSON document a line: time (UTC), level, logger, message, what else the record says, and the error if any."""

    _encode = staticmethod(msgspec.json.Encoder(enc_hook=str).encode)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **self._said(record),
        }
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            line["error"] = {
                "type": type(error).__qualname__,
                "message": str(error),
                "stack": "".join(traceback.format_exception(error)),
            }
        return self._encode(line).decode()


class HumanLines(_Lines):
    """Time (of this machine), level, logger, message, and in brackets what else the record says."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and the error's lines below it."""
        time = datetime.fromtimestamp(record.created).astimezone().isoformat(sep=" ", timespec="milliseconds")
        said = " ".join(f"{name}={value}" for name, value in self._said(record).items())
        name = record.name.removeprefix("largesse.")
        line = f"{time} {record.levelname.lower():7} {name}: {record.getMessage()}{f' [{said}]' if said else ''}"
        return f"{line}\n{self.formatException(record.exc_info).rstrip()}" if record.exc_info else line
