"""`python -m tests.mutation [PATH...]`: change the code in one place at a time and count which changes no test sees."""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.house.tree import PACKAGE
from tests.mutation.loop import Fate, MutationLoop
from tests.mutation.mutants import Mutant, mutants_of

TESTS = ["tests/promotions", "tests/golden"]
NOT_HERE = ["tests/promotions/test_pieces.py", "tests/promotions/test_determinism.py"]
"""These count calls, or start a process of their own, in which nothing is changed."""

OPTIONS = ["-qq", "-s", "--assert=plain", "--tb=no", "-p", "no:cacheprovider"]
UNSEEN: tuple[Fate, ...] = ("survived", "not reached")
LEAST = 10
"""Mutants of each file, however small the share."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument(
        "path", nargs="*", type=Path, default=[PACKAGE / "promotions"], help="files, or folders of them"
    )
    parser.add_argument(
        "--share", type=float, default=1.0, help="of each file's mutants, at least 10 where there are 10"
    )
    parser.add_argument("--seed", type=int, default=1, help="chooses the share")
    parser.add_argument("--budget", type=float, default=20.0, help="seconds of tests for each mutant")
    parser.add_argument("--jobs", type=int, default=1, help="so many mutants at a time")
    parser.add_argument("--out", type=Path, help="where to write down the fate of each mutant")
    parser.add_argument("--again", type=Path, help="only those that no test saw when this was written")
    asked = parser.parse_args(arguments)
    chosen = [mutant for file in files(asked.path) for mutant in sample(file, asked.share, asked.seed)]
    if asked.again:
        unseen = unseen_in(asked.again)
        chosen = [mutant for mutant in chosen if mutant.name in unseen]
    tally = Tally(asked.out)
    loop = MutationLoop(chosen, tally.hear, budget=asked.budget, jobs=asked.jobs)
    status = pytest.main([*OPTIONS, *[f"--ignore={path}" for path in NOT_HERE], *TESTS], plugins=[loop])
    tally.show()
    return int(status)


def files(paths: list[Path]) -> list[Path]:
    return [file for path in paths for file in (sorted(path.rglob("*.py")) if path.is_dir() else (path,))]


def sample(file: Path, share: float, seed: int) -> list[Mutant]:
    """So many of the file's mutants, the same ones for the same seed."""
    found = mutants_of(file.resolve())
    number = min(len(found), max(LEAST, round(share * len(found))))
    chosen = random.Random(f"{seed} {file.name}").sample(range(len(found)), number)
    return [found[place] for place in sorted(chosen)]


def unseen_in(written: Path) -> set[str]:
    pairs = [line.split("\t", 1) for line in written.read_text().splitlines()]
    return {name for fate, name in pairs if fate in UNSEEN}


class Tally:
    """Counts fates, file by file, and writes them down as they come."""

    def __init__(self, out: Path | None) -> None:
        self.out = out.open("w") if out else None
        self.counts: dict[str, Counter[Fate]] = {}

    def hear(self, mutant: Mutant, fate: Fate) -> None:
        self.counts.setdefault(mutant.function.path, Counter())[fate] += 1
        if self.out:
            print(f"{fate}\t{mutant.name}", file=self.out, flush=True)

    def show(self) -> None:
        for path, counts in sorted(self.counts.items()):
            print(f"{_seen(counts):6.1%} of {counts.total():5}  {path}")
        whole = sum(self.counts.values(), Counter[Fate]())
        print(f"{_seen(whole):6.1%} of {whole.total():5}  {dict(whole)}")


def _seen(counts: Counter[Fate]) -> float:
    return 1 - sum(counts[fate] for fate in UNSEEN) / (counts.total() or 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
