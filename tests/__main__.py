"""`make test`: the whole suite on SQLite, then all but the browser's part on a real PostgreSQL."""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.postgres import NoPostgreSQL, embedded_postgresql

IN_CI = os.environ.get("CI") == "true"
PROCESSES = str(min(os.cpu_count() or 1, 4))
NO_TESTS_COLLECTED = 5


def pytest(arguments: list[str], **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


def suite(arguments: list[str], **environment: str) -> list[int]:
    """Run the quick tests in parallel, then in one process those that share one served site."""
    codes = [
        pytest(["-n", PROCESSES, "-m", "not served and not browser", *arguments], **environment),
        pytest(["-m", "served or browser", *arguments], **environment),
    ]
    # One half may be empty, not both.
    return [code for code in codes if code != NO_TESTS_COLLECTED] or [NO_TESTS_COLLECTED]


def main(arguments: list[str]) -> int:
    """Run the suite on both databases with ``arguments`` for pytest; give the first exit code but 0."""
    with tempfile.TemporaryDirectory(prefix="hamsayeh-tests-") as folder:
        skip_report = Path(folder) / "skipped"
        skip_report.touch()
        print("=== On SQLite, with the journeys in a browser", flush=True)
        codes = suite(arguments, DATABASE_URL="", SKIP_REPORT=str(skip_report))
        print("=== On PostgreSQL", flush=True)
        try:
            with embedded_postgresql() as url:
                codes += suite(arguments, DATABASE_URL=url, SKIP_REPORT=str(skip_report))
        except NoPostgreSQL as error:
            codes.append(1 if IN_CI else 0)
            with skip_report.open("a") as report:
                report.write(f"the suite on PostgreSQL: {error}\n")
        skipped = Counter(skip_report.read_text().splitlines())
    if arguments and 0 in codes:
        codes = [code for code in codes if code != NO_TESTS_COLLECTED]
    failed = next((code for code in codes if code), 0)
    print(closing_line(skipped, failed=bool(failed)))
    return failed


def closing_line(skipped: Counter[str], *, failed: bool) -> str:
    """Say what was skipped, and how to have it where the reason names the way."""
    verdict = "FAILED" if failed else "Passed"
    if not skipped:
        return f"{verdict}; nothing was skipped."
    return f"{verdict}; skipped: " + "; ".join(f"{count} × {reason}" for reason, count in skipped.items())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
