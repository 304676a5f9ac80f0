"""What can be wrong, as values: a problem names a place, a permanent code and a sentence."""

from __future__ import annotations

import msgspec


class Problem(msgspec.Struct, frozen=True):
    """One thing wrong with an input.

    `path` is a JSON path from the document's root (`$.lines[3].price`), `code` is permanent and for programs,
    `message` says in plain words what was expected.
    """

    path: str
    code: str
    message: str


class LargesseError(Exception):
    """The root of every refusal that a caller can act on. `code` is permanent; the shells map it to their own form."""

    code = "error"

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = problems


class Invalid(LargesseError):
    """The input does not say something that can be done; `problems` name each place."""

    code = "invalid"

    @classmethod
    def at(cls, path: str, code: str, message: str) -> Invalid:
        """Return the error for a single problem."""
        return cls(f"{path}: {message}", (Problem(path, code, message),))

    @classmethod
    def of(cls, problems: list[Problem]) -> Invalid:
        """Return the error for at least one problem; its message is the first one's."""
        first = problems[0]
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        return cls(f"{first.path}: {first.message}{more}", tuple(problems))


class Malformed(Invalid):
    """The document is not JSON text in UTF-8, or is nested too deep to be read."""

    code = "malformed"


class NotFound(LargesseError):
    """Nothing of that id is there for this company."""

    code = "not_found"


class Conflict(LargesseError):
    """The thing is there, but its present state does not allow this."""

    code = "conflict"


class Unauthorized(LargesseError):
    """Nobody known is asking."""

    code = "unauthorized"


class Forbidden(LargesseError):
    """Somebody known is asking for what they may not do."""

    code = "forbidden"


class TooLarge(LargesseError):
    """The input is larger than its limit."""

    code = "too_large"


class Unavailable(LargesseError):
    """Something that is needed cannot be reached now; the same request may succeed later."""

    code = "unavailable"


class Interrupted(Unavailable):
    """Others changed the same thing at this very moment; nothing was done, and the same may succeed at once."""

    code = "interrupted"
