"""The category tree: which categories lie above one, and whether it is a tree at all."""

from __future__ import annotations

from collections.abc import Mapping

from largesse.core.errors import Problem

DEEPEST = 20
"""No category lies further from its root than this."""


def path_of(category: str, parents: Mapping[str, str | None]) -> list[str]:
    """Return the category and all above it, the root first. A category that nobody knows stands alone."""
    path = [category]
    while (parent := parents.get(path[-1])) is not None and len(path) <= DEEPEST:
        path.append(parent)
    return path[::-1]


def problems_of(parents: Mapping[str, str | None]) -> list[Problem]:
    """Return what keeps these categories from being a tree: parents that do not exist, circles, too much depth.

    Each problem's path is the category's id; the caller knows where in a document that is.
    """
    problems: list[Problem] = []
    for category, parent in parents.items():
        if parent is None:
            continue
        if parent not in parents:
            problems.append(Problem(category, "unknown_category", f"the parent {parent!r} is not a category"))
        elif len(path_of(category, parents)) > DEEPEST:
            text = f"a category lies at most {DEEPEST} steps below a root, and never below itself"
            problems.append(Problem(category, "too_deep", text))
    return problems
