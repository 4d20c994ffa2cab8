"""Text -> a baseline, or everything that is wrong with it. JSON is read as the YAML that it is, for the places."""

from __future__ import annotations

from typing import Final

from threatmodel.formats.decode import Reading, quoted
from threatmodel.formats.nodes import Mapping, Node, Scalar
from threatmodel.formats.yaml_text import read
from threatmodel.model.findings import State
from threatmodel.model.gate import BASELINE_FORMAT, FROM_GOOD_TO_BAD, Baseline, Known
from threatmodel.model.source import InputError

_BASELINE: Final = "a baseline"
_ANEW: Final = "write it anew with --write-baseline"


def read_baseline(text: str | bytes, file: str) -> Baseline:
    """Return what a baseline says; `file` is what it is called in places. Raises InputError with all problems."""
    reading, root = Reading(file), read(text, file)
    baseline = Baseline(program="")
    if _is_known(reading, root):
        fields = reading.fields(root, _BASELINE, ("format", "program", "scenarios"))
        program = reading.fields(fields.get("program"), "'program'", ("name", "version"))
        scenarios: dict[str, Known] = {}
        for node in reading.items(fields.get("scenarios"), "'scenarios'"):
            known = _known(reading, node)
            if known.file in scenarios:
                reading.complain(node, f"{quoted(known.file)} is written twice in {_BASELINE}")
            scenarios.setdefault(known.file, known)
        version = reading.text(program.get("version"), "'version'") or ""
        baseline = Baseline(program=version, scenarios=scenarios)
    if reading.problems:
        raise InputError(reading.problems)
    return baseline


def _is_known(reading: Reading, root: Node) -> bool:
    """Say whether it is a baseline in a format that is known, or complain: what else it says is not asked then."""
    format_ = root.get("format") if isinstance(root, Mapping) else None
    if isinstance(format_, Scalar) and format_.value == BASELINE_FORMAT:
        return True
    if isinstance(format_, Scalar) and isinstance(format_.value, int) and format_.value > BASELINE_FORMAT:
        message = f"this baseline is of format {format_.value}, which a newer version of the program wrote"
        reading.complain(format_, message, f"use that version, or {_ANEW}")
    else:
        reading.complain(format_ or root, f"this is not {_BASELINE}", _ANEW)
    return False


def _known(reading: Reading, node: Node) -> Known:
    fields = reading.fields(node, "a scenario", ("file", "title", "findings"))
    findings: dict[str, State] = {}
    for item in reading.items(fields.get("findings"), "'findings'"):
        entry = reading.fields(item, "a finding", ("id", "state"))
        id_ = reading.text(entry.get("id"), "'id'")
        state = reading.choice(entry.get("state"), "'state'", FROM_GOOD_TO_BAD)
        if id_ in findings:
            reading.complain(entry["id"], f"{quoted(id_)} is written twice")
        if id_ is not None and state is not None:
            findings[id_] = state
    return Known(
        file=reading.text(fields.get("file"), "'file'") or "",
        title=reading.text(fields.get("title"), "'title'") or "",
        findings=findings,
        span=node.span(reading.file),
    )
