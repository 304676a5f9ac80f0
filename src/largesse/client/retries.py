"""Whether a request is sent again, and when."""

from __future__ import annotations

import random
from dataclasses import dataclass

AGAIN = frozenset({429, 502, 503, 504})
"""Too many requests, and whatever says that the server is away for a moment."""


@dataclass(frozen=True, slots=True)
class Retries:
    """How patient a client is. Every request is safe to repeat: look-ups change nothing, writes bear a key."""

    attempts: int = 5
    first_s: float = 0.2
    """The longest wait before the second attempt; it doubles from there on."""
    longest_s: float = 10.0

    def wait(self, attempt: int, asked_s: float | None) -> float | None:
        """Return how many seconds to wait after this attempt, counted from 1; None to give up.

        A random part of the longest, so that callers who failed together do not come back together; never less than
        the server asked for.
        """
        if attempt >= self.attempts:
            return None
        longest = min(self.longest_s, self.first_s * 2 ** (attempt - 1))
        return max(asked_s or 0.0, random.uniform(0, longest))


def asked_wait(retry_after: str | None) -> float | None:
    """Return the seconds that a `Retry-After` names; dates are not looked at."""
    return float(retry_after) if retry_after is not None and retry_after.isdigit() else None
