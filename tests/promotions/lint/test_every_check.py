"""What every check owes its users: a code that is its name, a sentence, and silence where nothing is wrong."""

from __future__ import annotations

import inspect
import re
from datetime import datetime

import largesse
from largesse.promotions.book import compile_book
from largesse.promotions.caution import Study
from largesse.promotions.lint_campaigns import checks, lint_campaigns
from tests.house.tree import PACKAGE, ROOT
from tests.promotions.asking import NOON, campaign, percent
from tests.promotions.lint.looking import study


def test_every_check_says_in_a_sentence_what_it_finds():
    for name, look in checks().items():
        assert (inspect.getdoc(look) or "").partition("\n")[0].endswith("."), name


def test_the_code_of_a_caution_is_the_name_of_its_file():
    for name in checks():
        text = (PACKAGE / "promotions" / "lint" / f"{name}.py").read_text()
        assert set(re.findall(r'code="(\w+)"', text)) == {name}


def test_the_first_example_is_looked_at_in_silence():
    file = largesse.read_campaigns((ROOT / "examples" / "first" / "campaigns.json").read_bytes())
    file_study = Study(compile_book(file.campaigns), file.campaigns, file.campaigns, datetime.fromisoformat(NOON))
    assert [each.code for each in lint_campaigns(file_study)] == []


def test_all_checks_look_at_every_campaign_that_makes_sense():
    looked = study(campaign("a", percent("90")), campaign("b", percent("10"), ends_at="2020-01-01T00:00:00Z"))
    assert [(each.campaign, each.code) for each in lint_campaigns(looked)] == [("a", "gives_too_much"), ("b", "ended")]
