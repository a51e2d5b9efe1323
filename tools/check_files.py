"""Files are read in one sitting, functions at a glance, and names say what is inside."""

import ast
import re
import sys
from pathlib import Path

from check_tracked import tracked
from tree import REPOSITORY, Report, tell

LINES_OF_A_FILE, LINES_OF_A_FUNCTION = 300, 50
WRITTEN = {".py", ".html", ".js", ".css"}
SAYS_NOTHING = {"util", "utils", "helper", "helpers", "manager", "managers", "data", "info", "misc", "common"}


def check_python(path: Path, name: str, report: Report) -> None:
    """Long functions anywhere; a docstring in every module of the product and its tools."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError as broken:
        return report.against(
            f"{name}:{broken.lineno}", f"not Python {sys.version_info[0]}.{sys.version_info[1]}: {broken.msg}."
        )
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > LINES_OF_A_FUNCTION:
            report.against(f"{name}:{node.lineno}", f"{node.name} has {lines} lines; name its steps.")
    room = bool(re.search(r"/domains/\w+/__init__\.py$", name))
    if name.startswith(("src/", "tools/", "bench/")) and (tree.body or room) and not ast.get_docstring(tree):
        report.against(f"{name}:1", "a module says in one sentence what it is for: give it a docstring.")


def check(repository: Path = REPOSITORY) -> Report:
    """Look at everything in src, tests, tools and bench that is written by hand."""
    report = Report("files in src, tests, tools and bench")
    tests: dict[str, str] = {}
    for path in tracked(repository):
        name = path.relative_to(repository).as_posix()
        if not name.startswith(("src/", "tests/", "tools/", "bench/")) or "/vendor/" in name:
            continue
        report.seen += 1
        words = {word for part in Path(name).parts for word in re.split(r"[_.\-]", part.lower())}
        if empty := sorted(words & SAYS_NOTHING):
            report.against(name, f"“{empty[0]}” says nothing about what is inside; name the thing.")
        if "/migrations/" in name:
            if re.search(r"/\d{4}_(auto|alter|initial$)", name):
                report.against(name, "a migration is named for its one idea: 0007_request_respond_by.")
            continue
        if path.suffix in WRITTEN and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LINES_OF_A_FILE:
            report.against(name, f"{lines} lines; at {LINES_OF_A_FILE} look for two subjects and split it.")
        if path.suffix == ".py":
            check_python(path, name, report)
            check_test(path, name, tests, report)
    return report


def check_test(path: Path, name: str, tests: dict[str, str], report: Report) -> None:
    """Outside packages pytest tells test files by their names alone, and stops before the first test."""
    if path.name.startswith("test_") and not (path.parent / "__init__.py").exists():
        known = tests.setdefault(path.name, name)
        if known != name:
            report.against(name, f"{known} bears this name too, and pytest takes one of them; name it for its subject.")


if __name__ == "__main__":
    sys.exit(tell(check()))
