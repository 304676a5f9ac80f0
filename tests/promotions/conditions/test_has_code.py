"""Voucher codes: capitals, limits, holds, and what an answer may give away."""

from tests.promotions.conditions.reading import compiled, holds, view


def code(**given):
    return {"type": "has_code", "codes": ["Alpha", "Beta"], **given}


def test_one_usable_code_of_several_is_enough():
    used = {"code_uses": {"Alpha": 3}}
    assert holds(code(uses_per_code=3), {"codes": ["alpha", "beta"]}, used)
    assert not holds(code(uses_per_code=3), {"codes": ["alpha"]}, used)
    assert holds(code(), {"codes": ["alpha"]}, used)


def test_a_hold_counts_against_every_checkout_but_its_own():
    held = {"code_holds": {"Alpha": ["one", "one"]}}
    assert holds(code(uses_per_code=1), {"id": "one", "codes": ["Alpha"]}, held)
    assert not holds(code(uses_per_code=1), {"id": "two", "codes": ["Alpha"]}, held)
    assert not holds(code(uses_per_code=1), {"codes": ["Alpha"]}, held)
    assert holds(code(uses_per_code=2), {"codes": ["Alpha"]}, held)


def test_codes_differ_by_capitals_only_where_the_company_says_so():
    assert compiled(code()).keys == {("code", "alpha"), ("code", "beta")}
    assert compiled(code(), ignore_case=False).keys == {("code", "Alpha"), ("code", "Beta")}


def test_a_used_up_code_says_how_often_it_was_used():
    test, seen = compiled(code(uses_per_code=2)), view({"codes": ["ALPHA"]}, {"code_uses": {"Alpha": 2}})
    finding = test.find(seen)
    assert (finding.wanted, finding.actual) == (2, {"Alpha": 2})


def test_the_answer_to_a_wrong_code_does_not_give_away_the_right_ones():
    finding = compiled(code()).find(view({"codes": ["guess"]}))
    assert (finding.wanted, finding.actual, finding.gap) == (None, ["guess"], "1")
