"""Print docs/{events,states,permissions,config}.md from the code; `--check` fails where one is stale."""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from tree import REPOSITORY, Report, rooms_made, tell

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftercare.config.settings")
os.environ.setdefault("SECRET_KEY", "only for checks")

TRIED = REPOSITORY / "tests" / "domains" / "permissions.txt"
NO_ROLE = {"system", "stranger", "outsider"}
CONSEQUENCE = "follows from whatever set it going"
HEAD = "<!-- Printed from the code by tools/print_docs.py; edit the code, then print again. -->\n"


def modules(name: str) -> Iterator[tuple[str, ModuleType]]:
    """The module of this name in every room that has one, in story order."""
    for room in rooms_made(REPOSITORY):
        folder = REPOSITORY / "src" / "aftercare" / "domains" / room
        if (folder / f"{name}.py").exists() or (folder / name).is_dir():
            yield room, import_module(f"aftercare.domains.{room}.{name}")


def table(head: str, rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; the head's cells are separated by bars."""
    heads = head.split("|")
    cells = [heads, ["---"] * len(heads), *([str(cell).replace("|", "\\|") for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)


def sentence(thing: Any) -> str:
    """The first line of a docstring."""
    return (thing.__doc__ or "").strip().partition("\n")[0]


def written(annotation: Any) -> str:
    """A type as it stands in the code: `str`, `UUID | None`."""
    text = annotation.__name__ if type(annotation) is type else str(annotation)
    return re.sub(r"\b(datetime|uuid|pathlib|decimal|aftercare\.kit\.ids)\.", "", text)


def events() -> str:
    """Every event by room: its kind in the ledger, what it holds, which rooms hear it."""
    parts = ["# Events\n\nWhat each room tells. A later room hears it by a reaction; the ledger keeps it for ever.\n"]
    rooms = list(modules("events"))
    list(modules("reactions"))  # importing registers them
    from aftercare.kit.events import EVENTS, REACTIONS

    for room, module in rooms:
        rows = []
        for kind in (kind for kind in EVENTS.values() if kind.cls.__module__.startswith(module.__name__)):
            holds = ", ".join(f"{f.name}: {written(f.type)}" for f in fields(kind.cls))
            heard = sorted({reaction.split(".")[2] for reaction in REACTIONS.get(kind.kind, {})})
            rows.append([f"`{kind.kind}`", kind.cls.__name__, sentence(kind.cls), f"`{holds}`", ", ".join(heard)])
        if rows:
            parts.append(f"## {room}\n\n" + table("kind|event|what happened|holds|heard by", rows))
    return "\n".join(parts)


def states() -> str:
    """Every table of moves, as a picture and as a table."""
    from aftercare.kit.states import Flow

    parts = ["# States\n\nEvery noun that has a state, and the moves that are open to it.\n"]
    for room, module in modules("states"):
        for flow in (value for value in vars(module).values() if isinstance(value, Flow)):
            order = flow.states.index
            arrows = [f"    [*] --> {state}" for state in flow.initial]
            rows = []
            for move in flow.moves.values():
                sources, targets = sorted(move.sources, key=order), sorted(move.targets, key=order)
                arrows += [f"    {source} --> {target}: {move.verb}" for source in sources for target in targets]
                rows.append([f"`{move.verb}`", ", ".join(sources), ", ".join(targets)])
            arrows += [f"    {state} --> [*]" for state in flow.states if not flow.verbs(state)]
            picture = "```mermaid\nstateDiagram-v2\n" + "\n".join(arrows) + "\n```\n"
            parts.append(f"## {room}: {flow.noun}\n\n{picture}\n" + table("verb|from|to", rows))
    return "\n".join(parts)


def permissions() -> str:
    """Every permission, what it lets a person do, and which ready-made roles hold it."""
    list(modules("policies"))  # importing registers them
    roles = import_module("aftercare.domains.accounts.roles")
    from aftercare.kit.permissions import PERMISSIONS

    rows = []
    for name, right in sorted(PERMISSIONS.items()):
        whole = [code for code, role in roles.ROLES.items() if {name, roles.ALL_PERMISSIONS} & set(role.permissions)]
        own = [f"{code} (own)" for code, role in roles.ROLES.items() if name in role.own and code not in whole]
        rows.append([f"`{name}`", right.sentence, ", ".join(whole + own)])
    names = [[f"`{code}`", role.name] for code, role in roles.ROLES.items()]
    return (
        "# Permissions\n\nWhat each right lets a person do, and the ready-made roles that hold it; “own” reaches only\n"
        "what is the person's own. The administrator gives these roles to people, over the\n"
        "whole company, a unit and all below, the person's teams, or what is the person's own.\n\n"
        + table("permission|lets a person|roles", rows)
        + "\n## Ready-made roles\n\n"
        + table("role|name", names)
        + "\n## Actions\n\nWhat each role may do with what lies within its reach; an engineer, with own work.\n"
        "A test tries every cell (tests/domains/permissions.txt). The house itself may do everything.\n\n"
        + table("action|done by", actions())
    )


def actions() -> Iterator[tuple[str, str]]:
    """Every action with the roles that may do it, from the table the tests hold the code against."""
    lines = TRIED.read_text(encoding="utf-8").splitlines()
    callers = [word for line in lines if line.startswith("#") for word in line.split()[1:] if word != "action"]
    for name, *cells in (line.split() for line in lines if not line.startswith("#")):
        may = [caller for caller, cell in zip(callers, cells, strict=True) if cell == "+" and caller not in NO_ROLE]
        yield (
            f"`{name}`",
            CONSEQUENCE if len(may) == len(callers) - len(NO_ROLE) else ", ".join(may) or "only the house",
        )


def config() -> str:
    """Every environment variable."""
    from aftercare.config.env import Env

    rows = [
        [
            f"`{name.upper()}`",
            written(field.annotation),
            f"`{field.default}`" if field.default != "" else "",
            field.description,
        ]
        for name, field in Env.model_fields.items()
    ]
    return "# Configuration\n\nEvery environment variable Aftercare reads.\n\n" + table(
        "variable|type|default|meaning", rows
    )


def documents() -> dict[str, str]:
    """The printed documents by file name."""
    import django
    from django.utils.translation import override

    django.setup()
    with override("en"):
        return {f"{page.__name__}.md": HEAD + page() for page in (events, states, permissions, config)}


def check(repository: Path = REPOSITORY) -> Report:
    """Compare what is printed with what lies in docs/."""
    pages = documents()
    report = Report("printed documents", len(pages))
    for name, text in pages.items():
        path = repository / "docs" / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            report.against(f"docs/{name}", "it is stale: the code says otherwise now; run tools/print_docs.py.")
    return report


def main() -> int:
    """Print, or with --check compare."""
    if "--check" in sys.argv:
        return tell(check())
    for name, text in documents().items():
        (REPOSITORY / "docs" / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(REPOSITORY / "src"))
    sys.exit(main())
