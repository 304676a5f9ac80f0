"""The strings written under a struct's fields, so that the API document says what the code says, once."""

from __future__ import annotations

import ast
import inspect
import sys
from functools import lru_cache
from typing import get_origin


@lru_cache(maxsize=256)
def notes_of(module: str) -> dict[str, dict[str, str]]:
    """Return, for each class of a module by name, its fields' notes by Python name; nothing without source text."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (OSError, TypeError, KeyError):
        return {}
    return {node.name: _notes(node) for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


def field_notes(cls: type) -> dict[str, str]:
    """Return the notes under a class's own and inherited fields."""
    notes: dict[str, str] = {}
    for parent in reversed((get_origin(cls) or cls).__mro__[:-1]):
        notes |= notes_of(parent.__module__).get(parent.__name__, {})
    return notes


def _notes(node: ast.ClassDef) -> dict[str, str]:
    found: dict[str, str] = {}
    for field, after in zip(node.body, node.body[1:], strict=False):
        if not isinstance(field, ast.AnnAssign) or not isinstance(field.target, ast.Name):
            continue
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str):
            found[field.target.id] = inspect.cleandoc(after.value.value)
    return found
