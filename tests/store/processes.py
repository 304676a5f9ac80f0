"""Other processes that use the embedded server, to be killed by the tests."""

import os
import subprocess
import sys
from pathlib import Path

_CLIENT = """
import sys
from pathlib import Path
from largesse.store.embedded import running

with running(Path(sys.argv[1])) as server:
    print(server.url(), flush=True)
    sys.stdin.read()
"""


def start_client(folder: Path) -> subprocess.Popen[str]:
    """Start a process that joins the server of this folder, prints its URL and stays until its input ends."""
    return subprocess.Popen(
        [sys.executable, "-c", _CLIENT, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def wait_until_joined(client: subprocess.Popen[str]) -> str:
    """The URL that the client printed when it had joined; fails when it ended instead."""
    assert client.stdout is not None
    url = client.stdout.readline().strip()
    assert url, f"the client ended with {client.wait()} instead of joining"
    return url


def finish(client: subprocess.Popen[str], timeout: float = 60) -> None:
    """Let the client leave in good order."""
    client.communicate(timeout=timeout)
    assert client.returncode == 0


def server_pid(folder: Path) -> int:
    """The pid of the server's first process."""
    return int((folder / "pg" / "postmaster.pid").read_text().split("\n", 1)[0])


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that is dead and not collected does not."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] != "Z"
    except OSError:
        return False
