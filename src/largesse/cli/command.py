"""Find the verbs, read the arguments, run one, and turn every refusal into one line."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import largesse.cli
from largesse.cli.rooms import Rooms
from largesse.core.errors import LargesseError

Run = Callable[[argparse.Namespace, Rooms], int]


def verbs() -> dict[str, ModuleType]:
    """Return the modules that are a verb: those with `HELP`, `arguments` and `run`, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(largesse.cli.__path__))
    modules = {name: importlib.import_module(f"{largesse.cli.__name__}.{name}") for name in names}
    return {name.replace("_", "-"): module for name, module in modules.items() if hasattr(module, "HELP")}


def parser() -> argparse.ArgumentParser:
    """Return the parser of all verbs."""
    top = argparse.ArgumentParser(prog="largesse", description=(largesse.__doc__ or "").splitlines()[0])
    top.add_argument("--config", type=Path, metavar="FILE", help="settings as TOML; LARGESSE_CONFIG when left out")
    commands = top.add_subparsers(dest="verb", required=True)
    for name, module in verbs().items():
        command = commands.add_parser(name, help=module.HELP, description=module.__doc__)
        module.arguments(command)
        command.set_defaults(run=module.run)
    return top


def run(argv: Sequence[str], rooms: Rooms) -> int:
    """Run one command and return the process's exit status: 0 done, 1 found something wrong, 2 could not be done."""
    arguments = parser().parse_args(argv)
    command: Run = arguments.run
    if arguments.config is not None:
        rooms.configure(arguments.config)
    try:
        return command(arguments, rooms)
    except LargesseError as error:
        return _refuse(error)
    except BrokenPipeError:
        return 0
    except OSError as error:
        print(f"largesse: {error.filename or ''}: {error.strerror or error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("largesse: stopped", file=sys.stderr)
        return 130


def _refuse(error: LargesseError) -> int:
    if error.problems:
        for problem in error.problems[:20]:
            print(f"largesse: {problem.path}: {problem.message} ({problem.code})", file=sys.stderr)
        if len(error.problems) > 20:
            print(f"largesse: and {len(error.problems) - 20} more", file=sys.stderr)
    else:
        print(f"largesse: {error.message}", file=sys.stderr)
    return 2
