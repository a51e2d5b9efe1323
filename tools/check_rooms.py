"""A file name means the same in every room; a file with a name of its own is a pure module and needs no database."""

import ast
import sys
from pathlib import Path

from check_edges import imported, within
from tree import REPOSITORY, Report, Source, sources, tell

DATA = {"states", "events", "errors"}
ENTRIES = {"jobs", "reactions"}
ROLES = {"__init__", "apps", "models", "policies", "queries", "guards", "actions", "migrations", *DATA, *ENTRIES}


def impure(file: Source) -> list[tuple[ast.AST, str]]:
    """What a file imports although values would do."""
    room = f"aftercare.domains.{file.room}"
    rows = ("django.db", *(f"{room}.{role}" for role in ROLES - DATA - {"__init__"}))
    found = [(node, name) for node in ast.walk(file.tree) for name in imported(node)]
    return [(node, name) for node, name in found if within(name, rows)]


def foreign_entries(file: Source) -> list[tuple[ast.AST, str]]:
    """The jobs and reactions of other rooms that a room's app imports."""
    found = [(node, name) for node in ast.walk(file.tree) for name in imported(node)]
    rooms = [(node, name, name.split(".")) for node, name in found if name.startswith("aftercare.domains.")]
    return [(node, name) for node, name, parts in rooms if parts[2] != file.room and ENTRIES & set(parts[3:4])]


def check(repository: Path = REPOSITORY) -> Report:
    """Look at every file of every room."""
    files = [file for file in sources(repository) if file.room]
    report = Report("files of rooms", len(files))
    for file in files:
        if file.role not in ROLES:
            for node, name in impure(file):
                report.against(file.at(node), f"{name}: a pure module works on values; queries read and actions write.")
        for node, name in foreign_entries(file) if file.role == "apps" else []:
            report.against(file.at(node), f"{name}: jobs and reactions are private to their room.")
    return report


if __name__ == "__main__":
    sys.exit(tell(check()))
