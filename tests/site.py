"""Serves the whole portal for journeys: what `make run` runs, in a folder and a database of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests.migrated import migrated_database

PROJECT = Path(__file__).resolve().parent.parent
STATIC_CACHE = PROJECT / "var" / "collected-for-tests"
START_SECONDS = 400
STOP_SECONDS = 20


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@dataclass(kw_only=True)
class ServedSite:
    """A running portal: its addresses, and the environment in which commands see its database."""

    var_dir: Path
    worker_interval: float = 1
    database_url: str = ""
    """A PostgreSQL server on which to make a database; empty means an SQLite file in ``var_dir``."""
    port: int = field(default_factory=free_port)
    simulator_port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _log: IO[bytes] | None = field(default=None, init=False)
    _database: str = field(default="", init=False)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def simulator_url(self) -> str:
        return f"http://127.0.0.1:{self.simulator_port}"

    @property
    def log_path(self) -> Path:
        return self.var_dir / "site.log"

    @property
    def env(self) -> dict[str, str]:
        """The environment for `manage.py` commands on the site's own database."""
        own = {
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "VAR_DIR": str(self.var_dir),
            "SITE_URL": self.base_url,
            "ZARINPAL_URL": self.simulator_url,
            "DATABASE_URL": "",
        }
        if self._database:
            own["DATABASE_URL"] = urlunsplit(urlsplit(self.database_url)._replace(path=f"/{self._database}"))
        return {**os.environ, **own}

    def manage(self, *arguments: str) -> str:
        """Run a `manage.py` command on the site's database and give its output.

        :raises subprocess.CalledProcessError: it failed.
        """
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=PROJECT, env=self.env, stdout=subprocess.PIPE, check=True)
        return done.stdout.decode()

    def __enter__(self) -> "ServedSite":
        self.var_dir.mkdir(parents=True, exist_ok=True)
        # Collected files depend on the sources only: kept between runs, they save most of the start.
        STATIC_CACHE.mkdir(parents=True, exist_ok=True)
        if not (self.var_dir / "static").exists():
            (self.var_dir / "static").symlink_to(STATIC_CACHE)
        if self.database_url:
            self._database = f"site_{uuid.uuid4().hex}"
            self._on_server("CREATE DATABASE {}")
        elif not (self.var_dir / "hamsayeh.sqlite3").exists():
            shutil.copy(migrated_database(), self.var_dir / "hamsayeh.sqlite3")
        self.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()
        if self._database:
            self._on_server("DROP DATABASE {} WITH (FORCE)")

    def start(self) -> None:
        """Start, and wait until the site answers.

        :raises RuntimeError: it did not; the message carries the log.
        """
        command = [sys.executable, "manage.py", "start", "--stop-with-parent", "--port", str(self.port)]
        command += ["--simulator-port", str(self.simulator_port)]
        command += ["--worker-interval", str(self.worker_interval)]
        self._log = self.log_path.open("ab")
        self._process = subprocess.Popen(
            command, cwd=PROJECT, env=self.env, stdout=self._log, stderr=self._log
        )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"the site did not start:\n{self.log_path.read_text()}")
            time.sleep(0.1)

    def stop(self) -> None:
        if self._process is None or self._log is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
        self._process = self._log = None

    def _answers(self) -> bool:
        try:
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with opener.open(f"{self.base_url}/healthz", timeout=2) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def _on_server(self, statement: str) -> None:
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(self._database)))
