"""A version of Largesse in a folder of its own, and the next one, which is installed over it while it runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import largesse
from largesse.store.steps import FOLDER, head

_COMMAND = "from largesse.main import main; main()"
_NEXT = """
from alembic import op

revision = "{next}"
down_revision = "{last}"
oldest = "{last}"


def upgrade() -> None:
    op.execute("alter table campaign add column from_the_next_version text not null default 'nothing yet'")
    op.execute("create index by_the_next_version on campaign (company, from_the_next_version)")
    op.execute("alter table company add column from_the_next_version integer")
    op.execute("update campaign set from_the_next_version = 'something'")
"""


@dataclass(frozen=True)
class Version:
    """What is installed in a folder."""

    folder: Path

    @property
    def command(self) -> list[str]:
        """How its command line is called, with the folder as PYTHONPATH."""
        return [sys.executable, "-c", _COMMAND]

    def install_next(self) -> str:
        """Install a newer version over it, with one more step of the schema, on busy tables; return the step."""
        step = f"{int(head()) + 1:04}"
        places = self.folder / "largesse" / "store" / FOLDER.name / "versions"
        (places / f"{step}_next.py").write_text(_NEXT.format(next=step, last=head()))
        return step

    def run(self, *words: object) -> None:
        """Run a verb."""
        command = [*self.command, *map(str, words)]
        done = subprocess.run(
            command, env=os.environ | {"PYTHONPATH": str(self.folder)}, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr


def install(folder: Path) -> Version:
    """Install this version of Largesse in a folder."""
    package = Path(largesse.__file__).parent
    shutil.copytree(package, folder / package.name)
    return Version(folder)
