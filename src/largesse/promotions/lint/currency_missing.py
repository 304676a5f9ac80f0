"""A currency that others have figures in and this campaign's does not."""

from __future__ import annotations

from collections.abc import Iterator

from largesse.promotions.caution import Caution, Study
from largesse.promotions.definition import Campaign


def look(study: Study, campaign: Campaign) -> Iterator[Caution]:
    """The company's maximum discount has no amount in the campaign's currency, or nothing is sold in it."""
    currency = campaign.currency
    most = study.settings.stacking.max_discount
    if most is not None and most.amounts and currency not in most.amounts and most.percent is None:
        text = f"the company's maximum discount has no amount in {currency}, so nothing bounds what this takes off"
        yield Caution(code="currency_missing", campaign=campaign.id, path="$.currency", message=text)
    articles = study.articles(currency)
    if articles is not None and articles.complete and not any(line.price is not None for line in articles.lines):
        text = f"no article of the catalogue has a price in {currency}"
        yield Caution(code="currency_missing", campaign=campaign.id, path="$.currency", message=text)
