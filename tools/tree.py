"""The source tree as the house checks read it, and the one form in which they report."""

import ast
from collections.abc import Iterator
from configparser import ConfigParser
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Source:
    """One Python file of the product: where it stands in the house and what it says."""

    path: Path
    repository: Path

    @cached_property
    def place(self) -> tuple[str, ...]:
        """Folders and file name below `src/aftercare`."""
        return self.path.relative_to(self.repository / "src" / "aftercare").parts

    @cached_property
    def room(self) -> str | None:
        """The domain this file belongs to."""
        return self.place[1] if self.place[0] == "domains" and len(self.place) > 2 else None

    @cached_property
    def role(self) -> str:
        """What the file is inside its room: `actions` for actions.py and for every file in actions/."""
        inside = self.place[2:] if self.room else self.place
        return inside[0].removesuffix(".py")

    @cached_property
    def module(self) -> str:
        """The dotted name under which the file is imported."""
        return ".".join(("aftercare", *self.place)).removesuffix(".py").removesuffix(".__init__")

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed text; of a file that is no Python nothing, check_files tells it."""
        try:
            return ast.parse(self.path.read_text(encoding="utf-8"), str(self.path))
        except SyntaxError:
            return ast.Module([], [])

    def at(self, node: ast.AST | int) -> str:
        """The file and line in the form editors jump to."""
        line = node if isinstance(node, int) else getattr(node, "lineno", 1)
        return f"{self.path.relative_to(self.repository)}:{line}"


@dataclass
class Report:
    """What a check looked at and what it has to say against it."""

    noun: str
    seen: int = 0
    breaches: list[str] = field(default_factory=list)

    def against(self, where: str, sentence: str) -> None:
        """Note a breach."""
        self.breaches.append(f"{where}: {sentence}")


def sources(repository: Path) -> list[Source]:
    """Every Python file of the product, in path order."""
    return [Source(path, repository) for path in sorted((repository / "src" / "aftercare").rglob("*.py"))]


def story(repository: Path) -> dict[str, int]:
    """The rooms and their places in the story, earliest first; import-linter's file is the one list of them."""
    config = ConfigParser()
    config.read(repository / ".importlinter")
    rooms = config["importlinter:contract:story"]["layers"].split()
    return {room.strip("()"): place for place, room in enumerate(reversed(rooms))}


def rooms_made(repository: Path) -> list[str]:
    """The rooms that hold code already."""
    domains = repository / "src" / "aftercare" / "domains"
    return [room for room in story(repository) if (domains / room / "__init__.py").exists()]


def calls(node: ast.AST) -> Iterator[ast.Call]:
    """Every call below a node in the order of the text."""
    found = [child for child in ast.walk(node) if isinstance(child, ast.Call)]
    yield from sorted(found, key=lambda call: (call.lineno, call.col_offset))


def last_name(node: ast.AST) -> str:
    """The last word of a name: `close` for both `close` and `request.close`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def tell(report: Report, repository: Path = REPOSITORY) -> int:
    """Print a report; the exit code is 1 on a breach, or on nothing looked at although rooms exist."""
    for breach in report.breaches:
        print(breach)
    if report.seen:
        return bool(report.breaches)
    print(f"No {report.noun} found: this check looked at nothing.")
    return bool(rooms_made(repository))
