"""Kinds as a hasty plug-in might bring them, each wrong in one way."""

from __future__ import annotations

from typing import ClassVar

from tests.core.test_kinds import Colour


class Silent(Colour, frozen=True, tag="silent"):
    labels: ClassVar = {"en": {"": "Silent"}}


class Nameless(Colour, frozen=True, tag="nameless"):
    """A kind without words for itself and its field."""

    shade: int = 0


class Strange(Colour, frozen=True, tag="strange"):
    """A kind with a field that JSON has no form for."""

    labels: ClassVar = {"en": {"": "Strange", "shade": "Shade"}}
    shade: complex = 0j
