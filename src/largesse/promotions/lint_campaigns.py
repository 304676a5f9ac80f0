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


def lint_campaigns(study: Study) -> list[Caution]:
    """Return the cautions about the study's campaigns, one by one; those that make no sense are passed over."""
    return [
        caution
        for campaign in study.campaigns
        if campaign.id not in study.book.broken
        for look in checks().values()
        for caution in look(study, campaign)
    ]
