"""What every kind owes its users: it says what it is, in four languages, and its examples come true."""

import inspect
import re

import msgspec
import pytest

from largesse.core.kinds import Example, Kind
from largesse.promotions import benefits
from largesse.promotions.benefit import LANES, Benefit
from largesse.promotions.book import compile_book
from largesse.promotions.kinds import benefits_found, conditions_found
from tests.promotions.benefits.giving import Json, bought, campaign, give

LANGUAGES = ("en", "zh", "th", "sv")
KINDS: tuple[type[Kind], ...] = (*conditions_found(), *benefits_found())
EXAMPLES = [(kind, example) for kind in benefits_found() for example in kind.examples]


def named(thing: object) -> str:
    return thing.tag() if isinstance(thing, type) and issubclass(thing, Kind) else ""


def came(kind: type[Benefit], example: Example) -> Json:
    """What an example of a benefit comes to, in the words of its `gives`."""
    evaluation = give({"type": kind.tag(), **example.given}, facts=example.facts, **example.checkout)
    return {
        "lines": [line.total for line in bought(evaluation)],
        "gifts": [{"article": line.article, "quantity": line.quantity} for line in evaluation.lines if line.gift],
        "deliveries": [each.total for each in evaluation.deliveries],
        "fees": [each.total for each in evaluation.fees],
        "total": evaluation.totals.total,
        "effects": [{"type": effect.type, **effect.details} for effect in evaluation.effects],
    }


@pytest.mark.parametrize(("kind", "example"), EXAMPLES, ids=named)
def test_an_example_of_a_benefit_comes_true(kind: type[Benefit], example: Example):
    found = came(kind, example)
    assert {part: found[part] for part in example.gives} == example.gives


@pytest.mark.parametrize("kind", benefits_found(), ids=named)
def test_a_benefit_has_two_examples_or_three(kind: type[Benefit]):
    assert 2 <= len(kind.examples) <= 3
    assert all(example.says.endswith(".") for example in kind.examples)


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_a_kind_has_words_for_itself_and_every_field_in_four_languages(kind: type[Kind]):
    wanted = {"", *(field.encode_name for field in msgspec.structs.fields(kind))}
    lacking = [(language, name) for language in LANGUAGES for name in wanted if not kind.labels[language].get(name)]
    assert lacking == []


@pytest.mark.parametrize("kind", benefits_found(), ids=named)
def test_labels_speak_of_fields_that_are_there_and_say_the_same_in_each_language(kind: type[Benefit]):
    fields = {"", *(field.encode_name for field in msgspec.structs.fields(kind))}
    assert [set(kind.labels[language]) for language in LANGUAGES] == [fields] * len(LANGUAGES)


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_no_two_languages_share_a_kinds_name(kind: type[Kind]):
    names = [kind.labels[language][""] for language in LANGUAGES]
    assert len(set(names[:3])) == 3  # Swedish and English may agree


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_a_kind_says_in_one_sentence_what_it_is(kind: type[Kind]):
    first = inspect.getdoc(kind) or ""
    assert first.partition("\n")[0].endswith(".")


@pytest.mark.parametrize("kind", benefits_found(), ids=named)
def test_a_benefit_is_the_only_kind_of_the_file_that_bears_its_name(kind: type[Benefit]):
    assert kind.__module__ == f"{benefits.__name__}.{kind.tag()}"
    assert kind.__name__ == kind.tag().title().replace("_", "")


@pytest.mark.parametrize("kind", benefits_found(), ids=named)
def test_a_benefit_runs_in_a_lane_or_goes_along_in_any(kind: type[Benefit]):
    lanes = {_decoded(kind, example).runs_in() for example in kind.examples}
    assert lanes <= {None, *LANES}


@pytest.mark.parametrize(("kind", "example"), EXAMPLES, ids=named)
def test_an_example_survives_being_written_and_read_again(kind: type[Benefit], example: Example):
    benefit = _decoded(kind, example)
    assert msgspec.json.decode(msgspec.json.encode(benefit), type=kind) == benefit


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_fields_are_whole_english_words(kind: type[Kind]):
    for field in msgspec.structs.fields(kind):
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", field.encode_name)


@pytest.mark.parametrize("found", [conditions_found(), benefits_found()], ids=["conditions", "benefits"])
def test_kinds_come_in_the_order_of_the_reference(found: tuple[type[Kind], ...]):
    tags = [kind.tag() for kind in found]
    assert tags == sorted(set(tags))


def _decoded(kind: type[Benefit], example: Example) -> Benefit:
    held = campaign({"type": kind.tag(), **example.given}, currency=example.checkout["currency"])
    assert not compile_book([held]).broken
    return held.promotions[0].benefits[0]
