"""What may come of a request instead of what was asked for."""

from __future__ import annotations

import msgspec

from largesse.api.errors import ProblemDocument


class Failure(Exception):
    """The root of all that a client raises."""


class NoAnswer(Failure):
    """The server could not be reached, or hung up; a write may have been done all the same."""


class Refused(Failure):
    """The server refused. `problem` says why: `problem.code` is permanent, `problem.problems` name each place."""

    def __init__(self, problem: ProblemDocument) -> None:
        super().__init__(f"{problem.status} {problem.code}: {problem.detail}")
        self.problem = problem


def refusal(status: int, body: bytes) -> Refused:
    """Return the refusal that an answer is; one that did not come from Largesse, as from a proxy, has no code."""
    try:
        return Refused(msgspec.json.decode(body, type=ProblemDocument))
    except msgspec.MsgspecError:
        text = body[:500].decode("utf-8", "replace")
        return Refused(ProblemDocument(type="about:blank", title="", status=status, detail=text, code="", request=""))
