"""The table of routes: it changes only on purpose, and its examples fit."""

from __future__ import annotations

import msgspec
import pytest

import largesse
from largesse.api import campaigns, evaluations
from largesse.api.route import Route
from largesse.api.routes import ROUTES
from largesse.core.decode import JsonDecoder
from largesse.promotions import kinds
from tests.api.outline import AGREED, outline

WITH_EXAMPLE = [route for route in ROUTES if route.takes is not None]


def test_the_outline_is_the_one_that_was_agreed() -> None:
    assert outline() == AGREED.read_text(), "the API changed; if on purpose: python -m tests.api"


@pytest.mark.parametrize("route", WITH_EXAMPLE, ids=lambda route: route.operation)
def test_the_example_of_a_body_can_be_sent_as_it_is(route: Route) -> None:
    kinds.load()
    assert route.example is not None
    assert JsonDecoder(route.takes).decode(msgspec.json.encode(route.example)) is not None


def test_the_example_of_an_evaluation_is_what_the_examples_give() -> None:
    file = largesse.read_campaigns(msgspec.json.encode({"campaigns": [campaigns.EXAMPLE]}))
    asked = largesse.read_checkout(msgspec.json.encode(evaluations.EXAMPLE))
    answer = largesse.evaluate(largesse.compile_book(file), asked)
    assert msgspec.to_builtins(answer) == {key: value for key, value in evaluations.ANSWER.items() if key != "book"}


@pytest.mark.parametrize("route", [route for route in ROUTES if route.answer], ids=lambda route: route.operation)
def test_the_example_of_an_answer_fits_what_is_given(route: Route) -> None:
    kinds.load()
    assert JsonDecoder(route.gives).decode(msgspec.json.encode(route.answer)) is not None


def test_every_operation_has_a_name_of_its_own() -> None:
    assert len({route.operation for route in ROUTES}) == len(ROUTES)


def test_every_name_in_a_path_is_described() -> None:
    for route in ROUTES:
        assert {part[1:-1] for part in route.path.split("/") if part.startswith("{")} == set(route.names)


def test_every_change_needs_a_key_that_may_write() -> None:
    changing = [route for route in ROUTES if route.method != "GET" and route.scope != "evaluate"]
    assert {route.scope for route in changing} == {"write", "launch", "sell"}
    assert all(route.writes for route in changing)


def test_only_the_health_of_the_server_is_open_to_everybody() -> None:
    assert {route.path for route in ROUTES if route.scope is None} == {"/health/live", "/health/ready"}
