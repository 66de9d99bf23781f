"""What is measured, against what."""

import statistics
import time
import warnings
from collections.abc import Callable

from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings

from centers.models import Center, CenterStatus
from donations.giving.settlement import check
from donations.history import DONOR
from tests.builders.donations import AT, ScriptedGateway, an_awaiting_payment

SAMPLES = 2_400
REFERENCE = "reference: one indexed lookup"


def run(*, rounds: int) -> None:
    """Print the tables; ``rounds`` is the number of samples of each measure."""
    warnings.simplefilter("ignore")
    print(f"Loading the demo and {SAMPLES:,} sample centres …", flush=True)
    call_command("demo", scale=SAMPLES, verbosity=0)
    with override_settings(ROOT_URLCONF="benchmarks.urls"):
        print_table(
            f"Pages, with {Center.objects.count():,} centres, through all middleware", pages(), rounds
        )
    print_table("Settling a paid gift (verify answered at once)", settlement(rounds), rounds)


def pages() -> dict[str, Callable[[], None]]:
    client = Client()
    center = Center.objects.filter(status=CenterStatus.ACTIVE).order_by("code")[0]

    def get(address: str) -> Callable[[], None]:
        def measure() -> None:
            response = client.get(address)
            assert response.status_code == 200, (address, response.status_code)

        return measure

    return {
        REFERENCE: get(f"/reference/{center.code}/"),
        "home": get("/"),
        "finder, everything": get("/centers/"),
        "finder, by name": get("/centers/?q=دارابکلا"),
        "centre": get(center.get_absolute_url()),
        "give": get("/give/"),
    }


def settlement(rounds: int) -> dict[str, Callable[[], None]]:
    payments = [an_awaiting_payment() for _ in range(rounds + 1)]

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench (id INTEGER PRIMARY KEY, amount BIGINT NOT NULL)")

    def insert() -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO bench (amount) VALUES (500000)")

    def settle() -> None:
        check(payment=payments.pop(), gateway=ScriptedGateway(), by=DONOR, at=AT)

    return {"reference: one bare insert, committed": insert, "settle: proof, ledger, state, history": settle}


def print_table(title: str, measures: dict[str, Callable[[], None]], rounds: int) -> None:
    """Take the measures in turns, and print each as a multiple of the first one's median."""
    taken: dict[str, list[float]] = {name: [] for name in measures}
    for measure in measures.values():
        measure()  # once unmeasured: templates are compiled, caches filled
    for _ in range(rounds):
        for name, measure in measures.items():
            started = time.perf_counter()
            measure()
            taken[name].append(time.perf_counter() - started)

    print(f"\n{title} ({rounds} samples each)")
    print(f"{'':<40} {'p50':>9} {'p95':>9} {'p50 ratio':>10} {'p95 ratio':>10}")
    reference = statistics.median(next(iter(taken.values())))
    for name, times in taken.items():
        p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        milliseconds = f"{p50 * 1000:>6.2f} ms {p95 * 1000:>6.2f} ms"
        print(f"{name:<40} {milliseconds} {p50 / reference:>9.1f}× {p95 / reference:>9.1f}×")
