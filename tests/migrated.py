"""A freshly migrated SQLite database, made once for each state of the migrations and then copied.

Migrating takes longer than most test files; a copy of the result takes no time and is the same.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
CACHE = PROJECT / "var" / "migrated-for-tests"
SOURCES = ["*/migrations/*.py", "uv.lock"]


def migrated_database() -> Path:
    """The database file of the migrations as they are now; made if it is not there yet."""
    template = CACHE / f"{_state_of_migrations()}.sqlite3"
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            for old in CACHE.glob("*.sqlite3*"):
                old.unlink()
            _migrate(template)
    return template


def _state_of_migrations() -> str:
    digest = hashlib.sha256()
    for path in sorted(path for pattern in SOURCES for path in PROJECT.glob(pattern)):
        digest.update(str(path.relative_to(PROJECT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _migrate(template: Path) -> None:
    unfinished = template.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=PROJECT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            "DATABASE_URL": f"sqlite:///{unfinished}",
        },
        check=True,
    )
    # The last connection to close has folded the write-ahead log into the file.
    unfinished.rename(template)
