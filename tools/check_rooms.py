"""A file name means the same in every room; a file with a name of its own is a pure module and needs no database."""

import ast
import sys
from pathlib import Path

from check_edges import imported, within
from tree import REPOSITORY, Report, Source, sources, tell

VALUES = {"__init__", "models", "states", "events", "errors"}
ENTRIES = {"jobs", "reactions"}
ROLES = {"apps", "policies", "queries", "guards", "actions", "migrations", *VALUES, *ENTRIES}

PURE = "a pure module works on values; move what reads into queries/, a step of an action into actions/."


def impure(file: Source) -> list[tuple[ast.AST, str]]:
    """Where a file asks the database, itself or through its room; a row handed in is a value like any other."""
    room = f"aftercare.domains.{file.room}"
    rows = ("django.db", *(f"{room}.{role}" for role in ROLES - VALUES))
    found = [(node, name) for node in ast.walk(file.tree) for name in imported(node) if within(name, rows)]
    return found + [
        (n, ast.unparse(n)) for n in ast.walk(file.tree) if isinstance(n, ast.Attribute) and n.attr == "objects"
    ]


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
            for node, name in impure(file)[:1]:
                report.against(file.at(node), f"{name}: {PURE}")
        for node, name in foreign_entries(file) if file.role == "apps" else []:
            report.against(file.at(node), f"{name}: jobs and reactions are private to their room.")
    return report


if __name__ == "__main__":
    sys.exit(tell(check()))
