"""An event is a frozen record in the past tense that holds ids and small facts, so the ledger can keep it for ever."""

import ast
import re
import sys
from pathlib import Path

from tree import REPOSITORY, Report, last_name, sources, tell

FACTS = {"UUID", "str", "int", "bool", "datetime", "date", "Decimal", "Ref", "tuple", "list", "ClassVar", ""}
IRREGULAR = set(
    "Set Sent Paid Taken Given Made Done Begun Held Kept Left Lost Found Told Met Put Sold Bought Built Chosen Broken "
    "Drawn Withdrawn Written Read Seen Shown Known Won Due Gone Run Cut Spent Brought Caught Split".split()
)


def in_the_past(name: str) -> bool:
    """Whether a word of the name is a past participle; 'Due' is the one fact that needs no deed."""
    words = re.findall(r"[A-Z][a-z]*", name)
    return any(word.endswith("ed") or word in IRREGULAR for word in words)


def is_frozen(cls: ast.ClassDef) -> bool:
    """Whether the class is registered with @event, or a frozen dataclass."""
    texts = [ast.unparse(decorator) for decorator in cls.decorator_list]
    return any(text.startswith("event(") or text.startswith("dataclass(") and "frozen=True" in text for text in texts)


def aliases(tree: ast.Module) -> set[str]:
    """Names the file gives to types that are small facts themselves: `Seconds = tuple[tuple[str, int], ...]`."""
    given = [node for node in tree.body if isinstance(node, ast.Assign)]
    plain = [node for node in given if {last_name(part) for part in ast.walk(node.value)} <= FACTS]
    return {last_name(target) for node in plain for target in node.targets}


def check(repository: Path = REPOSITORY) -> Report:
    """Look at every class of every room's events."""
    report = Report("events")
    for file in (file for file in sources(repository) if file.room and file.role == "events"):
        for cls in (node for node in file.tree.body if isinstance(node, ast.ClassDef)):
            report.seen += 1
            where = f"{file.at(cls)}: {cls.name}"
            if not is_frozen(cls):
                report.against(where, "an event is frozen; declare it with @event('<noun>.<what happened>').")
            if not in_the_past(cls.name):
                report.against(where, "an event is named in the past tense, like RequestClosed.")
            for fact in (node for node in cls.body if isinstance(node, ast.AnnAssign)):
                strange = {last_name(part) for part in ast.walk(fact.annotation)} - FACTS - aliases(file.tree)
                if strange:
                    report.against(where, f"an event holds ids and small facts, not {', '.join(sorted(strange))}.")
    return report


if __name__ == "__main__":
    sys.exit(tell(check()))
