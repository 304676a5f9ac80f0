"""The words of the house: names that say something, and rings that read neither the clock nor the environment."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.tree import PACKAGE, ROOT, contracts, functions, place, pure_files, pure_rooms, python, tree

# Each of these names a role, so it has no natural end and collects whatever comes along.
EMPTY_WORDS = {"util", "utils", "helper", "helpers", "manager", "common", "misc", "base", "service", "services"}

# Reads of the clock, of chance, of the environment and of files that an import contract cannot see.
IMPURE_CALLS = re.compile(
    r"(datetime|date|dt)\.(now|today|utcnow)"
    r"|(?:os\.)?(getenv|environ\.get)|uuid\.uuid[14]|uuid[14]"
    r"|open|input|print|__import__"
)
UNTYPED_DECODERS = re.compile(r"(msgspec\.)?(json|msgpack)\.(decode|Decoder)")


def words(name: str) -> set[str]:
    """The words of a name: `PriceBook`, `price_book` and `price-book` all give price and book."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def calls(module: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(module) if isinstance(node, ast.Call))


def untyped_decodes(module: ast.Module) -> list[ast.Call]:
    """Calls that decode into whatever comes: `decode(raw)` without `type=`, `Decoder()` without a type."""
    found = [call for call in calls(module) if UNTYPED_DECODERS.fullmatch(ast.unparse(call.func))]
    return [call for call in found if not (call.keywords or is_typed_decoder(call))]


def is_typed_decoder(call: ast.Call) -> bool:
    return ast.unparse(call.func).endswith("Decoder") and bool(call.args)


def impure_calls(module: ast.Module) -> list[ast.Call]:
    return [call for call in calls(module) if IMPURE_CALLS.fullmatch(ast.unparse(call.func))]


def test_files_and_folders_are_named_after_one_thing():
    named = (path.relative_to(ROOT) for path in python(PACKAGE, ROOT / "tests", ROOT / "benchmarks"))
    assert [str(path) for path in named if any(words(part) & EMPTY_WORDS for part in path.with_suffix("").parts)] == []


def test_classes_and_functions_are_named_after_what_they_are_or_do():
    classes = [
        place(path, node)
        for path in python()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and words(node.name) & EMPTY_WORDS
    ]
    verbs = [place(path, node) for path in python() for node in functions(path) if node.name in EMPTY_WORDS]
    assert classes + verbs == []


def test_pure_rings_read_no_clock_no_chance_no_environment_and_no_file():
    assert [place(path, call) for path in pure_files() for call in impure_calls(tree(path))] == []


def test_everything_decoded_has_a_type():
    assert [place(path, call) for path in python() for call in untyped_decodes(tree(path))] == []


@pytest.mark.parametrize(
    "line", ["datetime.now(UTC)", "date.today()", "uuid4()", "os.environ.get('X')", "open('x')", "print(1)"]
)
def test_the_check_of_pure_rings_bites(line: str):
    assert impure_calls(ast.parse(line))


@pytest.mark.parametrize("line", ["msgspec.json.decode(raw)", "json.decode(raw)", "msgspec.json.Decoder()"])
def test_the_check_of_decoders_bites(line: str):
    assert untyped_decodes(ast.parse(line))


@pytest.mark.parametrize(
    "line", ["msgspec.json.decode(raw, type=Checkout)", "Decoder(Checkout)", "msgspec.json.Decoder(Checkout)"]
)
def test_typed_decoders_pass(line: str):
    assert not untyped_decodes(ast.parse(line))


def test_every_pure_room_is_named_in_the_contract_that_keeps_drivers_out():
    guarded = next(contract for contract in contracts() if "socket" in contract.get("forbidden_modules", ()))
    named = {source.removesuffix(".**") for source in guarded["source_modules"]}
    assert {f"largesse.{room}" for room in pure_rooms()} - named == set()
