"""What holds after every journey, whichever it was: the books agree with the payments, nothing is amiss."""

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser

from tests.journeys.steps import rows
from tests.site import ServedSite


@pytest.fixture(autouse=True)
def each_payment_is_one_entry_in_the_ledger(browser: Browser, site: ServedSite) -> Iterator[None]:
    """Counted in the ledger itself: a payment knows one entry at most, and would not see a second."""
    yield
    ((entries, credited, payments, paid),) = rows(
        site,
        """SELECT (SELECT COUNT(*) FROM donations_transaction WHERE kind = 'payment'),
        (SELECT SUM(amount) FROM donations_transaction WHERE kind = 'payment'),
        (SELECT COUNT(*) FROM donations_payment WHERE status = 'paid'),
        (SELECT SUM(amount) FROM donations_payment WHERE status = 'paid')""",
    )
    assert (entries, credited) == (payments, paid)


@pytest.fixture(autouse=True, scope="module")
def no_invariant_is_broken_at_the_end(browser: Browser, site: ServedSite) -> Iterator[None]:
    yield
    try:
        said = site.manage("self_check")
    except subprocess.CalledProcessError as failed:
        said = failed.stdout.decode()
    assert ", 0 findings" in said, said


@pytest.fixture(autouse=True, scope="module")
def attempts_are_forgotten(browser: Browser, site: ServedSite) -> None:
    """All journeys come from one address, which may send a form only so often."""
    with closing(sqlite3.connect(site.var_dir / "hamsayeh.sqlite3", timeout=30)) as database, database:
        database.execute("DELETE FROM cache WHERE cache_key LIKE '%:limit:%'")
