"""JSON schemas of the API's types, as components of the document, with the notes that stand under their fields."""

from __future__ import annotations

from collections.abc import Iterable
from inspect import cleandoc
from typing import Any

import msgspec
from msgspec.inspect import Field, StructType, multi_type_info

from largesse.api.field_notes import field_notes

Schema = dict[str, Any]
REF = "#/components/schemas/{name}"


class Schemas:
    """The schemas of all types that routes take and give. Each struct stands once, under its name."""

    def __init__(self, types: Iterable[Any]) -> None:
        wanted = list(types)
        schemas, self.components = msgspec.json.schema_components(wanted, ref_template=REF)
        self._by_type = list(zip(wanted, schemas, strict=True))
        for component in self.components.values():
            if "description" in component:
                component["description"] = cleandoc(component["description"])
        for struct in _structs(wanted):
            self._describe(struct)

    def of(self, wanted: Any) -> Schema:
        """Return the schema of a type, mostly a reference to a component."""
        return next(schema for each, schema in self._by_type if each == wanted)

    def take_out(self, struct: type) -> Schema:
        """Return a struct's whole schema and remove it from the components: a query is written out where it is used."""
        return self.components.pop(self.of(struct)["$ref"].rpartition("/")[2])

    def _describe(self, struct: StructType) -> None:
        component = self.components.get(struct.cls.__name__, {})
        notes = field_notes(struct.cls)
        for field in struct.fields:
            schema = component.get("properties", {}).get(field.encode_name)
            if schema is not None and field.name in notes:
                schema["description"] = notes[field.name]


def _structs(wanted: Iterable[Any]) -> list[StructType]:
    """Every struct type that can be reached from the wanted types, by way of fields, unions, lists and maps."""
    found: dict[type, StructType] = {}
    waiting: list[Any] = list(multi_type_info(wanted))
    while waiting:
        here = waiting.pop()
        if isinstance(here, StructType):
            if here.cls in found:
                continue
            found[here.cls] = here
        waiting += [part for part in _parts(here) if isinstance(part, msgspec.inspect.Type | Field)]
    return list(found.values())


def _parts(here: Any) -> list[Any]:
    values = [getattr(here, name) for name in here.__struct_fields__]
    return [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
