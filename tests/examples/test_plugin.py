"""The example of a plug-in, installed as anybody would: its kinds are everywhere, and nothing else was touched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

PLUGIN = ROOT / "examples" / "plugin"
KINDS = ("loyalty_card_prefix", "round_down_total")

# What a process that has the package installed sees, in every place where kinds are listed.
SEEN = """
import asyncio, json, runpy
import msgspec
from largesse.api.kinds import list_kinds
from largesse.api.openapi import document, encode_document
from largesse.api.routes import ROUTES
from largesse.promotions import kinds
from largesse.promotions.definition import CampaignFile

kinds.load()
listed = asyncio.run(list_kinds(None, None))
print(json.dumps({
    "schema": msgspec.json.schema(CampaignFile)["$defs"],
    "openapi": json.loads(encode_document(document(ROUTES)))["components"]["schemas"],
    "reference": runpy.run_path("docs/generate.py")["pages"]()["kinds.md"],
    "labels": {each.type: each.labels for each in (*listed.conditions, *listed.benefits)},
}))
"""


def install(package: Path, target: Path) -> Path:
    """Install a package into a folder of its own, without a registry."""
    command = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "install",
        "--quiet",
        "--offline",
        "--no-deps",
        "--no-build-isolation",
    ]
    subprocess.run([*command, "--python", sys.executable, "--target", target, package], check=True, timeout=120)
    return target


def run(target: Path | None, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of this environment with what is installed in the folder in view."""
    program = Path(sys.executable).parent / words[0]
    environment = {**os.environ, "COLUMNS": "120", "PYTHONPATH": str(target or "")}
    return subprocess.run([program, *words[1:]], capture_output=True, text=True, env=environment, cwd=ROOT, check=False)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(PLUGIN, tmp_path_factory.mktemp("site"))


def test_its_kinds_are_listed_beside_our_own(installed: Path):
    listed = run(installed, "largesse", "kinds", "--json").stdout
    types = [each["type"] for each in json.loads(listed)]
    assert set(KINDS) < set(types)
    assert types.index("loyalty_card_prefix") == types.index("line") + 1
    assert "Number begins with" in run(installed, "largesse", "kinds", "loyalty_card_prefix").stdout


def test_its_kinds_are_in_the_schema_the_api_document_the_reference_and_the_form_words(installed: Path):
    done = run(installed, "python", "-c", SEEN)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    for name in ("LoyaltyCardPrefix", "RoundDownTotal"):
        assert name in seen["schema"]
        assert name in seen["openapi"]
    condition = json.dumps(seen["openapi"]["Promotion"])
    assert "loyalty_card_prefix" in condition
    assert "round_down_total" in condition
    assert "### `loyalty_card_prefix`" in seen["reference"]
    assert seen["labels"]["loyalty_card_prefix"]["sv"]["prefixes"] == "Numret börjar med"


def test_a_campaign_that_uses_them_is_evaluated(installed: Path):
    files = [str(PLUGIN / "campaigns.json"), str(PLUGIN / "checkout.json")]
    done = run(installed, "largesse", "evaluate", *files, "--json")
    evaluation = json.loads(done.stdout)
    assert evaluation["totals"]["total"] == "12.00"
    assert [adjustment["benefit"] for adjustment in evaluation["lines"][0]["adjustments"]] == ["round_down_total"]


def test_without_the_package_the_campaign_is_refused_at_the_kind():
    done = run(None, "largesse", "evaluate", str(PLUGIN / "campaigns.json"), str(PLUGIN / "checkout.json"))
    assert done.returncode == 2
    assert "$.campaigns[0].promotions[0].conditions[0].type: invalid value 'loyalty_card_prefix'" in done.stderr


def test_its_own_tests_pass(installed: Path):
    options = ("-q", "-p", "no:cacheprovider", "-p", "no:asyncio", "-c", os.devnull, "--rootdir", str(PLUGIN))
    done = run(installed, "pytest", *options, str(PLUGIN / "tests"))
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout


def test_a_broken_package_is_named_in_one_line_with_what_to_do(tmp_path: Path):
    package = tmp_path / "hasty"
    (package / "src" / "hasty").mkdir(parents=True)
    (package / "src" / "hasty" / "__init__.py").write_text("import no_such_thing\n")
    text = (PLUGIN / "pyproject.toml").read_text().replace("corner-shop-kinds", "hasty")
    (package / "pyproject.toml").write_text(text.replace("corner_shop_kinds", "hasty"))
    done = run(install(package, tmp_path / "site"), "largesse", "kinds")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "largesse: hasty 1.0.0 adds 'loyalty_card_prefix' to largesse.conditions, which cannot be used: "
        "ModuleNotFoundError: No module named 'no_such_thing'; mend or uninstall it\n"
    )
