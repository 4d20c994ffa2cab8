from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.shipped import CATALOGUE
from threatmodel.catalogue.check import check_catalogue
from threatmodel.catalogue.load import load_sources, wrong_sources
from threatmodel.model.literature import cited
from threatmodel.model.source import InputError

THREAT = """\
title: It is kept
family: exposure
on: holding
when: {form: kept}
severity: 2
question: Is it kept?
sources: [S01, S99]
examples:
  - found: yes
    scenario:
      people: {ana: {role: subject}, ben: {}}
      data: {note: {about: ana, medium: text, ephemeral: no}}
      flows: {ana -> ben: note}
  - found: no
    scenario:
      people: {ana: {role: subject}, ben: {}}
      data: {show: {about: ana, medium: video, live: yes}}
      flows: {ana -> ben: show}
"""


def test_every_source_that_the_catalogue_cites_is_there() -> None:
    assert [str(problem) for problem in wrong_sources()] == []


def test_every_threat_and_every_control_that_cites_something_cites_it_by_id() -> None:
    known = load_sources()
    named = [each.sources for part in (CATALOGUE.threats, CATALOGUE.controls) for each in part.values()]
    assert {id_ for sources in named for each in sources for id_ in cited(each)} <= known.keys()
    assert {id_ for kind in CATALOGUE.kinds.values() for id_ in cited(kind.source)} <= known.keys()


def test_a_folder_that_cites_what_there_is_not_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "threats").mkdir()
    (tmp_path / "threats" / "it-is-kept.yaml").write_text(THREAT, "utf-8")
    with pytest.raises(InputError) as caught:
        check_catalogue([str(tmp_path)])
    told = {problem.message: problem.span for problem in caught.value.problems}
    span = told["'S99' is not a source in the catalogue"]
    assert (Path(span.file).name, span.line, span.column) == ("it-is-kept.yaml", 7, 16)


def test_no_command_reads_the_sources_that_shows_none() -> None:
    code = (
        "import sys\nfrom threatmodel.catalogue.load import load_catalogue\nload_catalogue()\n"
        "sys.exit('threatmodel.formats.sources' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
