"""Put golden cases to the real engine: read, translate, evaluate, compare."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

from largesse.core.errors import Invalid
from largesse.promotions.book import compile_book
from largesse.promotions.evaluate import evaluate
from tests.golden import case
from tests.golden.case import CannotExpress, Case
from tests.golden.compare import differences
from tests.golden.translate import Translation, translate

CASES = Path(__file__).parent / "cases"


class Result(msgspec.Struct, frozen=True):
    """What became of a case: passed; failed, with every difference; or skipped, with the reason."""

    id: str
    outcome: Literal["passed", "failed", "skipped"]
    says: list[str] = []


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """The JSON files that the paths name, those below a folder included."""
    for path in paths:
        yield from sorted(path.rglob("*.json")) if path.is_dir() else (path,)


def cases(path: Path) -> list[Any]:
    """The cases of one file, as they stand there; ValueError for a file of anything else."""
    found = json.loads(path.read_text(encoding="utf-8"), parse_float=str)  # 12.5 is as good as "12.5", and exact
    listed = found if isinstance(found, list) else [found]
    if not all(isinstance(each, dict) and "campaigns" in each for each in listed):
        raise ValueError(f"{path} is not a list of cases")
    return listed


def run(raw: Any) -> Result:
    """What the engine makes of a case."""
    name = str(raw.get("id", "(without an id)"))
    try:
        golden = case.read(raw)
        translation = translate(golden)
    except CannotExpress as reason:
        return Result(name, "skipped", [str(reason)])
    except Invalid as error:
        return Result(name, "failed", [f"the translation is refused: {error}"])
    found = judged(golden, translation)
    return Result(name, "failed" if found else "passed", found)


def judged(golden: Case, translation: Translation) -> list[str]:
    book = compile_book(translation.campaigns, translation.settings)
    elsewhere = {each.id for each in translation.campaigns if each.currency != golden.currency}
    broken = [
        f"campaign {translation.names[campaign]!r} is refused: {problems[0].path} {problems[0].message}"
        for campaign, problems in book.broken.items()
        if campaign not in elsewhere
    ]
    if broken:
        return broken
    try:
        return differences(golden, translation, evaluate(book, translation.checkout, translation.facts))
    except Invalid as error:
        return [f"the checkout is refused: {error}"]
