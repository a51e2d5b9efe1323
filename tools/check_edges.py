"""What ruff's one list of banned names can't say per folder: a job reads the clock but knows no HTTP.

Ruff bans HTTP and the clock in kit and domains, and lets `jobs.py` and `kit/clock.py` off the whole list. This
check takes HTTP, forms and signals back, and sees the clocks that hide in a model field or in the database.
"""

import ast
import sys
from pathlib import Path

from tree import REPOSITORY, Report, Source, last_name, sources, tell

HTTP = ("django.http", "django.shortcuts", "django.forms", "django.views", "django.urls", "ninja")
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals")


def imported(node: ast.AST) -> list[str]:
    """The dotted names an import statement brings in."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def within(name: str, packages: tuple[str, ...]) -> bool:
    """Whether a dotted name is one of the packages or lies inside one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def breach(file: Source, node: ast.AST) -> str:
    """The sentence against one node, or nothing."""
    for name in imported(node):
        if within(name, HTTP):
            return f"{name}: domains and the kit know no HTTP; put it in aftercare/surfaces."
        if within(name, SIGNALS):
            return f"{name}: no signals; publish an event from an action and react to it."
        if file.room and name == "django.db.models.functions.Now":
            return "Now: take `at` as an argument; the database's clock can't be set by a test."
    if isinstance(node, ast.Call) and last_name(node.func) in {"localtime", "localdate"} and not node.args:
        return f"{last_name(node.func)}(): take `at` as an argument; without one it reads the wall clock."
    if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
        return f"{node.arg}: take `at` as an argument; the field would read the wall clock."
    if file.room and isinstance(node, ast.Call) and last_name(node.func) in {"CurrentTimestamp", "TransactionNow"}:
        return f"{last_name(node.func)}: take `at` as an argument; the database's clock can't be set by a test."
    return ""


def check(repository: Path = REPOSITORY) -> Report:
    """Look at every file of kit and domains."""
    files = [file for file in sources(repository) if file.place[0] in {"kit", "domains"}]
    report = Report("files in kit and domains", len(files))
    for file in files:
        for node in ast.walk(file.tree):
            if "migrations" not in file.place and (sentence := breach(file, node)):
                report.against(file.at(getattr(node, "lineno", 1)), sentence)
    return report


if __name__ == "__main__":
    sys.exit(tell(check()))
