"""The search held against brute force on many invented books: `python -m tests.promotions.combination`."""

from __future__ import annotations

import sys
import time
from multiprocessing import Pool

from largesse.promotions import kinds
from tests.promotions.combination.contest import differs

MOST = 12


def case(seed: int) -> str:
    return differs(seed, 1 + seed % MOST)


def main(books: int, processes: int) -> int:
    kinds.load()
    start, wrong = time.monotonic(), 0
    with Pool(processes) as pool:
        for done, problem in enumerate(pool.imap_unordered(case, range(books), chunksize=20), 1):
            if problem:
                wrong += 1
                print(problem, flush=True)
            if done % 1000 == 0:
                print(f"{done:,} of {books:,}", flush=True)
    spent = time.monotonic() - start
    print(f"{books:,} books of 1 to {MOST} competing campaigns: {wrong} differ from brute force ({spent:.0f} s)")
    return 1 if wrong else 0


if __name__ == "__main__":
    books, processes = [*map(int, sys.argv[1:]), *(10_000, 1)[len(sys.argv) - 1 :]]
    sys.exit(main(books, processes))
