from __future__ import annotations

import pytest

from threatmodel.formats.terms import read_terms
from threatmodel.model.source import InputError


def test_a_term_is_found_by_every_form_of_it() -> None:
    found = read_terms("share: {also: [Pass on], meaning: To give it to others., see: [keep]}", "t")
    assert found.keys() == {"share", "pass-on"}
    assert found["share"] is found["pass-on"]
    term = found["share"]
    assert (term.name, term.also, term.meaning, term.see) == (
        "share",
        ("Pass on",),
        "To give it to others.",
        ("keep",),
    )


def test_all_that_is_wrong_with_the_file_is_said_at_once() -> None:
    with pytest.raises(InputError) as raised:
        read_terms("keep: {also: [kept]}\nhave: {also: [Kept], meaning: To have it., sea: [keep]}", "terms.yaml")
    assert [f"{each}" for each in raised.value.problems] == [
        "terms.yaml:1:7: 'keep' needs 'meaning'",
        "terms.yaml:2:1: 'Kept' stands for 'keep' already",
        "terms.yaml:2:44: unknown key 'sea' in 'have' (did you mean 'see'?)",
    ]
