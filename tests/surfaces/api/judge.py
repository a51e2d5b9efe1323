"""An outside judge of the API: schemathesis reads our contract and tries to break the running server.

The contract it reads is the served one; each operation carries a good call as its example, and the ids of the cast are
told as dictionaries, so that the cases reach the things behind the addresses.
"""

import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.surfaces.api.cast import Sample

REPOSITORY = Path(__file__).resolve().parents[3]
SETTINGS = REPOSITORY / "schemathesis.toml"
KNOWN_OFTEN = 0.8  # how often a case takes an id that exists


@dataclass(frozen=True)
class Verdict:
    """What came out of a run: how each operation was answered how often, and what the judge has against it."""

    answers: Mapping[str, Counter[int]]
    failures: tuple[str, ...]
    words: str

    @property
    def cases(self) -> int:
        """How many cases were answered."""
        return sum(sum(answered.values()) for answered in self.answers.values())

    @property
    def good(self) -> int:
        """How many operations were answered with success at least once."""
        return sum(any(status < 300 for status in answered) for answered in self.answers.values())


def exemplified(document: dict[str, Any], samples: Mapping[str, Sample]) -> str:
    """Write a good call into every operation of the contract; returns the judge's settings with the ids it may use."""
    known: dict[str, set[str]] = defaultdict(set)
    bound: dict[str, dict[str, str]] = {}
    for template, operations in document["paths"].items():
        for operation in operations.values():
            sample = samples.get(operation["operationId"])
            if sample is not None:
                bound[operation["operationId"]] = _told(template, operation, sample, known)
    return _settings(known, bound)


def _told(template: str, operation: Any, sample: Sample, known: Mapping[str, set[str]]) -> dict[str, str]:
    """Which dictionary each id of an operation is taken from; requests of every state lie in one, and so on."""
    noun = template.split("/")[1]
    steps = zip(template.split("/"), sample.path.split("/"), strict=True)
    values = {step.strip("{}"): value for step, value in steps if step.startswith("{")}
    found = {}
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            name = parameter["name"]
            parameter["example"] = values[name]
            found[f"path.{name}"] = f"{noun}.{name}"
    if isinstance(sample.body, dict):
        operation["requestBody"]["content"]["application/json"]["example"] = sample.body
        ids = {name: value for name, value in sample.body.items() if name.endswith("_id")}
        values |= ids
        found |= {f"body.{name}": f"{noun}.{name}" for name in ids}
    for name, value in values.items():
        known[f"{noun}.{name}"].add(value)
    return found


def _settings(known: Mapping[str, set[str]], bound: Mapping[str, Mapping[str, str]]) -> str:
    lines = [SETTINGS.read_text(encoding="utf-8")]
    lines += [f'[dictionaries."{name}"]\nvalues = {json.dumps(sorted(values))}' for name, values in known.items()]
    for operation, fields in bound.items():
        if fields:
            lines.append(f'[[operations]]\ninclude-operation-id = "{operation}"\n[operations.parameters]')
            lines += [
                f'"{field}" = {{ dictionary = "{name}", probability = {KNOWN_OFTEN} }}'
                for field, name in fields.items()
            ]
    return "\n".join(lines)


def judged(address: str, token: str, document: Any, settings: str, folder: Path, *options: str) -> Verdict:
    """Let schemathesis try the server with a token; everything it writes stays in the folder."""
    folder.mkdir(parents=True)
    (folder / "openapi.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    (folder / "schemathesis.toml").write_text(settings, encoding="utf-8")
    command = [
        sys.executable, "-m", "schemathesis.cli", "--config-file", "schemathesis.toml", "run", "openapi.json",
        "--url", f"{address}/api/v1", "--header", f"Authorization: Bearer {token}", "--header", "Accept-Language: en",
        "--seed", "20260310", "--generation-database", "none", "--no-shrink", "--continue-on-failure",
        "--report", "ndjson", "--report-ndjson-path", "cases.ndjson", *options,
    ]  # fmt: skip
    done = subprocess.run(command, cwd=folder, env={**os.environ, "NO_COLOR": "1"}, capture_output=True, text=True)
    return _verdict(folder / "cases.ndjson", done.stdout + done.stderr)


def _verdict(report: Path, words: str) -> Verdict:
    answers: dict[str, Counter[int]] = defaultdict(Counter)
    failures = [line.strip() for line in words.splitlines() if line.strip().startswith("- ST")]
    with report.open(encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line).get("ScenarioFinished", {}).get("recorder", {})
            for case, interaction in told.get("interactions", {}).items():
                made = told["cases"][case]["value"]
                if interaction["response"]:
                    answers[f"{made['method']} {made['path']}"][interaction["response"]["status_code"]] += 1
    return Verdict(answers, tuple(failures), words)
