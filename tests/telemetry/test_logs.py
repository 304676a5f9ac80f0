import logging
import sys
from contextvars import ContextVar

import msgspec
import pytest

from largesse.telemetry.logs import FIELDS, Format, HumanLines, JsonLines, set_up_logs

REQUEST: ContextVar[str] = ContextVar("request", default="")


def record(message: str = "hello %s", error: BaseException | None = None, **fields: object) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord("largesse.api", logging.WARNING, "x.py", 1, message, ("you",), info)
    made.created = 1_700_000_000.25
    if fields:
        setattr(made, FIELDS, fields)
    return made


def line(made: logging.LogRecord) -> dict[str, object]:
    text = JsonLines({"request": REQUEST}).format(made)
    assert "\n" not in text
    return msgspec.json.decode(text, type=dict[str, object])


def test_a_json_line_has_time_level_logger_message_and_fields():
    assert line(record(status=503, path="/v1")) == {
        "time": "2023-11-14T22:13:20.250000Z",
        "level": "warning",
        "logger": "largesse.api",
        "message": "hello you",
        "status": 503,
        "path": "/v1",
    }


def test_a_line_names_the_request_it_belongs_to():
    token = REQUEST.set("req_7")
    try:
        assert line(record())["request"] == "req_7"
        assert HumanLines({"request": REQUEST}).format(record()).endswith("warning api: hello you [request=req_7]")
    finally:
        REQUEST.reset(token)
    assert "request" not in line(record())


def test_an_error_is_part_of_its_json_line_with_its_stack():
    try:
        raise ValueError("no\ncoffee")
    except ValueError as error:
        said = line(record(error=error))["error"]
    assert isinstance(said, dict)
    assert (said["type"], said["message"]) == ("ValueError", "no\ncoffee")
    assert "test_logs.py" in said["stack"]


def test_what_json_has_no_form_for_is_written_as_text():
    assert line(record(about=ValueError("x")))["about"] == "x"


@pytest.mark.parametrize("form", ["human", "json"])
def test_every_room_and_library_writes_to_the_one_log_and_talkative_ones_only_what_matters(
    form: Format, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    before = root.level
    try:
        monkeypatch.setattr("sys.stderr", sys.stderr)
        set_up_logs(form, "info", {})
        logging.getLogger("largesse.store").info("ours")
        logging.getLogger("largesse.store").debug("too fine")
        logging.getLogger("procrastinate.worker").info("talk")
        logging.getLogger("uvicorn.error").error("matters")
    finally:
        root.setLevel(before)
    written = capsys.readouterr().err.splitlines()
    assert len(written) == 2
    assert "ours" in written[0]
    assert "matters" in written[1]
