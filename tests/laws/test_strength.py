from __future__ import annotations

from dataclasses import replace
from typing import Final, Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.catalogues import CHOICES, HERE, ITEMS, WORDS, catalogue, control, threat
from tests.laws.changes import everywhere
from tests.laws.engine import analysed, findings
from tests.laws.reference_words import unsafe
from tests.laws.scenarios import Case, cases
from threatmodel.model.catalogue import Catalogue, When
from threatmodel.model.elements import Scenario, Value

ASKED = ("join", "clips", "notice", "two-step login", "device", "size", "assessment done")
"""Ordered words that decide nothing about what flows."""

PLACES: Final = ("person", "system", "audience", "scenario")


def values_of(word: str) -> list[Value]:
    return list(next(values[word] for values in CHOICES.values() if word in values))


def of_threat(scenario: Scenario, catalogue: Catalogue, id_: str) -> dict[str, str]:
    return {
        found: state for found, state in findings(analysed(scenario, catalogue)).items() if found.split("/")[0] == id_
    }


@settings(max_examples=120)
@given(cases(controlled=False), st.sampled_from(ASKED), st.data())
def test_a_control_everywhere_removes_all_findings_whose_condition_it_falsifies_and_no_other(
    case: Case, name: str, more: st.DataObject
) -> None:
    word, values = WORDS[name], values_of(name)
    wanted = more.draw(st.sampled_from([value for value in values if unsafe(word, value) > 0]))
    sees_to = more.draw(st.sampled_from(values))
    strong = unsafe(word, sees_to) < unsafe(word, wanted)
    asking = threat(
        "asking", "scenario" if word.on == ("scenario",) else "holding", When(words={name: (wanted,)}, span=HERE)
    )
    on: tuple[Literal["person", "system", "audience", "path", "scenario"], ...] = tuple(
        place for place in PLACES if place in word.on
    )
    known = catalogue({**case.catalogue.threats, "asking": asking}, {"moving": control("moving", on, {name: sees_to})})
    before = of_threat(case.scenario, known, "asking")
    after = of_threat(replace(case.scenario, controls=(everywhere("moving"),)), known, "asking")
    assert after == ({} if strong else before)


@settings(max_examples=120)
@given(cases(controlled=False), st.sets(st.sampled_from(ITEMS), min_size=1, max_size=2), st.data())
def test_what_every_path_removes_is_revealed_nowhere_and_what_stays_is_found_as_before(
    case: Case, removed: set[str], more: st.DataObject
) -> None:
    revealing = more.draw(st.sets(st.sampled_from(ITEMS), min_size=1, max_size=2))
    asking = threat("asking", "holding", When(reveals=tuple(sorted(revealing)), span=HERE))
    cutting = control("cutting", ("path",), {}, tuple(sorted(removed)))
    known = catalogue({"asking": asking}, {"cutting": cutting})
    alone = {
        name: replace(datum, about=("ana",), made_from=None, made_by=()) for name, datum in case.scenario.data.items()
    }
    scenario = replace(case.scenario, data=alone)
    before = of_threat(scenario, known, "asking")
    after = of_threat(replace(scenario, controls=(everywhere("cutting"),)), known, "asking")
    if revealing <= removed:
        assert after == {}
    elif not revealing & removed:
        assert after == before
    else:
        assert after.items() <= before.items()


def test_the_words_asked_for_take_both_strong_and_weak_values() -> None:
    """The first law above would hold of a catalogue in which every control is strong."""
    assert all(len(values_of(name)) > 1 and WORDS[name].ordered for name in ASKED)
    weak = [name for name in ASKED if len([value for value in values_of(name) if unsafe(WORDS[name], value) > 0]) > 1]
    assert {"join", "notice", "device"} <= set(weak)
