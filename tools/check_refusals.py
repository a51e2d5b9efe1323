"""A refusal has a code of its own, unique in the house, and lives in its room's errors.py."""

import ast
import sys
from pathlib import Path

from tree import REPOSITORY, Report, Source, last_name, sources, tell

Found = tuple[Source, ast.ClassDef]


def families(classes: list[Found]) -> set[str]:
    """The names of all classes that descend from the kit's Refusal."""
    known = {"Refusal"}
    while more := {cls.name for _, cls in classes if {last_name(base) for base in cls.bases} & known} - known:
        known |= more
    return known


def code_of(cls: ast.ClassDef) -> str:
    """The stable code a class gives itself, or nothing."""
    for node in cls.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if target is not None and last_name(target) == "code" and isinstance(node.value, ast.Constant):
            return str(node.value.value)
    return ""


def check(repository: Path = REPOSITORY) -> Report:
    """Look at every class that descends from Refusal, and at every class in an errors.py."""
    files = sorted(sources(repository), key=lambda file: file.place[0] != "kit")  # the kit's codes come first
    classes = [(file, node) for file in files for node in ast.walk(file.tree) if isinstance(node, ast.ClassDef)]
    known, codes, report = families(classes), dict[str, str](), Report("refusals")
    for file, cls in classes:
        where = f"{file.at(cls)}: {cls.name}"
        if cls.name not in known:
            if file.room and file.role == "errors":
                report.against(where, "errors.py holds refusals only; derive it from aftercare.kit.errors.Refusal.")
            continue
        report.seen += 1
        code = code_of(cls)
        if not code:
            report.against(where, "a refusal has a code of its own, that programs can rely on: code = “parts_short”.")
        elif code in codes:
            report.against(where, f"the code “{code}” already belongs to {codes[code]}; a code has one meaning.")
        if file.room and file.role != "errors":
            report.against(where, "a refusal lives in its room's errors.py, where all its refusals are read together.")
        codes.setdefault(code, f"{file.module.removeprefix('aftercare.')}.{cls.name}")
    return report


if __name__ == "__main__":
    sys.exit(tell(check()))
