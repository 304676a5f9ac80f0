"""Write the reference pages that come from the code: kinds, reason codes, verbs, metrics. `make docs` runs it."""

from __future__ import annotations

import argparse
from inspect import cleandoc, isfunction, signature
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

import largesse
from largesse import config
from largesse.api.field_notes import field_notes
from largesse.api.routes import ROUTES
from largesse.cli import command
from largesse.config import Config
from largesse.core.kinds import Kind
from largesse.promotions import kinds
from largesse.promotions.benefit import Benefit
from largesse.promotions.lint_campaigns import checks
from largesse.promotions.reasons import MEANINGS
from largesse.telemetry.metrics import Metrics

ROUTES_HEAD = """
Every route of the HTTP API; [HTTP API](http.md) says how to call them. `/docs` of a server has each with its fields,
limits, answers and an example. What is in a query is separated by `&` and may be left out.
"""
LIBRARY = """
The engine alone, without a server and without a database: `pip install largesse`, and

```python
import largesse

book = largesse.compile_book(largesse.read_campaigns(campaigns_json))
print(largesse.encode(largesse.evaluate(book, largesse.read_checkout(checkout_json))))
```

What is named here is public and stays; whatever else can be imported may change.
"""
HERE = Path(__file__).parent / "reference"
SETTINGS = """
A setting is an environment variable, or a line in a file of settings in TOML: `LARGESSE_WORKERS=4` is `workers = 4`
there. `LARGESSE_CONFIG` or `largesse --config FILE` names the file. An option of the command line goes before the
environment, and that before the file.

`largesse config show` prints what is in effect and where each value comes from, without the secrets. `largesse config
check` says what is wrong, and ends with 2 if anything is: a value that does not fit, a name that the file cannot have,
a variable that is nearly the name of a setting.
""".strip()
CAUTIONS = """
What may be wrong with a campaign that makes sense. Nothing is refused for it: the answer to a save or an import names
it under `warnings`, and `largesse lint` lists it. A caution has a permanent `code`, the `campaign`, the `path` of the
place in it, a `message`, the `others` that have a part in it and, where that shows it, a `checkout` with its `facts`.
""".strip()
METRICS = """
What `/metrics` and the port of a worker tell Prometheus; [how to read them](../how-to/operate.md). Times are in
seconds. Those of a server that is one process also tell of that process, as `process_*` and `python_*`.
""".strip()
MADE = "<!-- Made by `make docs` from the code; change it there. -->"


def pages() -> dict[str, str]:
    """Return every generated page, by file name."""
    kinds.load()
    return {
        "kinds.md": _kinds(),
        "reason-codes.md": _reasons(),
        "command-line.md": _verbs(),
        "settings.md": _settings(),
        "cautions.md": _cautions(),
        "metrics.md": _metrics(),
        "routes.md": _routes(),
        "library.md": _library(),
    }


def _kinds() -> str:
    parts = ["# Kinds of conditions and benefits", MADE, "", "Each is one file with its fields, limits and examples."]
    parts.append("Another package adds its own by an entry point `largesse.conditions` or `largesse.benefits`.")
    for title, found in (("Conditions", kinds.conditions_found()), ("Benefits", kinds.benefits_found())):
        parts += ["", f"## {title}"]
        for kind in found:
            parts += _kind(kind)
    return "\n".join(parts) + "\n"


def _kind(kind: type[Kind]) -> list[str]:
    doc = (kind.__doc__ or "").strip()
    parts = ["", f"### `{kind.tag()}`", "", *[line.strip() for line in doc.splitlines()]]
    if issubclass(kind, Benefit) and kind.lane:
        parts += ["", f"Runs in the {kind.lane} lane."]
    parts += ["", "| field | what | when left out |", "| --- | --- | --- |"]
    schema: dict[str, Any] = msgspec.json.schema(kind)["$defs"][kind.__name__]["properties"]
    for field in msgspec.structs.fields(kind):
        about = _about(kind, field.encode_name, schema[field.encode_name])
        parts.append(f"| `{field.encode_name}` | {about} | {_default(field)} |")
    parts += _fields(kind)
    for example in kind.examples:
        given = msgspec.json.encode({"type": kind.tag(), **example.given}).decode()
        parts += ["", f"{example.says}", "", "```json", given, "```"]
    return parts


