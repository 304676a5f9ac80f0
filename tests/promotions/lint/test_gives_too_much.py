"""More than a set share off a basket, or less than a set margin, with the basket that shows it."""

from __future__ import annotations

from fractions import Fraction

from largesse.promotions.caution import Caution
from largesse.promotions.evaluate import evaluate
from tests.promotions.asking import Json, campaign, code, off, percent
from tests.promotions.lint.looking import SOLD, cautions, study

TEA: Json = {"articles": ["tea"]}


def share_shown(caution: Caution, *campaigns: Json) -> Fraction:
    """What the caution's checkout comes to, priced anew."""
    assert caution.checkout is not None
    assert caution.facts is not None
    priced = evaluate(study(*campaigns).book, caution.checkout, caution.facts)
    return Fraction(priced.totals.discount) / Fraction(priced.totals.subtotal)


def test_what_a_campaign_takes_off_by_itself():
    given = campaign("c", percent("60"))
    (caution,) = cautions("gives_too_much", given, sold=SOLD)
    assert caution.message == "it can take 60.00 % off a basket: more than 50 %"
    assert share_shown(caution, given) == Fraction(60, 100)
    assert cautions("gives_too_much", campaign("c", percent("50")), sold=SOLD) == []


def test_what_campaigns_take_off_together_is_said_of_each():
    given = [campaign("forty", percent("40", of=TEA)), campaign("thirty", percent("30"), conditions=[code("X")])]
    first, second = cautions("gives_too_much", *given, sold=SOLD)
    assert (first.campaign, first.others) == ("forty", ["thirty"])
    assert "58.00 % off a basket, together with 'forty'" in second.message
    assert share_shown(second, *given) == Fraction(58, 100)


def test_campaigns_that_begin_later_count_from_then_on():
    late = campaign("late", percent("40"), starts_at="2026-08-01T00:00:00Z")
    early = campaign("early", percent("40"), ends_at="2026-09-01T00:00:00Z")
    (caution, _) = cautions("gives_too_much", early, late, sold=SOLD)
    assert caution.checkout is not None
    assert caution.checkout.at is not None
    assert caution.checkout.at.isoformat() == "2026-08-01T00:00:00+00:00"
    assert cautions("gives_too_much", {**early, "ends_at": "2026-08-01T00:00:00Z"}, late, sold=SOLD) == []


def test_what_is_over_is_not_counted():
    assert cautions("gives_too_much", campaign("c", percent("90"), ends_at="2026-06-01T00:00:00Z"), sold=SOLD) == []


def test_without_a_catalogue_an_article_is_made_up():
    (caution,) = cautions("gives_too_much", campaign("c", percent("60", of={"categories": ["drinks"]})))
    assert caution.checkout is not None
    assert caution.checkout.lines[0].categories == ["drinks"]


def test_the_company_sets_the_share():
    given = campaign("c", percent("60"))
    assert cautions("gives_too_much", given, sold=SOLD, cautions={"share": "60"}) == []
    assert cautions("gives_too_much", given, sold=SOLD, cautions={"share": None}) == []
    assert cautions("gives_too_much", campaign("c", percent("11")), sold=SOLD, cautions={"share": "10"}) != []


def test_a_margin_is_looked_for_where_costs_are_known():
    given = [campaign("half", percent("25", of=TEA)), campaign("more", off("2.00"))]
    found = {each.campaign: each.message for each in cautions("goes_under_margin", *given, sold=SOLD)}
    assert "together with 'half': less than 0 %" in found["more"]
    assert cautions("goes_under_margin", campaign("c", percent("40", of=TEA)), sold=SOLD) == []
    assert (
        cautions("goes_under_margin", campaign("c", percent("40", of=TEA)), sold=SOLD, cautions={"margin": "10"}) != []
    )
    assert cautions("goes_under_margin", *given) == []
    assert cautions("goes_under_margin", *given, sold=SOLD, least_margin="0") == []


def test_what_leaves_nothing_leaves_no_margin():
    (caution,) = cautions("goes_under_margin", campaign("c", percent("100", of=TEA)), sold=SOLD)
    assert caution.message == "it can leave nothing of a basket: less than 0 %"
