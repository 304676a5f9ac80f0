"""The OpenAPI document and the docs page say what the routes say."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest

from largesse.api.docs_page import render
from largesse.api.openapi import document
from tests.api.toys import ROUTES, client, toy_app


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return document(ROUTES)


def refs(value: Any) -> set[str]:
    return set(re.findall(r'"\$ref":"([^"]+)"', msgspec.json.encode(value).decode()))


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    assert refs(described)
    for ref in refs(described):
        place: Any = described
        for step in ref.removeprefix("#/").split("/"):
            place = place[step]


def test_a_body_is_described_with_its_example_and_its_refusals(described: dict[str, Any]) -> None:
    operation = described["paths"]["/v1/toys"]["post"]
    assert operation["requestBody"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Toy"}
    assert operation["requestBody"]["content"]["application/json"]["example"]["id"] == "bear"
    assert {"201", "400", "401", "403", "406", "408", "413", "415", "422"} <= set(operation["responses"])
    assert operation["security"] == [{"key": []}]


def test_unknown_fields_are_described_as_refused(described: dict[str, Any]) -> None:
    assert described["components"]["schemas"]["Toy"]["additionalProperties"] is False


def test_a_union_of_kinds_names_its_discriminator(described: dict[str, Any]) -> None:
    marks = described["components"]["schemas"]["Toy"]["properties"]["marks"]["items"]
    assert marks["discriminator"]["propertyName"] == "type"
    assert set(marks["discriminator"]["mapping"]) == {"colour", "group"}


def test_the_note_under_a_field_is_its_description(described: dict[str, Any]) -> None:
    assert described["components"]["schemas"]["Toy"]["properties"]["pieces"]["description"] == "How many pieces it has."


def test_a_query_is_described_parameter_by_parameter(described: dict[str, Any]) -> None:
    parameters = {each["name"]: each for each in described["paths"]["/v1/toys"]["get"]["parameters"]}
    assert parameters["limit"]["in"] == "query"
    assert parameters["limit"]["schema"]["maximum"] == 100


def test_ids_in_the_path_are_described(described: dict[str, Any]) -> None:
    (toy,) = [each for each in described["paths"]["/v1/toys/{toy}"]["get"]["parameters"] if each["in"] != "header"]
    assert (toy["name"], toy["in"], toy["required"]) == ("toy", "path", True)


async def test_the_docs_page_needs_nothing_from_elsewhere() -> None:
    async with client(toy_app(), key=None) as api:
        response = await api.get("/docs")
        served = (await api.get("/v1/openapi.json")).json()
    assert response.status_code == 200
    assert served == document(ROUTES)
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "<script" not in response.text
    assert not re.search(r"(src|href)=\"?(https?:)?//", response.text)


def test_every_link_on_the_docs_page_leads_somewhere(described: dict[str, Any]) -> None:
    page = render(described)
    targets = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= targets


def test_the_docs_page_lists_every_operation_and_schema(described: dict[str, Any]) -> None:
    page = render(described)
    for route in ROUTES:
        assert f'id="{route.operation}"' in page
    for name in described["components"]["schemas"]:
        assert f'id="schema-{name}"' in page


def test_the_docs_page_shows_text_as_text() -> None:
    page = render(
        {
            "info": {"title": "<b>", "description": "a `<i>` b"},
            "tags": [],
            "paths": {},
            "components": {"schemas": {}, "responses": {}},
        }
    )
    assert "<b>" not in page
    assert "<code>&lt;i&gt;</code>" in page
