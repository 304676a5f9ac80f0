import os
import subprocess
import sys
from pathlib import Path

LARGESSE = Path(sys.executable).parent / "largesse"


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the real command with no setting in the environment but these."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LARGESSE_")}
    return subprocess.run([LARGESSE, *arguments], env=clean | environment, capture_output=True, text=True, check=False)


def test_settings_are_shown_with_where_they_come_from_and_without_secrets(tmp_path: Path):
    file = tmp_path / "shop.toml"
    file.write_text("workers = 3\ndatabase_url = 'postgresql://app:hush@db/shop'")
    done = run("--config", str(file), "config", "show", "--data", "here", LARGESSE_LISTEN_PORT="9", COLUMNS="200")
    assert done.returncode == 0
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["LARGESSE_WORKERS", "3", str(file)] in lines
    assert ["LARGESSE_LISTEN_PORT", "9", "LARGESSE_LISTEN_PORT"] in lines
    assert ["LARGESSE_DATA", "here", "the", "command", "line"] in lines
    assert ["LARGESSE_LISTEN_HOST", "127.0.0.1", "default"] in lines
    assert "hush" not in done.stdout


def test_settings_that_fit_pass_the_check():
    done = run("config", "check", LARGESSE_WORKERS="4")
    assert (done.returncode, done.stdout) == (0, "1 settings are set, and all of them fit.\n")


def test_each_fault_is_one_line_and_the_status_is_2():
    done = run("config", "check", LARGESSE_WORKERS="many", LARGESSE_DATABASE_URI="x")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "largesse: LARGESSE_DATABASE_URI: there is no such setting; did you mean LARGESSE_DATABASE_URL?"
        " (unknown_setting)",
        "largesse: LARGESSE_WORKERS: expected int, got 'many' (wrong_type)",
    ]


def test_a_file_of_settings_that_is_not_there_is_one_line(tmp_path: Path):
    done = run("config", "check", LARGESSE_CONFIG=str(tmp_path / "none.toml"))
    assert done.returncode == 2
    assert done.stderr == f"largesse: {tmp_path / 'none.toml'}: No such file or directory\n"


def test_verbs_that_need_no_setting_do_not_mind_a_fault_in_them():
    assert run("kinds", LARGESSE_WORKERS="many").returncode == 0