def _about(kind: type[Kind], name: str, schema: dict[str, Any]) -> str:
    label = kind.labels.get("en", {}).get(name, "")
    said = " ".join(str(schema.get("description", "")).split())
    choices = ", ".join(f"`{each}`" for each in schema.get("enum", []))
    return "; ".join(part for part in (label, said, choices) if part).replace("|", "\\|")


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "required"
    default = field.default if field.default is not msgspec.NODEFAULT else field.default_factory()
    return f"`{msgspec.json.encode(default).decode()}`"


def _fields(kind: type[Kind]) -> list[str]:
    fields: dict[str, Any] = getattr(kind, "fields", {})
    if not fields:
        return []
    rows = [f"| `{name}` | {each.type} | {each.says} |" for name, each in fields.items()]
    if getattr(kind, "attributes", None) is not None:
        rows.append("| `attributes.NAME` | any | an own attribute |")
    return ["", "| it can look at | type | what |", "| --- | --- | --- |", *rows]


def _reasons() -> str:
    rows = [f"| `{reason.value}` | {meaning} |" for reason, meaning in MEANINGS.items()]
    head = ["# Reason codes", MADE, "", "Why a promotion did not apply, or a code was rejected. A code is permanent."]
    return "\n".join([*head, "", "| code | meaning |", "| --- | --- |", *rows]) + "\n"


def _cautions() -> str:
    rows = [f"| `{name}` | {' '.join(cleandoc(look.__doc__ or '').split())} |" for name, look in checks().items()]
    head = ["# Cautions", MADE, "", *CAUTIONS.splitlines(), "", "| code | meaning |", "| --- | --- |"]
    return "\n".join([*head, *rows]) + "\n"


def _settings() -> str:
    head = ["# Settings", MADE, "", *SETTINGS.splitlines(), "", "| variable | what it does | default |"]
    notes = field_notes(Config)
    rows = []
    for field in msgspec.structs.fields(Config):
        said = " ".join(notes[field.name].split()).replace("|", "\\|")
        default = config.show(field.default)
        rows.append(f"| `{config.variable(field.name)}` | {said} | {f'`{default}`' if default else ''} |")
    return "\n".join([*head, "| --- | --- | --- |", *rows]) + "\n"


def _metrics() -> str:
    head = ["# Metrics", MADE, "", *METRICS.splitlines(), "", "| metric | kind | labels | what |"]
    rows = [
        f"| `{each.name}` | {each.kind} | {', '.join(f'`{label}`' for label in each.labels)} | {each.says} |"
        for each in Metrics().described
    ]
    return "\n".join([*head, "| --- | --- | --- | --- |", *rows]) + "\n"


def _routes() -> str:
    head = ["# Routes", MADE, "", *ROUTES_HEAD.splitlines()]
    rows: list[str] = []
    for tag, routes in groupby(sorted(ROUTES, key=lambda route: route.tag), key=lambda route: route.tag):
        rows += ["", f"## {tag}", "", "| route | what it does | needs | in its query |", "| --- | --- | --- | --- |"]
        for route in routes:
            asked = ", ".join(f"`{field.encode_name}`" for field in msgspec.structs.fields(route.query))
            needs = f"`{route.scope}`" if route.scope else "no key"
            rows.append(f"| `{route.method} {route.path}` | {route.says} | {needs} | {asked} |")
    return "\n".join([*head, *rows]) + "\n"


def _library() -> str:
    parts = ["# The library", MADE, "", *LIBRARY.splitlines()]
    for name in largesse.__all__:
        thing = getattr(largesse, name)
        shown = f"{name}{signature(thing)}" if isfunction(thing) else name
        parts += ["", f"## `{name}`", "", *(["```python", shown, "```", ""] if isfunction(thing) else [])]
        parts += cleandoc(thing.__doc__ or "").splitlines()
    return "\n".join(parts) + "\n"


def _verbs() -> str:
    parts = ["# Command line", MADE]
    for name, module in command.verbs().items():
        parser = argparse.ArgumentParser(prog=f"largesse {name}", description=module.__doc__)
        parser.formatter_class = lambda prog: argparse.RawDescriptionHelpFormatter(prog, width=100)
        module.arguments(parser)
        parts += ["", f"## `largesse {name}`", "", "```", parser.format_help().strip(), "```"]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    for page, text in pages().items():
        (HERE / page).write_text(text)
