from __future__ import annotations

import pytest

from tests.checkout import ROOT
from threatmodel.shell.shipped import shipped_scenario, shipped_scenarios


def test_shipped_scenarios_are_the_files_of_the_folder_in_order_of_their_names() -> None:
    texts = {file.stem: file.read_text("utf-8") for file in sorted((ROOT / "scenarios").glob("*.yaml"))}
    assert texts
    assert list(shipped_scenarios().items()) == list(texts.items())


def test_a_shipped_scenario_is_found_by_its_name() -> None:
    assert shipped_scenario("partner-video-call") == (ROOT / "scenarios" / "partner-video-call.yaml").read_text("utf-8")


@pytest.mark.parametrize("name", ["no-such-scenario", "../pyproject", "partner-video-call.yaml", " "])
def test_what_is_not_the_name_of_a_shipped_scenario_is_no_key(name: str) -> None:
    with pytest.raises(KeyError, match=name):
        shipped_scenario(name)
