"""docs/api.md is true: its examples run one after another against a real server and print what stands below them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.settings import HOME
from tests.surfaces.api.cast import PICTURE
from tests.surfaces.api.server import database_address, running

REPOSITORY = Path(__file__).resolve().parents[3]
GUIDE = REPOSITORY / "docs" / "api.md"
SHOWN = re.compile(r"```sh\n(?P<words>.+?)```\n(?:```text\n(?P<says>.+?)```)?", re.DOTALL)
HERE = "http://127.0.0.1:8000"
CUT = "--8<--"


def examples() -> list[tuple[str, str]]:
    """What is typed, and what it prints."""
    return [(match["words"], match["says"] or "") for match in SHOWN.finditer(GUIDE.read_text(encoding="utf-8"))]


def command(folder: Path) -> Path:
    """A folder with the command `aftercare` in it, as `make setup` lays it into .venv."""
    script = folder / "bin" / "aftercare"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m aftercare.config.commands "$@"\n')
    script.chmod(0o755)
    return script.parent


@pytest.mark.django_db(transaction=True)
def test_every_example_of_the_guide_prints_what_stands_below_it(tmp_path):
    from aftercare.config.demo.company import make_company
    from aftercare.kit.clock import now

    assert shutil.which("curl") and shutil.which("jq"), "The guide's examples need curl and jq."
    make_company(Random(1), at=now(), until=now())
    (tmp_path / "photo.png").write_bytes(PICTURE)
    typed = "".join(f"{words}\necho '{CUT}'\n" for words, _says in examples())
    known = {
        **os.environ,
        "PATH": f"{command(tmp_path)}:{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "DATABASE_URL": database_address(),
        "DJANGO_SETTINGS_MODULE": "aftercare.config.settings",
    }
    with running(HOME) as address:
        script = "set -eu\n" + typed.replace(HERE, address)
        done = subprocess.run(
            ["/bin/bash", "-c", script], cwd=tmp_path, env=known, capture_output=True, text=True, timeout=90
        )
    assert done.returncode == 0, done.stdout + done.stderr
    printed = done.stdout.split(f"{CUT}\n")[:-1]
    assert len(printed) == len(examples())
    wrong = [
        f"{words}\nprints\n{prints}\nnot\n{says}"
        for (words, says), prints in zip(examples(), printed, strict=True)
        if not re.fullmatch(re.escape(says).replace("…", ".+"), prints)
    ]
    assert wrong == [], "\n".join(wrong)


def test_the_guide_says_the_limits_that_hold(settings):
    from aftercare.kit.files.checking import MEGABYTES
    from aftercare.kit.paging import MOST
    from aftercare.surfaces.api.calls import MOST_BYTES
    from aftercare.surfaces.api.limits import BUCKETS
    from aftercare.surfaces.api.tokens import USUAL_DAYS

    text = GUIDE.read_text(encoding="utf-8")
    assert f"{BUCKETS.burst} at once, then {BUCKETS.per_second} a second" in text
    assert f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE >> 20} MB of JSON; {MOST_BYTES >> 20} MB with a file" in text
    assert f"which has {MEGABYTES} MB at most" in text
    assert f"| {MOST} rows |" in text
    assert f"| {USUAL_DAYS} days if not said" in text


def test_the_guide_names_every_move():
    from aftercare.surfaces.api.openapi import contract

    text = GUIDE.read_text(encoding="utf-8")
    paths = {path: operations for path, operations in contract()["paths"].items() if "post" in operations}
    verbs = {path.rpartition("/")[2] for path in paths if re.fullmatch(r"/requests/{id}/[a-z_]+", path)}
    others = {"photos", "links"}  # things beside a request, told in the reference
    assert {verb for verb in verbs - others if f"`{verb}`" not in text and f"/{verb} " not in text} == set()
