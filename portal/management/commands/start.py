"""`make run`: prepares the database, demo and static files, then serves everything until told to stop."""

import fcntl
import hashlib
import os
import socket
import sys
import urllib.error
import urllib.request
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from portal.demo_staff import ACCOUNTS
from portal.supervision import Child, ChildDied, Supervisor

READY_SECONDS = 60
SIMULATOR_HOST = "127.0.0.1"
WEB_PROCESSES = 2
WEB_THREADS = 8
"""More than the cores: a thread that waits for the gateway must not keep others from their pages."""


class Command(BaseCommand):
    help = "Prepare and serve the whole portal with demo data: web server, worker and simulated gateway."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=settings.ENVIRONMENT.HOST)
        parser.add_argument("--port", type=int, default=settings.ENVIRONMENT.PORT)
        parser.add_argument("--simulator-port", type=int, help="default: the port after PORT")
        parser.add_argument("--worker-interval", type=float, default=10, help="seconds between two rounds")
        parser.add_argument("--no-demo", action="store_true", help="leave the database without demo content")
        parser.add_argument(
            "--stop-with-parent", action="store_true", help="stop when the process that started this one ends"
        )

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("`start` serves demo data; see deploy/README.md for the public site.")
        parent = os.getppid() if options["stop_with_parent"] else None
        host, port = options["host"], options["port"]
        simulator_port = options["simulator_port"] or port + 1
        require_free_port(host, port, what="the site")
        require_free_port(SIMULATOR_HOST, simulator_port, what="the gateway simulator, on PORT + 1")
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)

        self.migrate()
        if not options["no_demo"]:
            self.load_demo()
        self.collect_static()

        visible_host = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared only
        site_url = os.environ.get("SITE_URL") or f"http://{visible_host}:{port}"
        simulator_url = f"http://{SIMULATOR_HOST}:{simulator_port}"
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
            "SITE_URL": site_url,
            "ZARINPAL_URL": simulator_url,
            "PYTHONUNBUFFERED": "1",
        }
        connection.close()
        children = [
            simulator(simulator_port, settings.VAR_DIR / "simulator.sqlite3"),
            web_server(host, port),
            worker(options["worker_interval"]),
        ]
        try:
            with Supervisor(children, environment=environment, report=self.stderr.write) as supervisor:
                health_url = f"http://{visible_host}:{port}/healthz"
                if supervisor.wait_until(lambda: is_healthy(health_url), seconds=READY_SECONDS):
                    self.print_addresses(site_url, simulator_url)
                    supervisor.run(parent=parent)
        except ChildDied as error:
            raise CommandError(f"The {error.name} ended with exit code {error.code}: stopped.") from error
        except TimeoutError as error:
            raise CommandError(
                f"The site did not answer at {health_url} within {READY_SECONDS} s."
            ) from error
        self.stdout.write("Stopped.")

    def migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database …")
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_roles", verbosity=0)

    def load_demo(self) -> None:
        """Load the demo once: its staff accounts come last, so where they are, all of it is."""
        users = apps.get_model(settings.AUTH_USER_MODEL)
        usernames = [username for _role, username, _password in ACCOUNTS]
        if users.objects.filter(username__in=usernames).count() < len(usernames):
            self.stdout.write("Loading the demo content …")
            call_command("demo", verbosity=0)

    def collect_static(self) -> None:
        """Collect static files unless nothing changed since the last time; one process at a time."""
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        stamp = settings.STATIC_ROOT / ".collected"
        fingerprint = static_files_fingerprint()
        with (settings.STATIC_ROOT / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if stamp.exists() and stamp.read_text() == fingerprint:
                return
            self.stdout.write("Collecting static files …")
            call_command("collectstatic", interactive=False, verbosity=0)
            stamp.write_text(fingerprint)

    def print_addresses(self, site_url: str, simulator_url: str) -> None:
        lines = [
            "",
            f"The site        {site_url}/",
            f"Staff           {site_url}/admin/  and  {site_url}/desk/",
            f"Bank simulator  {simulator_url}/  (no real money moves)",
            "",
            "Demo accounts (known to everyone, for this demo only):",
            *(f"  {role:<24} {username:<16} {password}" for role, username, password in ACCOUNTS),
            "",
            "Stop with Ctrl-C; the data stays.",
        ]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def require_free_port(host: str, port: int, *, what: str) -> None:
    """Check that a server could listen there.

    :raises CommandError: it could not, with the reason.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"{host}:{port} is not free for {what} ({error.strerror or error}): choose another PORT."
            ) from error


def static_files_fingerprint() -> str:
    """A digest of every static file's name, size and time of change, and of the storage that serves them."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def is_healthy(url: str) -> bool:
    try:
        # The site is on this machine, whatever proxy the environment names.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(url, timeout=2) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def simulator(port: int, data: Path) -> Child:
    command = [sys.executable, "-m", "donations.gateway.simulator"]
    return Child(name="gateway simulator", command=[*command, "--port", str(port), "--data", str(data)])


def web_server(host: str, port: int) -> Child:
    return Child(
        name="web server",
        command=[
            *(sys.executable, "-m", "granian", "portal.wsgi:application", "--interface", "wsgi"),
            *("--host", host, "--port", str(port), "--no-ws", "--http", "1"),
            *("--workers", str(WEB_PROCESSES), "--blocking-threads", str(WEB_THREADS)),
            *("--runtime-mode", "st", "--backlog", "1024", "--backpressure", "128"),
            *("--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning"),
        ],
    )


def worker(interval: float) -> Child:
    command = [sys.executable, "manage.py", "worker", "--interval", str(interval)]
    return Child(name="worker", command=command, restart=True)
