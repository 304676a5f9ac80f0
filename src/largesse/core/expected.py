"""What could have stood at a place in a document: found by walking the type and the text side by side.

Only used once a document is known to be wrong, so it may take its time: the decoder itself names the place but not
the fields, tags or values that are possible there, nor which key of a map was wrong.
"""

from __future__ import annotations

import re
from typing import cast

import msgspec
from msgspec.inspect import (
    DictType,
    EnumType,
    ListType,
    LiteralType,
    Metadata,
    StructType,
    Type,
    UnionType,
    VarTupleType,
    type_info,
)

_WORD = re.compile(r"\w+")
_STEP = re.compile(r"\.(\w+)|\[(\d+|'[^']*')\]")
_LARGEST = 2**18

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


class Place:
    """One place in a document that did not fit its type. `path` is the decoder's path, with map keys filled in.

    Raises what the decoder raises when the document is not JSON at all.
    """

    def __init__(self, wanted: type, body: bytes, path: str) -> None:
        self._wanted = wanted
        self._document = cast("Json", msgspec.json.decode(body, type=object))
        if "[...]" in path and len(body) <= _LARGEST:
            path = self._with_keys(path)
        self.path = path

    def fields(self) -> tuple[str, ...]:
        """Return the names of the fields that are possible in the object at this place."""
        here, value = self._walk(self.path)
        struct = _chosen(here, value)
        return tuple(field.encode_name for field in struct.fields) if isinstance(struct, StructType) else ()

    def values(self) -> tuple[str, ...]:
        """Return the values, or the tags of kinds, that are possible at this place."""
        parent, _, name = self.path.rpartition(".")
        above = self._walk(parent or "$")[0]
        tags = [str(struct.tag) for struct in _structs(above) if struct.tag_field == name]
        return tuple(tags) or _names(self._walk(self.path)[0])

    def _walk(self, path: str) -> tuple[Type | None, Json]:
        here: Type | None = type_info(self._wanted)
        value = self._document
        for name, index in _STEP.findall(path):
            here, value = _step(_chosen(here, value), value, name or index.strip("'"))
        return here, value

    def _with_keys(self, path: str) -> str:
        """Fill in each `[...]` by trying that map's keys one at a time, until one alone gives the same complaint."""
        filled = path
        while "[...]" in filled:
            holder = self._walk(filled.partition("[...]")[0])[1]
            key = self._guilty_key(holder, path) if isinstance(holder, dict) else None
            if key is None:
                break
            filled = filled.replace("[...]", f".{key}" if _WORD.fullmatch(key) else f"[{key!r}]", 1)
        return filled

    def _guilty_key(self, holder: dict[str, Json], path: str) -> str | None:
        """Leave that key alone in the map, so that maps inside it are searched without its neighbours' complaints."""
        for key, value in list(holder.items()):
            holder.clear()
            holder[key] = value
            if _complaint(self._document, self._wanted).endswith(f" - at `{path}`"):
                return key
        return None


def _complaint(document: Json, wanted: type) -> str:
    try:
        msgspec.convert(document, wanted)
    except msgspec.ValidationError as error:
        return str(error)
    return ""


def _plain(here: Type | None) -> Type | None:
    return here.type if isinstance(here, Metadata) else here


def _structs(here: Type | None) -> list[StructType]:
    here = _plain(here)
    members = here.types if isinstance(here, UnionType) else (here,)
    return [member for member in members if isinstance(member, StructType)]


def _chosen(here: Type | None, value: Json) -> Type | None:
    """Of a union, the member that this value claims to be: by its tag, else the only struct, list or map there."""
    here = _plain(here)
    if not isinstance(here, UnionType):
        return here
    structs = _structs(here)
    if isinstance(value, dict) and structs:
        tagged = [s for s in structs if s.tag_field and value.get(s.tag_field) == s.tag]
        return (tagged or structs)[0]
    wanted = (ListType, VarTupleType) if isinstance(value, list) else (DictType,)
    return next((member for member in map(_plain, here.types) if isinstance(member, wanted)), None)


def _step(here: Type | None, value: Json, step: str) -> tuple[Type | None, Json]:
    if isinstance(here, StructType):
        field = next((field.type for field in here.fields if field.encode_name == step), None)
        return field, value.get(step) if isinstance(value, dict) else None
    if isinstance(here, DictType):
        return here.value_type, value.get(step) if isinstance(value, dict) else None
    if isinstance(here, ListType | VarTupleType) and step.isdigit():
        return here.item_type, value[int(step)] if isinstance(value, list) and int(step) < len(value) else None
    return None, None


def _names(here: Type | None) -> tuple[str, ...]:
    here = _plain(here)
    if isinstance(here, LiteralType):
        return tuple(map(str, here.values))
    if isinstance(here, EnumType):
        return tuple(str(member.value) for member in here.cls)
    if isinstance(here, UnionType):
        return tuple(name for member in here.types for name in _names(member))
    return ()
