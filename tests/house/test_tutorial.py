"""The tutorial's files and commands do what it says."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT

TUTORIAL = (ROOT / "docs" / "tutorial" / "first-campaign.md").read_text()
FILES = dict(re.findall(r"<!-- file: (\S+) -->\n```json\n(.*?)```", TUTORIAL, re.DOTALL))


def run(folder: Path) -> str:
    command = re.search(r"<!-- run -->\n```\nlargesse (.*)\n```", TUTORIAL)
    assert command
    words = [str(Path(sys.executable).parent / "largesse"), *command[1].split()]
    environment = {**os.environ, "COLUMNS": "140"}
    return subprocess.run(words, capture_output=True, check=True, text=True, cwd=folder, env=environment).stdout


def test_the_first_try_says_why_and_the_second_gives_a_free_tea(tmp_path: Path):
    for name, body in FILES.items():
        (tmp_path / name).write_text(body)
    first = run(tmp_path)
    assert "gold" in first
    assert "silver" in first
    assert "12.00" in first
    checkout = tmp_path / "checkout.json"
    checkout.write_text(checkout.read_text().replace("silver", "gold"))
    assert "8.00" in run(tmp_path)
