"""Files under version control name no package registry's address, no path of one machine, and leave nothing open."""

import re
import subprocess
import sys
from pathlib import Path

from tree import REPOSITORY, Report, tell

TEXT = {".py", ".html", ".js", ".css", ".md", ".txt", ".toml", ".ini", ".cfg", ".yml", ".yaml", ".json", ".lock", ".po"}
TEXT |= {".sh", ".svg", ".npmrc", ".gitignore", ""}
KILOBYTES = 700
ORDINARY_ROOTS = {"srv", "opt", "usr", "var", "home", "app", "src", "mnt", "media", "data", "tmp", "root", "build"}

REGISTRIES = [
    re.compile(r"^\s*-{2}(extra-)?index-url\b|^\s*-{2}(find-links|trusted-host)\b"),
    re.compile(r"\"resolved\"\s*:\s*\"https?:"),
    re.compile(r"\b(registry|index-url|index_url)\b\s*[=:]\s*[\"'{ ]*(url\s*=\s*\")?https?:"),
    re.compile(
        r"files\.pythonhosted\.org|\bpypi\.org/simple|registry\.(npmjs|yarnpkg|npmmirror)\b|/(artifactory|nexus)/"
    ),
]
HOMES = re.compile(r"(?<![\w.}/-])/(home/[a-z][\w-]*|root|Users/[A-Za-z][\w-]*)/")
UNFINISHED = re.compile(
    r"\b(TO" r"DO|FIX" r"ME|XX" r"X|raise NotImplement" r"edError|mark\.sk" r"ip\b|pytest\.sk" r"ip\()"
)


def tracked(repository: Path) -> list[Path]:
    """The files git holds or would take; every file where there is no git."""
    if not (repository / ".git").exists():
        hidden = {path for path in repository.glob(".*") if path.is_dir()}
        return sorted(path for path in repository.rglob("*") if path.is_file() and not hidden & set(path.parents))
    command = ["git", "-C", str(repository), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
    return sorted(path for name in set(names) - {""} if (path := repository / name).is_file())


def machine_paths(repository: Path) -> re.Pattern[str]:
    """This checkout's own path, and the folder above it where that is not a folder every machine has."""
    places = [str(repository)]
    if repository.parent.name and repository.parent.name not in ORDINARY_ROOTS and len(repository.parts) == 3:
        places.append(str(repository.parent))
    return re.compile(r"(?<![\w.}/-])(" + "|".join(map(re.escape, places)) + r")(/|\b)")


def sentences(line: str, path: Path, machine: re.Pattern[str]) -> list[str]:
    """What is wrong with one line."""
    found = []
    if any(pattern.search(line) for pattern in REGISTRIES):
        found.append("it names a package registry; a lock file holds names and hashes only.")
    if HOMES.search(line) or machine.search(line):
        found.append("it names a path of one machine; use a path below the repository or the data folder.")
    if path.suffix in {".py", ".js", ".html"} and UNFINISHED.search(line):
        found.append("it leaves something open; finish it, or write an issue.")
    return found


def check(repository: Path = REPOSITORY) -> Report:
    """Look at every line of every text file, and at the size of the others."""
    files, machine = tracked(repository), machine_paths(repository)
    report = Report("tracked files", len(files))
    for path in files:
        name = path.relative_to(repository)
        if path.stat().st_size > KILOBYTES * 1024:
            report.against(str(name), f"it is larger than {KILOBYTES} kB; make it at build time or store less.")
        if path.suffix not in TEXT:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            for sentence in sentences(line, path, machine):
                report.against(f"{name}:{number}", sentence)
    return report


if __name__ == "__main__":
    sys.exit(tell(check()))
