"""Many returns of one payment at once, over HTTP, with several server processes on a real PostgreSQL."""

import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import psycopg
import pytest
import requests

from tests.site import ServedSite

AT_ONCE = 50
ROUNDS = 20
AMOUNT = 700_000


def start_payment(site: ServedSite) -> str:
    """Fill in the giving form and give the authority of the payment page it leads to."""
    form = requests.get(f"{site.base_url}/give/", timeout=30)
    (form_key,) = re.findall(r'name="form_key" value="([0-9a-f]+)"', form.text)
    posted = requests.post(
        f"{site.base_url}/give/",
        data={"form_key": form_key, "amount": str(AMOUNT)},
        allow_redirects=False,
        timeout=30,
    )
    assert posted.status_code == 303, posted.text
    return urlsplit(posted.headers["Location"]).path.rsplit("/", 1)[-1]


def come_back(site: ServedSite, authority: str) -> int:
    address = f"{site.base_url}/give/return/?Authority={authority}&Status=OK"
    return requests.get(address, allow_redirects=False, timeout=60).status_code


@pytest.mark.postgresql
def test_fifty_returns_at_once_credit_a_payment_once(site):
    authorities = []
    statuses = []

    for _ in range(ROUNDS):
        authority = start_payment(site)
        requests.post(f"{site.simulator_url}/simulator/pay/{authority}", timeout=30).raise_for_status()
        with ThreadPoolExecutor(AT_ONCE) as visitors:
            statuses += visitors.map(come_back, [site] * AT_ONCE, [authority] * AT_ONCE)
        authorities.append(authority)

    with psycopg.connect(site.env["DATABASE_URL"]) as connection:
        posted = connection.execute(
            "SELECT payment.authority, COUNT(entry.id), SUM(entry.amount) FROM donations_payment payment"
            " JOIN donations_transaction entry ON entry.id = payment.transaction_id"
            " WHERE payment.authority = ANY(%s) GROUP BY payment.authority",
            [authorities],
        ).fetchall()
        transactions = connection.execute(
            "SELECT COUNT(*) FROM donations_transaction entry WHERE kind = 'payment'"
            " AND NOT EXISTS (SELECT 1 FROM donations_payment payment"
            " WHERE payment.transaction_id = entry.id AND payment.status = 'paid')"
        ).fetchone()
    assert set(statuses) == {302}
    assert sorted(posted) == sorted((authority, 1, AMOUNT) for authority in authorities)
    assert transactions == (0,)
    assert "0 findings" in site.manage("self_check")
