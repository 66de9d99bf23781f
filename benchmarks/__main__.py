"""`make bench`: how dear each thing is, as a multiple of a named reference measured in the same run.

Seconds differ between machines and hours; the ratio to something simple on the same machine, taken
in turns with it, differs much less.  The figures are for comparing one commit with another.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import django

from tests.migrated import migrated_database


def main(arguments: list[str]) -> int:
    """Measure with a database of the demo and 2,400 sample centres; ``--quick`` takes fewer samples."""
    with tempfile.TemporaryDirectory(prefix="hamsayeh-bench-") as folder:
        database = Path(folder) / "bench.sqlite3"
        shutil.copy(migrated_database(), database)
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            "DATABASE_URL": f"sqlite:///{database}",
            "VAR_DIR": folder,
        }
        django.setup()
        # Models may be imported only now.
        from benchmarks import measures  # noqa: PLC0415

        measures.run(rounds=40 if "--quick" in arguments else 200)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
