"""`make check`: everything that reads the code without running the site; every check runs, whatever fails."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

from cryptography.fernet import Fernet

MODULE = [sys.executable, "-m"]
MANAGE = [sys.executable, "manage.py"]


def production_environment(folder: str) -> dict[str, str]:
    """What the production settings require, made up for one check."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "AID_KEY": secrets.token_urlsafe(32),
        "FIELD_KEY": Fernet.generate_key().decode(),
        "ZARINPAL_MERCHANT_ID": str(uuid.uuid4()),
        "ZARINPAL_URL": "",
        "DATABASE_URL": f"sqlite:///{folder}/unused.sqlite3",
        "CACHE_URL": "",
        "SITE_URL": "https://example.org",
        "VAR_DIR": folder,
    }


def development_environment(folder: str) -> dict[str, str]:
    settings = {"DJANGO_SETTINGS_MODULE": "portal.settings.test", "VAR_DIR": folder, "DATABASE_URL": ""}
    return {**os.environ, **settings}


def main() -> int:
    """Run all checks; 1 if any fails."""
    with tempfile.TemporaryDirectory(prefix="hamsayeh-check-") as folder:
        (Path(folder) / "static").mkdir()
        development = development_environment(folder)
        # No shell script: those of a moved virtual environment name the old place.
        lint_imports = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
        checks = [
            ("ruff check", [*MODULE, "ruff", "check", "."], development),
            ("ruff format", [*MODULE, "ruff", "format", "--check", "."], development),
            ("import contracts", [sys.executable, "-c", lint_imports], development),
            ("types", [*MODULE, "mypy"], development),
            ("missing migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"], development),
            (
                "deployment",
                [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
                production_environment(folder),
            ),
        ]
        failed = [name for name, command, environment in checks if not passes(name, command, environment)]
    print(f"FAILED: {', '.join(failed)}" if failed else f"All {len(checks)} checks passed.")
    return 1 if failed else 0


def passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    """Run one check, and show its output only if it fails."""
    started = time.monotonic()
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    verdict = "ok" if done.returncode == 0 else "FAILED"
    print(f"{name:<20} {verdict:<7} {time.monotonic() - started:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout.decode(errors="replace"))
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
