"""The OpenAPI 3.1 document, written from the table of routes. Nothing in it is said a second time anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from inspect import cleandoc
from typing import Any

import msgspec

from largesse.api.conditions import LONGEST_KEY, guards_of
from largesse.api.errors import (
    ANSWERS,
    NotAcceptable,
    PreconditionFailed,
    ProblemDocument,
    ServerFault,
    SlowBody,
    TookTooLong,
    TooManyRequests,
    UnsupportedMediaType,
)
from largesse.api.records import MEDIA as RECORDS
from largesse.api.route import NoQuery, Route
from largesse.api.schemas import Schema, Schemas
from largesse.core.errors import Forbidden, Invalid, LargesseError, Malformed, TooLarge, Unauthorized
from largesse.core.wire import Token

Document = dict[str, Any]

_ABOUT = """Price a checkout, and manage what it is priced by.

Amounts are decimal text in major units of the currency (`"12.50"`), never JSON numbers. Times are RFC 3339 with an
offset. A refusal is `application/problem+json` (RFC 9457) and names each place that is wrong. Unknown fields are
refused; where a key is written twice in one object, the last one counts. The server may add fields to its answers."""

_OF_BODIES = (Malformed, SlowBody, TooLarge, UnsupportedMediaType, Invalid)


def document(routes: Sequence[Route]) -> Document:
    """Return the OpenAPI document of these routes as plain JSON values."""
    schemas = Schemas(_types(routes))
    asked = Schemas(_unique(route.query for route in routes))
    queries = {query: asked.take_out(query) for query in _unique(route.query for route in routes)}
    paths: dict[str, Schema] = {}
    guards = guards_of(routes)
    for route in routes:
        operation = _operation(route, schemas, queries[route.query], route.operation in guards)
        paths.setdefault(route.path, {})[route.method.lower()] = operation
    described: Document = {
        "openapi": "3.1.0",
        "info": {"title": "Largesse", "version": "1", "description": _ABOUT, "license": {"name": "Apache-2.0"}},
        "servers": [{"url": "/"}],
        "tags": [{"name": tag} for tag in _unique(route.tag for route in routes)],
        "paths": paths,
        "components": {
            "schemas": {**asked.components, **schemas.components},
            "responses": {error.code: _problem(error) for error in ANSWERS},
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "An API key, `lg_...`."}},
        },
    }
    return msgspec.json.decode(msgspec.json.encode(described), type=Document)


def encode_document(described: Document) -> bytes:
    """Return the document as JSON text."""
    return msgspec.json.format(msgspec.json.encode(described))


def _unique(values: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(values))


def _types(routes: Iterable[Route]) -> list[Any]:
    used = [kind for route in routes for kind in (route.takes, route.gives) if kind is not None]
    return [*_unique(used), ProblemDocument, Token]


def _operation(route: Route, schemas: Schemas, query: Schema, guarded: bool) -> Schema:
    operation: Schema = {
        "operationId": route.operation,
        "summary": route.says,
        "description": _description(route),
        "tags": [route.tag],
        "responses": _responses(route, schemas, guarded),
        "security": [{"key": []}] if route.scope else [],
    }
    if parameters := _path_parameters(route, schemas) + _query_parameters(query) + _headers(route, guarded):
        operation["parameters"] = parameters
    if route.takes is not None:
        body = _content(route, schemas.of(route.takes), route.example)
        operation["requestBody"] = {"required": True, "content": body}
    return operation


def _description(route: Route) -> str:
    allows = (
        "`launch`, or `write` where the company's policy lets it launch"
        if route.scope == "launch"
        else f"`{route.scope}`"
    )
    right = f"Needs a key that allows {allows}." if route.scope else "Needs no key."
    return f"{cleandoc(route.details)}\n\n{right}".strip()


def _path_parameters(route: Route, schemas: Schemas) -> list[Schema]:
    schema = schemas.of(Token)
    return [
        {"name": name, "in": "path", "required": True, "description": says, "schema": schema}
        for name, says in route.names.items()
    ]


def _query_parameters(query: Schema) -> list[Schema]:
    required = query.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, **_parameter(schema)}
        for name, schema in query.get("properties", {}).items()
    ]


def _parameter(schema: Schema) -> Schema:
    """A parameter is left out rather than null, and its description stands beside its schema."""
    plain = {key: value for key, value in schema.items() if (key, value) != ("default", None)}
    given = [part for part in plain.get("anyOf", []) if part != {"type": "null"}]
    if len(given) == 1:
        plain = {**given[0], **{key: value for key, value in plain.items() if key != "anyOf"}}
    description = plain.pop("description", None)
    return {"schema": plain} if description is None else {"description": description, "schema": plain}


_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "A name for this request: sent again under it within a day, it is answered as before and done once.",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
}
_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": "The `ETag` of the document as it was read; refused when it has changed since.",
    "schema": {"type": "string"},
}
_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The `ETag` of what the caller has; answered by 304 when that is still so.",
    "schema": {"type": "string"},
}


def _headers(route: Route, guarded: bool) -> list[Schema]:
    if route.writes:
        return [_KEY, _IF_MATCH] if guarded else [_KEY]
    return [_IF_NONE_MATCH] if route.scope and route.method == "GET" else []


def _content(route: Route, schema: Schema, example: object) -> Schema:
    content: Schema = {"schema": schema}
    if example is not None:
        content["example"] = msgspec.to_builtins(example)
    return {RECORDS if route.records else "application/json": content}


def _responses(route: Route, schemas: Schemas, guarded: bool) -> Schema:
    answer: Schema = {"description": "Done." if route.gives is None else "The answer."}
    if route.gives is not None:
        answer["content"] = _content(route, schemas.of(route.gives), route.answer)
    described = {str(route.status): answer}
    if route.location is not None:
        answer["headers"] = {"Location": {"description": "Where it is now.", "schema": {"type": "string"}}}
    if route.scope and route.method == "GET":
        described["304"] = {"description": "What the caller has is still so."}
    refusals = sorted(_refusals(route, guarded), key=lambda error: ANSWERS[error].status)
    named = {str(ANSWERS[error].status): {"$ref": f"#/components/responses/{error.code}"} for error in refusals}
    return {**described, **named}


def _refusals(route: Route, guarded: bool) -> set[type[LargesseError]]:
    found: set[type[LargesseError]] = {NotAcceptable, ServerFault, TookTooLong, *route.errors}
    if route.scope:
        found |= {Unauthorized, Forbidden, TooManyRequests}
    if route.takes is not None:
        found |= set(_OF_BODIES)
    if guarded:
        found.add(PreconditionFailed)
    return found | {Invalid} if route.names or route.writes or route.query is not NoQuery else found


def _problem(error: type[LargesseError]) -> Schema:
    schema = {"$ref": "#/components/schemas/ProblemDocument"}
    said: Schema = {"description": ANSWERS[error].title, "content": {"application/problem+json": {"schema": schema}}}
    if error is TooManyRequests:
        said["headers"] = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
    return said
