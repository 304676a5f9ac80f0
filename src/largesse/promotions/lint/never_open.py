"""A campaign that runs, at times at which its own rules do not let it apply."""

from __future__ import annotations

from collections.abc import Iterator

from largesse.promotions.caution import Caution, Study
from largesse.promotions.definition import Campaign
from largesse.promotions.moments import is_counted, is_open, moments_of, only_of_time


def look(study: Study, campaign: Campaign) -> Iterator[Caution]:
    """No moment between the campaign's start and end is in its windows and fulfils a promotion's rules over time."""
    for place, entry in enumerate(study.entries(campaign)):
        rules = [i for i, condition in enumerate(entry.promotion.conditions) if only_of_time(condition)]
        if not (rules or campaign.windows) or not is_counted(entry):
            continue
        if not any(is_open(entry, moment, study.settings) for moment in moments_of(entry, entry.start)):
            path = f"$.promotions[{place}].conditions[{rules[0]}]" if rules else "$.windows"
            text = "from the campaign's start to its end there is no moment at which this holds"
            yield Caution(code="never_open", campaign=campaign.id, path=path, message=text)
