"""Small files and short functions: a reader should see the whole of a thing at once."""

import ast
import tomllib
from pathlib import Path
from statistics import median, quantiles

from tests.house.tree import PACKAGE, ROOT, Function, functions, place, python

FILE, KIND, FUNCTION = 300, 120, 50
KIND_FOLDERS = ("conditions", "benefits", "predicates", "rewards", "triggers", "steps", "vendors")


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def limit(path: Path) -> int:
    is_kind = path.parent.name in KIND_FOLDERS and path.name != "__init__.py"
    return KIND if is_kind else FILE


def length(function: Function) -> int:
    """Lines of the function from its name to its end; what it says about itself does not count."""
    docstring = height(function.body[0]) if ast.get_docstring(function) is not None else 0
    return height(function) - docstring


def height(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def allowed() -> dict[str, int]:
    return tomllib.loads((ROOT / "tests/house/allowed.toml").read_text())["files"]


def test_no_file_is_longer_than_the_house_allows():
    excused = allowed()
    too_long = {place(path): lines(path) for path in python(PACKAGE, ROOT / "tests") if lines(path) > limit(path)}
    assert {name: size for name, size in too_long.items() if name not in excused} == {}


def test_the_list_of_exceptions_only_shrinks():
    for name, recorded in allowed().items():
        path = ROOT / name
        assert path.exists(), f"{name} is gone: remove it from allowed.toml"
        assert lines(path) > limit(path), f"{name} fits now: remove it from allowed.toml"
        assert lines(path) == recorded, f"{name} has {lines(path)} lines, allowed.toml says {recorded}"


def test_no_function_is_longer_than_a_screen():
    too_long = {place(path, f): length(f) for path in python() for f in functions(path) if length(f) > FUNCTION}
    assert too_long == {}


def test_most_functions_are_short():
    sizes = [length(function) for path in python() for function in functions(path)]
    assert median(sizes) <= 8
    assert quantiles(sizes, n=10)[-1] <= 25
