"""Every refusal as an RFC 9457 problem document: one table from error class to status, one place that writes it."""

from __future__ import annotations

import msgspec

from largesse.core.errors import (
    Conflict,
    Forbidden,
    Invalid,
    LargesseError,
    Malformed,
    NotFound,
    Problem,
    TooLarge,
    Unauthorized,
    Unavailable,
)


class MethodNotAllowed(LargesseError):
    """The path is known, but not with this method; the message lists those it has."""

    code = "method_not_allowed"


class NotAcceptable(LargesseError):
    """The caller accepts no form in which this can be answered."""

    code = "not_acceptable"


class PreconditionFailed(LargesseError):
    """What is stored is not what the caller read before it decided; `If-Match` said what that was."""

    code = "precondition_failed"


class SlowBody(LargesseError):
    """The body did not arrive in time."""

    code = "slow_body"


class TooManyRequests(LargesseError):
    """The key has asked more often than it may."""

    code = "too_many_requests"

    def __init__(self, message: str, wait_s: int) -> None:
        super().__init__(message)
        self.wait_s = wait_s


class TookTooLong(LargesseError):
    """The answer was not found in time; nothing was changed."""

    code = "took_too_long"


class UnsupportedMediaType(LargesseError):
    """The body is declared as something other than JSON."""

    code = "unsupported_media_type"


class ServerFault(LargesseError):
    """Ours, not the caller's: what happened is in the log under the request's id."""

    code = "server_fault"


class Answer(msgspec.Struct, frozen=True):
    """How a class of refusals is answered: its HTTP status and its title, which is the same for each of its kind."""

    status: int
    title: str


ANSWERS: dict[type[LargesseError], Answer] = {
    Malformed: Answer(400, "The body cannot be read as JSON"),
    Unauthorized: Answer(401, "No valid API key"),
    Forbidden: Answer(403, "The API key does not allow this"),
    NotFound: Answer(404, "Not found"),
    MethodNotAllowed: Answer(405, "This path has other methods"),
    NotAcceptable: Answer(406, "This is answered in another form"),
    SlowBody: Answer(408, "The body did not arrive in time"),
    Conflict: Answer(409, "The present state does not allow this"),
    PreconditionFailed: Answer(412, "Somebody has changed it since"),
    TooLarge: Answer(413, "The request is too large"),
    UnsupportedMediaType: Answer(415, "The body must be JSON"),
    Invalid: Answer(422, "The request is not valid"),
    TooManyRequests: Answer(429, "The API key asks too often"),
    ServerFault: Answer(500, "A fault of the server"),
    Unavailable: Answer(503, "Not available now"),
    TookTooLong: Answer(504, "It took too long"),
}
"""Subclasses are answered as their nearest parent in this table."""


class ProblemDocument(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A refusal, in the form of RFC 9457.

    `code` is permanent and for programs. `problems` names each place that is wrong; a path begins with `$` for the
    body, `query.`, `path.` or `header.`. `request` is the id under which the server logged the request.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    request: str
    problems: tuple[Problem, ...] = ()


def kind_of(error: LargesseError) -> type[LargesseError]:
    """Return the error's nearest class in the table."""
    return next(parent for parent in type(error).__mro__ if parent in ANSWERS)


def document_for(error: LargesseError, request: str) -> ProblemDocument:
    """Return the problem document for an error that a use case or the border raised."""
    kind = kind_of(error)
    return ProblemDocument(
        type=f"/docs#problem-{kind.code}",
        title=ANSWERS[kind].title,
        status=ANSWERS[kind].status,
        detail=error.message,
        code=error.code,
        request=request,
        problems=error.problems,
    )
