"""What others download: nothing of one machine in it, and a lock that covers what pyproject.toml asks for."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT, files, place, project

# Written with classes of one letter so that these lines do not find themselves.
REGISTRY = r"(registry|files|index)\.[a-z]+(hosted)?\.(org|com)|https?://(test\.)?py[p]i\.|registry\.npm[j]s"
MACHINE = r"(^|[\s\"'`=:(])/(hom[e]|Us[e]rs|wor[k]|roo[t])/"
LOCKS = (ROOT / "tests/mutation/requirements.lock", ROOT / "requirements.lock")
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


def requirements() -> list[Requirement]:
    declared = project()["project"]
    lists = [
        declared["dependencies"],
        *declared["optional-dependencies"].values(),
        project()["build-system"]["requires"],
    ]
    return [Requirement(line) for group in lists for line in group]


def text_files():
    for path in files():
        try:
            yield path, path.read_text()
        except UnicodeDecodeError:
            continue


def test_no_file_names_a_package_registry_or_a_folder_of_one_machine():
    unwanted = re.compile(f"{REGISTRY}|{MACHINE}", re.MULTILINE)
    assert [place(path) for path, text in text_files() if unwanted.search(text)] == []


def test_the_lock_holds_every_requirement_within_its_range():
    locked = {canonicalize_name(name): version for lock in LOCKS for name, version in LOCKED.findall(lock.read_text())}
    missing = [
        str(need)
        for need in requirements()
        if not need.specifier.contains(locked.get(canonicalize_name(need.name), "0"), prereleases=True)
    ]
    assert missing == [], "run `make lock`"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: str(lock.relative_to(ROOT)))
def test_every_locked_package_carries_its_hashes(lock: Path):
    blocks = re.split(r"\n(?=[a-z])", lock.read_text())
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_bare_install_is_the_engine_without_server_or_database():
    bare = {Requirement(line).name for line in project()["project"]["dependencies"]}
    assert bare == {"google-re2", "msgspec", "rich", "tzdata"}
