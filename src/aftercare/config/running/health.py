"""What `aftercare check` looks at: configuration, database, migrations, the ledger's seals, workers, mail."""

from collections.abc import Iterator
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core import checks
from django.core.mail.backends.smtp import EmailBackend
from django.db import connection

from aftercare.config.running.migrating import missing_migrations
from aftercare.kit.models import LedgerSeal
from aftercare.kit.sealing import broken_seals

OLDEST_POSTGRES = 15
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
HEARTBEAT_FRESH_FOR = 30  # seconds


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `fine` is None where it is worth knowing but nothing is wrong."""

    subject: str
    fine: bool | None
    words: str


def examine() -> Iterator[Finding]:
    """Each finding in the order in which one rests on the other; ends at the first that makes the rest senseless."""
    yield _configuration()
    yield _server()
    yield _extensions()
    missing = missing_migrations()
    if missing:
        yield Finding("Migrations", False, f"{len(missing)} are missing: run `aftercare migrate`.")
        return
    yield Finding("Migrations", True, "the database is up to date.")
    yield _ledger()
    yield _workers()
    yield _mail_server()


def _ledger() -> Finding:
    if broken := broken_seals():
        days = ", ".join(map(str, broken))
        told = f"rows sealed on {days} were changed or are missing: restore them from a backup."
        return Finding("Ledger", False, told)
    latest = LedgerSeal.objects.order_by("day").last()
    return Finding("Ledger", True, f"whole until its seal of {latest.day}." if latest else "not sealed yet.")


def _mail_server() -> Finding:
    if not settings.EMAIL_HOST:
        return Finding("Mail server", None, "none is set: no mail leaves, and every message is kept as not sent.")
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    server = EmailBackend(timeout=settings.EMAIL_TIMEOUT)
    try:
        server.open()
    except (OSError, SMTPException) as trouble:
        return Finding(
            "Mail server", False, f"{where} does not take mail: {trouble}. Messages wait and are tried again."
        )
    server.close()
    return Finding("Mail server", True, f"{where} answers.")


def _configuration() -> Finding:
    errors = [message for message in checks.run_checks() if message.is_serious()]
    words = "; ".join(str(error.msg) for error in errors) or "nothing to complain of."
    return Finding("Configuration", not errors, words)


def _server() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_setting('server_version_num')::int / 10000")
        version, major = cursor.fetchone()
    where = connection.settings_dict["HOST"] or "the default host"
    if major < OLDEST_POSTGRES:
        return Finding("Database", False, f"PostgreSQL {version} at {where} is too old: {OLDEST_POSTGRES} is needed.")
    return Finding("Database", True, f"PostgreSQL {version} at {where}.")


def _extensions() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        there = {name for (name,) in cursor.fetchall()}
    missing = [name for name in EXTENSIONS if name not in there]
    if missing:
        orders = " ".join(f"CREATE EXTENSION {name};" for name in missing)
        return Finding("Extensions", False, f"missing; as the owner of the database run: {orders}")
    return Finding("Extensions", True, f"{', '.join(EXTENSIONS)}.")


def _workers() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)",
            [HEARTBEAT_FRESH_FOR],
        )
        (count,) = cursor.fetchone()
    return Finding("Workers", True if count else None, f"{count} at work." if count else "none is at work now.")
