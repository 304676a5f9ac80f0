"""`python -m tests.golden [PATH...]`: put golden cases to the engine and say what differs."""

import argparse
import sys
from collections import Counter
from pathlib import Path

from tests.golden.run import CASES, Result, cases, files, run


def show(result: Result) -> None:
    if result.outcome == "skipped":
        print(f"skipped {result.id}: {result.says[0]}")
    for difference in result.says if result.outcome == "failed" else ():
        print(f"failed  {result.id}: {difference}")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__)
    parser.add_argument("path", nargs="*", type=Path, default=[CASES], help="files of cases, or folders of them")
    counts: Counter[str] = Counter()
    try:
        for path in files(parser.parse_args(arguments).path):
            for raw in cases(path):
                result = run(raw)
                counts[result.outcome] += 1
                show(result)
    except (OSError, ValueError) as error:
        print(f"no cases to read: {error}", file=sys.stderr)
        return 2
    if not counts:
        print("no cases to read: nothing found", file=sys.stderr)
        return 2
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
