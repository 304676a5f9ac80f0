from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from largesse.cli.command import run
from largesse.main import Wiring


def test_a_file_that_is_missing_or_no_backup_is_refused_in_one_line_and_leaves_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "none.zip").write_text("hello")
    for name, said in (("gone.zip", "No such file"), ("none.zip", "no backup of Largesse")):
        words = ["restore", tmp_path / name, "--data", tmp_path / "data"]
        assert run([str(word) for word in words], Wiring()) == 2
        told = capsys.readouterr().err
        assert said in told
        assert told.count("\n") == 1
    assert not (tmp_path / "data").exists()


def test_both_say_what_they_did(capsys: pytest.CaptureFixture[str]):
    asked: list[tuple[object, ...]] = []
    made = SimpleNamespace(rows=7, made_at=datetime(2026, 6, 15, 12, tzinfo=UTC))
    rooms = cast(
        Any,
        SimpleNamespace(
            back_up=lambda data, file, move: asked.append((data, file)) or move("campaign", 1, 7) or made,
            restore=lambda data, file, replace, move: asked.append((data, file, replace)) or made,
        ),
    )
    assert run(["backup", "shop.zip"], rooms) == 0
    assert run(["restore", "shop.zip", "--replace", "--data", "new"], rooms) == 0
    assert asked == [(None, Path("shop.zip")), (Path("new"), Path("shop.zip"), True)]
    said = capsys.readouterr().out
    assert "7 rows written to shop.zip" in said
    assert "7 rows restored, as they were at 2026-06-15 12:00:00 UTC" in said
