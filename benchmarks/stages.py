"""A program that checks a scenario as `threatmodel check` does, and prints how long each part of it took (CPU ms)."""

from __future__ import annotations

import json
import sys
from time import process_time

started = process_time()


def main(file: str) -> None:
    """Go the way of `check`, with the time after each stage. Modules are imported first, to tell them apart."""
    times = {"starting Python": started}

    def stage(name: str) -> None:
        times[name] = process_time() - sum(times.values())

    import threatmodel.cli  # noqa: PLC0415 - what is measured

    stage("importing click and the commands")
    import threatmodel.formats.scenario  # noqa: PLC0415

    stage("importing the reader")
    import threatmodel.catalogue.load  # noqa: PLC0415

    stage("importing the catalogue")
    import threatmodel.analysis.analyse  # noqa: PLC0415

    stage("importing the engine")
    from threatmodel.reports.report import Report  # noqa: PLC0415
    from threatmodel.reports.terminal.to_text import to_text  # noqa: PLC0415
    from threatmodel.shell import files, terminal  # noqa: PLC0415

    stage("importing reports and shell")
    catalogue = threatmodel.catalogue.load.load_catalogue()
    stage("reading the catalogue")
    from threatmodel import pipeline  # noqa: PLC0415

    source = files.sources([file])[0]
    scenario = pipeline.read(files.read(source), source.name, catalogue)
    stage("reading the scenario")
    report: Report = pipeline.study(scenario, catalogue, today="2026-01-01", program="")
    stage("analysing")
    terminal.say(to_text([report], everything=False))
    stage("printing")
    print(json.dumps(times))


if __name__ == "__main__":
    main(sys.argv[1])
