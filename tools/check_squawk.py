"""The SQL of every migration locks nothing that a running system needs; squawk judges it by the rules in .squawk.toml.

The SQL is written without a database. A room's first migration meets tables that nobody uses yet: there a foreign key
may be added at once.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tree import REPOSITORY, Report, tell

SQUAWK = Path(sys.executable).with_name("squawk")
ON_USED_TABLES = "adding-foreign-key-constraint"  # squawk takes the tables of a first migration for used ones
FOUND = re.compile(r"^(?P<file>[^:]+):(?P<line>\d+):\d+: \w+: (?P<rule>[a-z-]+) (?P<sentence>.+)$")
NOBODY = "nobody"
OLDEST = 150_000  # the earliest server Aftercare runs on


def server() -> Any:
    """PostgreSQL as the migrations see it, with nobody behind it."""
    from django.db import connections
    from django.db.backends.postgresql.base import DatabaseWrapper
    from django.db.backends.postgresql.operations import DatabaseOperations
    from psycopg.sql import quote

    class Operations(DatabaseOperations):
        def compose_sql(self, sql: str, params: Any) -> str:
            return sql % tuple(quote(value) for value in params)

    class Cursor:
        """Answers every question with nothing."""

        def __enter__(self) -> "Cursor":
            return self

        def __exit__(self, *error: object) -> None: ...

        def execute(self, *words: object) -> None: ...

        def fetchone(self) -> None: ...

        def __iter__(self) -> Iterator[Any]:
            return iter(())

    class Server(DatabaseWrapper):
        ops_class = Operations
        pg_version = OLDEST

        def cursor(self) -> Any:
            return Cursor()

        def get_autocommit(self) -> bool:
            return True

        def set_autocommit(self, *words: object, **more: object) -> None: ...

        def commit(self) -> None: ...

    connections[NOBODY] = Server(connections["default"].settings_dict, NOBODY)
    return connections[NOBODY]


def written(migration: Any, state: Any, connection: Any) -> str:
    """The SQL of a migration that starts from a state."""
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        migration.apply(state, editor, collect_sql=True)
    return "\n".join(editor.collected_sql) + "\n"


def judge(folder: Path, sql: Mapping[str, str], *options: str) -> Iterator[tuple[str, str, str]]:
    """What squawk says against texts of SQL: the name of the text, the rule, and the sentence with its line."""
    for name, text in sql.items():
        (folder / name).write_text(text, encoding="utf-8")
    command = [str(SQUAWK), "--config", str(REPOSITORY / ".squawk.toml"), "--reporter", "gcc", *options, *sql]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    found = [match for line in done.stdout.splitlines() if (match := FOUND.match(line))]
    for match in found:
        yield match["file"], match["rule"], f"line {match['line']}: {match['rule']}: {match['sentence']}"
    if done.returncode and not found:
        yield "squawk", "", (done.stdout + done.stderr).strip()


def inspect(loader: Any, labels: set[str]) -> Report:
    """Judge every migration of these rooms."""
    keys = sorted(key for key in loader.disk_migrations if key[0] in labels)
    report, connection = Report("migrations", len(keys)), server()
    wrapped: dict[bool, dict[str, str]] = {True: {}, False: {}}
    for key in keys:
        migration = loader.graph.nodes[key]
        wrapped[migration.atomic][".".join(key)] = written(
            migration, loader.project_state(key, at_end=False), connection
        )
    first = {".".join(key) for key in keys if loader.graph.nodes[key].initial}
    for atomic, sql in wrapped.items():
        with tempfile.TemporaryDirectory() as folder:
            options = () if atomic else ("--no-assume-in-transaction",)
            for name, rule, sentence in judge(Path(folder), sql, *options) if sql else ():
                if rule != ON_USED_TABLES or name not in first:
                    report.against(name, sentence)
    return report


def check(repository: Path = REPOSITORY) -> Report:
    """Look at the installed rooms and the kit."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftercare.config.settings")
    import django
    from django.apps import apps
    from django.db.migrations.loader import MigrationLoader

    django.setup()
    labels = {config.label for config in apps.get_app_configs() if config.name.startswith("aftercare.")}
    return inspect(MigrationLoader(None), labels)


if __name__ == "__main__":
    sys.path.insert(0, str(REPOSITORY / "src"))
    sys.exit(tell(check()))
