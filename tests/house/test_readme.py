"""What the README shows is what the program prints."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT

README = (ROOT / "README.md").read_text()


def test_the_first_screen_is_what_the_command_prints():
    shown = re.search(r"```\n\$ largesse (.*)\n((?:.*\n)*?)```", README)
    assert shown
    command = [str(Path(sys.executable).parent / "largesse"), *shown[1].split()]
    environment = {**os.environ, "COLUMNS": "100"}
    printed = subprocess.run(command, capture_output=True, check=True, text=True, cwd=ROOT, env=environment).stdout
    assert [line.rstrip() for line in printed.rstrip().splitlines()] == shown[2].rstrip().splitlines()


def test_the_library_s_lines_run_as_written(monkeypatch, capsys):
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code
    monkeypatch.chdir(ROOT / "examples" / "first")
    exec(compile(code[1], "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("46.72 [")
