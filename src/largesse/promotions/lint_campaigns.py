"""Look at campaigns with every check that there is, and gather what they say."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from functools import cache

from largesse.promotions import lint
from largesse.promotions.caution import Caution, Study
from largesse.promotions.definition import Campaign

Check = Callable[[Study, Campaign], Iterable[Caution]]


@cache
def checks() -> dict[str, Check]:
    """Return every check by its name: the function `look` of each module of the folder `lint`."""
    names = sorted(module.name for module in pkgutil.iter_modules(lint.__path__))
    return {name: importlib.import_module(f"{lint.__name__}.{name}").look for name in names}


def lint_campaigns(study: Study, told: Callable[[int], None] = lambda done: None) -> list[Caution]:
    """Return the cautions about the study's campaigns, one by one; those that make no sense are passed over.

    `told` hears how many campaigns have been looked at.
    """
    found: list[Caution] = []
    for done, campaign in enumerate(study.campaigns):
        told(done)
        if campaign.id not in study.book.broken:
            found += [caution for look in checks().values() for caution in look(study, campaign)]
    return found
