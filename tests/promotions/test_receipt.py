"""What the receipt says of each promotion, in the checkout's language or the nearest there is."""

from __future__ import annotations

import pytest

from tests.promotions.asking import Json, ask, campaign, checkout, off, promotion

TEXTS = {"en": "Spring", "zh": "春季", "sv": "Vår", "pt-BR": "Primavera"}


def text(language: str, promotion_texts: Json, campaign_texts: Json | None = None, name: str = "") -> str:
    given = campaign(
        "spring", promotions=[promotion(off("1.00"), receipt=promotion_texts, name=name)], names=campaign_texts or {}
    )
    return ask(given, checkout(language=language)).applied[0].text


@pytest.mark.parametrize(
    ("language", "said"),
    [("sv", "Vår"), ("sv-FI", "Vår"), ("zh-CN", "春季"), ("pt-BR", "Primavera"), ("pt", "Spring"), ("fr", "Spring")],
)
def test_the_language_asked_for_then_its_first_part_then_english(language: str, said: str) -> None:
    assert text(language, TEXTS) == said


def test_the_promotion_s_own_words_come_before_the_campaign_s_name() -> None:
    assert text("sv", {"sv": "Tre för två"}, {"sv": "Vår", "en": "Spring"}) == "Tre för två"
    assert text("sv", {}, {"sv": "Vår", "en": "Spring"}) == "Vår"


def test_where_no_language_fits_the_promotion_s_name_is_said_and_then_the_campaign_s() -> None:
    assert text("fr", {"zh": "春季"}, {"sv": "Vår"}, name="Three for two") == "Three for two"
    assert text("fr", {"zh": "春季"}, {"sv": "Vår"}) == "Campaign spring"
