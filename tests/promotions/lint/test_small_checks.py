"""An end that has passed, translations that are missing, currencies without figures."""

from __future__ import annotations

from typing import Any

from tests.promotions.asking import Json, campaign, percent, promotion
from tests.promotions.lint.looking import SOLD, cautions, places


def named(id: str, *languages: str, **more: Any) -> Json:
    return campaign(id, percent(), names=dict.fromkeys(languages, "text"), **more)


def test_an_end_in_the_past_is_told():
    assert places("ended", campaign("c", percent(), ends_at="2026-06-15T12:00:00Z")) == ["c.ends_at"]
    assert places("ended", campaign("c", percent(), ends_at="2026-06-15T12:00:01Z")) == []
    assert places("ended", campaign("c", percent())) == []


def test_a_language_that_most_campaigns_speak_is_missed():
    spoken = [named("a", "en", "sv"), named("b", "en", "sv"), named("c", "en")]
    assert places("translation_missing", *spoken) == ["c.names"]
    (caution,) = cautions("translation_missing", *spoken)
    assert caution.message == "there is no text in sv; most campaigns have it"


def test_a_language_that_few_speak_is_not_missed():
    assert places("translation_missing", named("a", "en", "sv"), named("b", "en"), named("c", "en")) == []
    assert places("translation_missing", named("a", "en"), campaign("b", percent())) == []


def test_a_receipt_is_missed_where_other_promotions_of_the_campaign_have_it():
    both = [
        promotion(percent(), id="a", receipt={"en": "Tea", "th": "ชา"}),
        promotion(percent(), id="b", receipt={"en": "Mug"}),
    ]
    assert places("translation_missing", campaign("c", promotions=both)) == ["c.promotions[1].receipt"]


def test_texts_for_customers_are_looked_at_too():
    told = [campaign(id, percent(), descriptions={"en": "x", "zh": "x"}) for id in "ab"]
    assert places("translation_missing", *told, campaign("c", percent(), descriptions={"en": "x"})) == [
        "c.descriptions"
    ]


def test_a_maximum_in_other_currencies_bounds_nothing():
    most = {"stacking": {"max_discount": {"amounts": {"EUR": "50.00"}}}}
    assert places("currency_missing", campaign("c", percent()), **most) == ["c.currency"]
    assert places("currency_missing", campaign("c", percent(), currency="EUR"), **most) == []
    both = {"stacking": {"max_discount": {"amounts": {"EUR": "50.00"}, "percent": "20"}}}
    assert places("currency_missing", campaign("c", percent()), **both) == []


def test_nothing_is_sold_in_the_currency():
    assert places("currency_missing", campaign("c", percent()), sold=[{"article": "tea"}]) == ["c.currency"]
    assert places("currency_missing", campaign("c", percent()), sold=SOLD) == []
