"""A text that is there in fewer languages than those beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from largesse.promotions.caution import Caution, Study
from largesse.promotions.definition import Campaign

_TEXTS = ("names", "descriptions", "terms")


def look(study: Study, campaign: Campaign) -> Iterator[Caution]:
    """Most campaigns, or other promotions of this one, have this text in a language in which it is missing here."""
    usual = study.once("usual languages", lambda: {name: _usual(study.everybody, name) for name in _TEXTS})
    for name in _TEXTS:
        yield from _lacking(campaign, f"$.{name}", getattr(campaign, name), usual[name], "most campaigns have it")
    said = {language for promotion in campaign.promotions for language in promotion.receipt}
    for place, promotion in enumerate(campaign.promotions):
        path = f"$.promotions[{place}].receipt"
        yield from _lacking(campaign, path, promotion.receipt, said, "other promotions of this campaign have it")


def _usual(campaigns: Iterable[Campaign], name: str) -> set[str]:
    """Return the languages of at least two, and of at least half, of the campaigns that have such texts at all."""
    spoken = [list(texts) for each in campaigns if (texts := getattr(each, name))]
    count = Counter(language for languages in spoken for language in languages)
    return {language for language, times in count.items() if times >= 2 and 2 * times >= len(spoken)}


def _lacking(campaign: Campaign, path: str, texts: Mapping[str, str], wanted: set[str], why: str) -> Iterator[Caution]:
    lacking = sorted(wanted - set(texts))
    if lacking:
        text = f"there is no text in {', '.join(lacking)}; {why}"
        yield Caution(code="translation_missing", campaign=campaign.id, path=path, message=text)
