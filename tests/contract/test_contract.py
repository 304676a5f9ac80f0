"""The wire contract changes only on purpose, and its pages tell the truth."""

import re

import msgspec
import pytest

import largesse
from largesse.promotions import kinds
from largesse.promotions.check_scenarios import try_scenarios
from largesse.promotions.scenario import Scenario
from largesse.promotions.settings import Settings
from tests.contract.snapshot import DOCUMENTS, FOLDER, schema
from tests.house.tree import ROOT

EXAMPLE = re.compile(r"<!-- example: (\w+) -->\n```json\n(.*?)```", re.DOTALL)
PAGES = [ROOT / "docs" / "reference" / name for name in ("campaigns.md", "checkouts.md")]
EXAMPLES = {name: body for page in PAGES for name, body in EXAMPLE.findall(page.read_text())}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_schema_is_the_one_that_was_agreed(name: str):
    agreed = (FOLDER / f"{name}.json").read_text()
    assert schema(name) == agreed, "the wire contract changed; if on purpose: python -m tests.contract"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_page_shows_an_example_that_is_read(name: str):
    assert kinds.decode(DOCUMENTS[name], EXAMPLES[name]) is not None


def test_the_examples_work_together_and_give_the_figures_shown():
    file = largesse.read_campaigns(EXAMPLES["campaigns"])
    checkout = largesse.read_checkout(EXAMPLES["checkout"])
    facts = largesse.read_facts(EXAMPLES["facts"])
    shown = kinds.decode(largesse.Evaluation, EXAMPLES["evaluation"])
    found = largesse.evaluate(largesse.compile_book(file), checkout, facts)
    assert found.lines[0] == shown.lines[0]
    assert msgspec.structs.replace(found.applied[0], version=3) == shown.applied[0]
    assert found.codes == shown.codes


def test_the_page_s_scenario_holds_for_the_page_s_campaign():
    campaign = largesse.read_campaigns(EXAMPLES["campaigns"]).campaigns[0]
    scenario = kinds.decode(Scenario, EXAMPLES["scenario"])
    (tried,) = try_scenarios(msgspec.structs.replace(campaign, scenarios=[scenario]), Settings(), {})
    assert tried.problems() == []
    assert tried.evaluation
