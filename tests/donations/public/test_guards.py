"""The counting of attempts, and whose address is believed."""

import pytest
from django.core.management import call_command
from django.test import RequestFactory

from donations.public.guards import Limit, client_address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "10.0.0.1", "192.0.2.7"),
        (1, "10.0.0.1", "10.0.0.1"),
        (1, "6.6.6.6, 10.0.0.1", "10.0.0.1"),
        (2, "6.6.6.6, 10.0.0.1, 10.0.0.2", "10.0.0.1"),
        (2, "10.0.0.1", "192.0.2.7"),
        (1, "", "192.0.2.7"),
    ],
)
def test_only_as_many_forwarded_addresses_are_believed_as_proxies_stand_in_front(
    settings, proxies: int, forwarded: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7", headers={"X-Forwarded-For": forwarded})

    assert client_address(request) == address


@pytest.mark.django_db
@pytest.mark.parametrize("backend", ["locmem.LocMemCache", "db.DatabaseCache"])
def test_attempts_are_counted_for_each_key_in_every_cache(settings, backend: str) -> None:
    settings.CACHES = {"default": {"BACKEND": f"django.core.cache.backends.{backend}", "LOCATION": "counts"}}
    if backend == "db.DatabaseCache":
        call_command("createcachetable", verbosity=0)
    limit = Limit("test", most=3, seconds=600)

    counted = [limit.count("a") for _ in range(3)]

    assert counted == [1, 2, 3]
    assert limit.is_used_up("a")
    assert not limit.is_used_up("b")
