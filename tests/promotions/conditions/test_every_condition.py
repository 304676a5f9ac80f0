"""What every kind of condition owes: examples that come true, words in four languages, a finding when it fails."""

import inspect

import pytest

from largesse.core.kinds import Example
from largesse.promotions.condition import Condition
from largesse.promotions.field_condition import FieldCondition
from largesse.promotions.index import shown
from largesse.promotions.kinds import conditions_found
from tests.promotions.conditions.reading import compiled, of_example, view

LANGUAGES = {"en", "zh", "th", "sv"}
KINDS = conditions_found()
EXAMPLES = [(kind, example) for kind in KINDS for example in kind.examples]


def named(thing: object) -> str:
    return thing.tag() if isinstance(thing, type) and issubclass(thing, Condition) else ""


@pytest.mark.parametrize(("kind", "example"), EXAMPLES, ids=named)
def test_an_example_comes_true(kind: type[Condition], example: Example):
    came = of_example(kind, example)
    assert {name: came.get(name) for name in example.gives} == example.gives


@pytest.mark.parametrize(("kind", "example"), EXAMPLES, ids=named)
def test_the_index_never_hides_a_checkout_for_which_the_condition_holds(kind: type[Condition], example: Example):
    test, seen = compiled({"type": kind.tag(), **example.given}, example.checkout["currency"]), view(example.checkout)
    facts = view(example.checkout, example.facts).facts
    keys = {(group, key) for group, keys in shown(seen.basket, facts) for key in keys}
    assert not example.gives["holds"] or test.keys is None or test.keys & keys


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_a_condition_shows_when_it_holds_and_when_it_does_not(kind: type[Condition]):
    assert {example.gives["holds"] for example in kind.examples} == {True, False}
    assert all(example.says.endswith(".") for example in kind.examples)


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_a_condition_has_words_for_itself_and_its_fields_in_four_languages(kind: type[Condition]):
    wanted = {"", *kind.__struct_fields__}
    if issubclass(kind, FieldCondition):
        wanted |= {f"field.{name}" for name in kind.fields}
    assert set(kind.labels) >= LANGUAGES
    assert {language: wanted - set(kind.labels[language]) for language in LANGUAGES} == {
        key: set() for key in LANGUAGES
    }
    assert {language: set(kind.labels[language]) - wanted for language in LANGUAGES} == {
        key: set() for key in LANGUAGES
    }


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_a_condition_says_in_one_sentence_what_it_is(kind: type[Condition]):
    text = inspect.getdoc(kind) or ""
    assert text.partition("\n")[0].endswith(".")
