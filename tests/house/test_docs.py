"""What is public is written down: decisions, rooms, settings, and every link leads somewhere."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import largesse
from largesse.api.routes import ROUTES
from largesse.promotions.lint_campaigns import checks
from largesse.promotions.reasons import Reason
from largesse.telemetry.metrics import Metrics
from tests.house.tree import PACKAGE, ROOT, files, kinds, place, project, python

ADR = ROOT / "docs" / "adr"
SETTING = re.compile(r"\bLARGESSE_[A-Z][A-Z_]*\b")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s#]+)(?:#[^)]*)?\)")


def decisions() -> list[Path]:
    return sorted(path for path in ADR.glob("*.md") if path.name != "README.md")


def pages() -> list[Path]:
    return [path for path in files() if path.suffix == ".md"]


def reference() -> str:
    return "\n".join(path.read_text() for path in pages() if path.is_relative_to(ROOT / "docs" / "reference"))


def test_decisions_are_numbered_without_a_gap():
    assert [path.name[:5] for path in decisions()] == [f"{number:04}-" for number in range(1, len(decisions()) + 1)]


def test_every_decision_is_in_the_index():
    index = (ADR / "README.md").read_text()
    assert [path.name for path in decisions() if f"({path.name})" not in index] == []


def test_every_decision_gives_its_reason_its_alternatives_and_its_consequences():
    sections = ("## Decision", "## Reason", "## Alternatives", "## Consequences")
    lacking = [(path.name, section) for path in decisions() for section in sections if section not in path.read_text()]
    assert lacking == []


def test_every_room_is_on_the_map():
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    map_of_rooms = (ROOT / "ARCHITECTURE.md").read_text()
    assert [room for room in sorted(rooms) if f"`{room}/`" not in map_of_rooms] == []


def test_every_setting_is_in_the_reference():
    read_by_code = {name for path in python() for name in SETTING.findall(path.read_text())}
    assert sorted(read_by_code - set(SETTING.findall(reference()))) == []


def verbs() -> list[str]:
    """The verbs of the command line, as its own help lists them."""
    command = [Path(sys.executable).parent / "largesse", "--help"]
    text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    listed = re.search(r"\{([a-z,_-]+)\}", text)
    assert listed, f"no list of verbs in:\n{text}"
    return listed.group(1).split(",")


def test_every_kind_is_in_the_reference():
    assert sorted(kind.tag() for kind in kinds() if f"`{kind.tag()}`" not in reference()) == []


def test_every_reason_code_is_in_the_reference():
    assert [reason.value for reason in Reason if f"`{reason.value}`" not in reference()] == []


def test_every_caution_is_in_the_reference():
    assert [code for code in checks() if f"`{code}`" not in reference()] == []


def test_every_metric_is_in_the_reference():
    assert [each.name for each in Metrics().described if f"`{each.name}`" not in reference()] == []


def test_every_route_is_in_the_reference():
    named = [f"`{route.method} {route.path}`" for route in ROUTES]
    assert [route for route in named if route not in reference()] == []


def test_everything_public_in_the_library_is_in_the_reference_and_says_what_it_is():
    page = (ROOT / "docs" / "reference" / "library.md").read_text()
    chapters = dict(re.findall(r"^## `(\w+)`\n+(.+?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))
    assert sorted(chapters) == sorted(largesse.__all__)
    assert [name for name, text in chapters.items() if len(text.split()) < 4] == []


def test_every_verb_is_in_the_reference():
    assert [verb for verb in verbs() if f"`largesse {verb}" not in reference()] == []


def test_every_link_between_pages_leads_somewhere():
    broken = [
        (place(page), target)
        for page in pages()
        for target in LINK.findall(page.read_text())
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_changelog_has_a_chapter_for_what_is_not_released_yet_or_for_this_version():
    changelog = (ROOT / "CHANGELOG.md").read_text()
    assert "## [Unreleased]" in changelog or f"## [{project()['project']['version']}]" in changelog


def test_every_make_target_named_in_a_page_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {(place(page), name) for page in pages() for name in re.findall(r"`make ([a-z]+)", page.read_text())}
    assert sorted(pair for pair in named if pair[1] not in targets) == []


def test_every_page_is_in_the_navigation_of_the_site():
    site = tomllib.loads((ROOT / "zensical.toml").read_text())["project"]
    named = set(re.findall(r'"([^"]+\.md)"', json.dumps(site["nav"])))
    pages = {str(page.relative_to(ROOT / "docs")) for page in (ROOT / "docs").rglob("*.md")}
    assert {page for page in pages if not page.startswith("adr/")} - named == set()
    assert named - pages == set()
