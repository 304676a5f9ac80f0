"""The docs page: the OpenAPI document as one HTML page. No script, no font, nothing fetched from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from typing import Any

Schema = dict[str, Any]


def render(document: Schema) -> str:
    """Return the page for an OpenAPI document as this package writes it."""
    style = files("largesse.api").joinpath("docs.css").read_text("utf-8")
    info = document["info"]
    return "".join(
        (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(info['title'])} API</title><style>{style}</style></head><body>",
            f"<nav>{''.join(_index(document))}</nav><main><h1>{escape(info['title'])} API</h1>",
            _prose(info["description"]),
            '<p class="soft">The same as <a href="/v1/openapi.json">OpenAPI 3.1</a>.</p>',
            *(_operation(*found) for found in _operations(document)),
            '<h2 id="problems">Problems</h2>',
            *_problems(document),
            '<h2 id="schemas">Schemas</h2>',
            *(_component(name, schema) for name, schema in sorted(document["components"]["schemas"].items())),
            "</main></body></html>",
        )
    )


def _operations(document: Schema) -> Iterator[tuple[str, str, Schema]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def _index(document: Schema) -> Iterator[str]:
    for tag in document["tags"]:
        links = [
            f'<li><a href="#{operation["operationId"]}">{escape(operation["summary"])}</a></li>'
            for _, _, operation in _operations(document)
            if tag["name"] in operation["tags"]
        ]
        yield f"<strong>{escape(tag['name'])}</strong><ul>{''.join(links)}</ul>"
    yield '<ul><li><a href="#problems">Problems</a></li><li><a href="#schemas">Schemas</a></li></ul>'


def _prose(text: str) -> str:
    """Paragraphs, with the words between backticks as code."""
    paragraphs = (part.split("`") for part in text.split("\n\n") if part.strip())
    return "".join(f"<p>{''.join(_words(parts))}</p>" for parts in paragraphs)


def _words(parts: list[str]) -> Iterator[str]:
    for index, part in enumerate(parts):
        yield f"<code>{escape(part)}</code>" if index % 2 else escape(part)


def _operation(method: str, path: str, operation: Schema) -> str:
    title = f'<h3 id="{operation["operationId"]}">{escape(operation["summary"])}</h3>'
    line = f'<p><span class="method">{method}</span> <code>{escape(path)}</code></p>'
    media, body = _only(operation.get("requestBody", {}))
    return "".join(
        (
            title,
            line,
            _prose(operation["description"]),
            _parameters(operation.get("parameters", [])),
            _body("Takes", body) if body else "",
            _curl(method, path, operation, media, body),
            *(_answer(status, answer) for status, answer in operation["responses"].items()),
            _refusals(operation["responses"]),
        )
    )


def _parameters(parameters: list[Schema]) -> str:
    rows = [
        (
            f"{each['name']} <span class='soft'>in {each['in']}</span>",
            _kind(each["schema"]),
            _inline(each.get("description") or each["schema"].get("description", "")),
        )
        for each in parameters
    ]
    return _table(rows)


def _table(rows: Iterable[tuple[str, ...]]) -> str:
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>{body}</table>" if body else ""


def _inline(text: str) -> str:
    return "".join(_words(text.split("`")))


def _body(word: str, content: Schema) -> str:
    return f"<p>{word} {_kind(content['schema'])}</p>"


def _only(holder: Schema) -> tuple[str, Schema | None]:
    """Return the one media type of a body, and what is said of it."""
    return next(iter(holder.get("content", {}).items()), ("", None))


def _curl(method: str, path: str, operation: Schema, media: str, body: Schema | None) -> str:
    parts = [f"curl -X {method} $LARGESSE{path}" if method != "GET" else f"curl $LARGESSE{path}"]
    if operation["security"]:
        parts.append('-H "Authorization: Bearer $KEY"')
    if body is not None:
        indent = 2 if media == "application/json" else None  # a record is one line
        example = json.dumps(body.get("example", {}), indent=indent, ensure_ascii=False).replace("'", "'\\''")
        parts += [f"-H 'Content-Type: {media}'", f"-d '{example}'"]
    lines = " \\\n  ".join(parts)
    return f"<pre>{escape(lines)}</pre>"


def _answer(status: str, answer: Schema) -> str:
    if "$ref" in answer:
        return ""
    _, content = _only(answer)
    shown = _body(f"Answers {status} with", content) if content else f"<p>Answers {status}.</p>"
    if not content or "example" not in content:
        return shown
    example = json.dumps(content["example"], indent=2, ensure_ascii=False)
    return f"{shown}<details><summary>Example</summary><pre>{escape(example)}</pre></details>"


def _refusals(responses: Schema) -> str:
    links = [
        f'<a href="#problem-{answer["$ref"].rpartition("/")[2]}">{status}</a>'
        for status, answer in responses.items()
        if "$ref" in answer
    ]
    return f'<p class="soft">May refuse with {", ".join(links)}.</p>' if links else ""


def _problems(document: Schema) -> Iterator[str]:
    rows = [
        (f'<code id="problem-{name}">{name}</code>', escape(answer["description"]))
        for name, answer in document["components"]["responses"].items()
    ]
    yield _table(rows)


def _component(name: str, schema: Schema) -> str:
    required = schema.get("required", [])
    rows = [
        (
            f"<code>{escape(field)}</code>" + (" <span class='soft'>required</span>" if field in required else ""),
            _kind(part),
            _inline(part.get("description", "")),
        )
        for field, part in schema.get("properties", {}).items()
    ]
    title = f'<h3 id="schema-{escape(name)}">{escape(name)}</h3>'
    shown = _table(rows) or f"<p>{_kind(schema)}</p>"
    return f"{title}{_prose(schema.get('description', ''))}{shown}"


def _kind(schema: Schema) -> str:
    """A type in a few words: links to structs, the possible values, what a list holds."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rpartition("/")[2])
        return f'<a href="#schema-{name}">{name}</a>'
    if "anyOf" in schema:
        return " or ".join(_kind(part) for part in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f"<code>{escape(json.dumps(value))}</code>" for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    if isinstance(schema.get("additionalProperties"), dict):
        return f"map to {_kind(schema['additionalProperties'])}"
    return escape(str(schema.get("format") or schema.get("type") or "anything"))
