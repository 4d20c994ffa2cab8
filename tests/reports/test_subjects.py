from __future__ import annotations

from tests.golden.example import example
from threatmodel.reports.subjects import concerned


def test_what_is_learned_of_somebody_concerns_them() -> None:
    scenario = example().scenario
    assert concerned(scenario, "noor", "messages") == ("mara",)
    assert concerned(scenario, "backup", "messages") == ("mara", "noor")
    assert concerned(scenario, "sam", "who mara is") == ("mara",)
    assert concerned(scenario, "sam", "that mara takes part") == ("mara",)
    assert concerned(scenario, "sam", "the network address of noor") == ("noor",)
