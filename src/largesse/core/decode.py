"""Turn JSON text into a typed value, strictly, or into a problem that names the place and what was expected there."""

from __future__ import annotations

import re
from typing import Generic, TypeVar, cast

import msgspec

from largesse.core.errors import Invalid, Malformed, Problem
from largesse.core.expected import Json, Place

T = TypeVar("T")
_NOT_JSON = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class JsonDecoder(Generic[T]):
    """Decodes one type. Make it once, after all kinds were found: a union of kinds is resolved here.

    Where a key is written twice in one object, the last one counts, as JSON readers commonly do.
    """

    def __init__(self, wanted: type[T]) -> None:
        self._wanted = wanted
        self._decoder = msgspec.json.Decoder(wanted)

    def decode(self, body: bytes) -> T:
        """Return the value; raise Malformed for text that is not JSON, Invalid for JSON of another shape."""
        try:
            value = self._decoder.decode(body)
        except msgspec.ValidationError as error:
            raise self._located(error, body) from None
        except _NOT_JSON as error:
            raise _malformed(error, body) from None
        if b"\\u0000" in body:
            refuse_nul(value, "$")
        return value

    def _located(self, error: msgspec.ValidationError, body: bytes) -> Invalid:
        try:
            place = Place(self._wanted, body, _split(error)[1])
        except _NOT_JSON:
            place = None
        return Invalid.of([problem_of(error, place)])


def _split(error: msgspec.ValidationError) -> tuple[str, str]:
    """A decoder's message and the path it ends in; no path means the whole document, `$`."""
    text = str(error)
    message, _, path = text.rpartition(" - at ")
    if not message:
        return text, "$"
    holder = path.removeprefix("`key` in ")
    return (message if holder == path else f"{message} as a key"), holder.strip("`")


_CODES: tuple[tuple[str, str], ...] = (
    (r"Invalid (enum )?value", "unknown_value"),
    (r"Number out of range", "out_of_range"),
    (r"Expected `\w+` (<=|<|>=|>) ", "out_of_range"),
    (r"Expected `\w+` of length ", "wrong_length"),
    (r"Expected `str` matching regex", "wrong_form"),
    (r"Invalid ", "wrong_form"),
    (r"Expected ", "wrong_type"),
)


def problem_of(error: msgspec.ValidationError, place: Place | None = None) -> Problem:
    """Return a decoder's complaint as a problem with a code of ours, and, by its place, what was possible there."""
    message, path = _split(error)
    path = place.path if place else path
    if missing := re.fullmatch(r"Object missing required field `(.+)`", message):
        return Problem(_below(path, missing[1]), "missing", f"expected the required field {missing[1]!r}")
    if unknown := re.fullmatch(r"Object contains unknown field `(.+)`", message, re.DOTALL):
        known = place.fields() if place else ()
        return Problem(_below(path, unknown[1]), "unknown_field", f"there is no such field here{_one_of(known)}")
    code = next((code for pattern, code in _CODES if re.match(pattern, message)), "invalid")
    names = place.values() if place and code == "unknown_value" else ()
    return Problem(path, code, (message[0].lower() + message[1:]).replace("`", "") + _one_of(names))


def _one_of(names: tuple[str, ...]) -> str:
    return f"; expected one of {', '.join(names)}" if names else ""


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if re.fullmatch(r"\w+", name) else f"{path}[{name!r}]"


def _malformed(error: Exception, body: bytes) -> Malformed:
    text, code = str(error), "malformed"
    if isinstance(error, RecursionError):
        text, code = "nested deeper than can be read; expected a few dozen levels at most", "too_deep"
    elif isinstance(error, UnicodeDecodeError):
        text = f"expected UTF-8, but byte {_bad_byte(body)} is not"
    elif "truncated" in text:
        text = "expected a complete JSON document, but the text is empty, ends early or has half a surrogate pair"
    return Malformed(text, (Problem("$", code, text),))


def _bad_byte(body: bytes) -> int:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def refuse_nul(value: object, path: str) -> None:
    """Raise Invalid for the first text in a decoded value that holds a NUL character: no database column takes it."""
    waiting = [(path, cast("Json", msgspec.to_builtins(value)))]
    while waiting:
        path, item = waiting.pop()
        if isinstance(item, str) and "\0" in item:
            raise Invalid.at(path.replace("\0", ""), "nul_character", "expected text without NUL characters")
        if isinstance(item, dict):
            waiting += [(_below(path, key), part) for key, part in item.items()]
            waiting += [(path, key) for key in item]
        elif isinstance(item, list):
            waiting += [(f"{path}[{index}]", part) for index, part in enumerate(item)]
