"""A baseline on the disk -> what counts in each scenario, and what is found -> a baseline on the disk."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from threatmodel.cli.options import many

if TYPE_CHECKING:
    from threatmodel.model.gate import Baseline
    from threatmodel.model.risk import Band
    from threatmodel.reports.report import Report


def gated(reports: Sequence[Report], level: Band | None, baseline: str | None) -> list[Report]:
    """Return the reports with what counts in each. Raises InputError when a baseline cannot be read or is of others."""
    from threatmodel.model.gate import Gate

    if baseline is None:
        return [replace(report, gate=Gate(level=level)) for report in reports]
    known = _read(baseline)
    names = named(reports, baseline)
    _expect_one_of(known, baseline, names)
    found = []
    for report in reports:
        listed = known.scenarios.get(names[report.scenario.file])
        gate = Gate(level=level, known=listed.findings if listed else {}, is_listed=listed is not None)
        found.append(replace(report, gate=gate))
    return found


def write_baseline(reports: Sequence[Report], file: str) -> None:
    """Write what is found as a baseline, whole or not at all. Raises WriteError when it cannot be written."""
    from threatmodel.reports.to_baseline import to_baseline
    from threatmodel.shell import outputs, terminal

    text = to_baseline(reports, named(reports, file))
    outputs.write({Path(file): text.encode("utf-8")})
    number = sum(one.state != "closed" for report in reports for one in report.analysis.findings)
    terminal.complain([f"{file}: {many(number, 'finding')} of {many(len(reports), 'scenario')} written as baseline"])


def named(reports: Sequence[Report], baseline: str) -> dict[str, str]:
    """Return what each scenario is called in a baseline: its place beside it, wherever one stands; or its own name."""
    folder = Path(baseline).absolute().parent
    return {file: _beside(file, folder) for file in (report.scenario.file for report in reports)}


def _beside(file: str, folder: Path) -> str:
    if not Path(file).exists():
        return file  # a scenario that is shipped
    try:
        return Path(os.path.relpath(Path(file).absolute(), folder)).as_posix()
    except ValueError:  # on another drive of Windows
        return Path(file).absolute().as_posix()


def _read(file: str) -> Baseline:
    from threatmodel.formats.baseline import read_baseline
    from threatmodel.shell.files import Source, read

    return read_baseline(read(Source(name=file, path=Path(file))), file)


def _expect_one_of(known: Baseline, file: str, names: dict[str, str]) -> None:
    """Complain of a baseline that has none of the scenarios that are checked."""
    from threatmodel.model.names import listed
    from threatmodel.model.source import InputError, Problem, Span

    if names and not known.scenarios.keys() & set(names.values()):
        first = next(iter(known.scenarios.values()), None)
        theirs = listed(list(known.scenarios)[:3], "and") if known.scenarios else "no scenario"
        message = f"this is the baseline of {theirs}, not of {listed(list(names.values())[:3])}"
        place = first.span if first is not None else Span(file, 1, 1)
        raise InputError([Problem(span=place, message=message, hint="write one with --write-baseline")])
