from __future__ import annotations

import pytest

from threatmodel.catalogue.language import load_kinds, load_words
from threatmodel.catalogue.package_files import entries
from threatmodel.model.names import slug
from threatmodel.model.source import InputError

WORDS = load_words()
KINDS = load_kinds(WORDS)


def test_every_word_says_where_it_stands_and_what_it_means() -> None:
    assert len(WORDS) > 40
    for word in WORDS.values():
        assert word.on, word.name
        assert word.meaning.endswith("."), word.name
        assert not word.question or word.question.endswith("?"), word.name


def test_every_question_names_its_place_in_words_that_are_filled_in() -> None:
    for word in WORDS.values():
        assert word.question.format(place="x", about="y") == word.question.replace("{place}", "x").replace(
            "{about}", "y"
        )


def test_what_systems_remove_is_something_that_data_reveals() -> None:
    assert set(WORDS["removes"].values) == set(WORDS["reveals"].values)
    assert set(WORDS["blurs"].values) <= set(WORDS["reveals"].values)


def test_the_kinds_are_read_in_the_order_of_their_ids() -> None:
    assert list(KINDS) == sorted(KINDS)
    assert list(KINDS) == [name for name, _ in entries("kinds")]
    assert {"video-conference", "cloud-backup", "household-bystander", "public-viewer"} <= KINDS.keys()


def test_a_kind_presets_something_and_says_why() -> None:
    for kind in KINDS.values():
        assert slug(kind.id) == kind.id
        assert kind.implies, kind.id
        assert kind.why.endswith("."), kind.id
        assert {written.source for written in kind.implies.values()} == {kind.id}


def test_the_problems_of_all_kinds_are_told_at_once() -> None:
    fewer = {name: word for name, word in WORDS.items() if name not in ("keeps", "device")}
    with pytest.raises(InputError) as caught:
        load_kinds(fewer)
    files = {problem.span.file for problem in caught.value.problems}
    assert {"catalogue/kinds/cloud-backup.yaml", "catalogue/kinds/household-bystander.yaml"} <= files


def test_a_place_in_the_catalogue_is_the_same_wherever_the_package_is() -> None:
    assert str(WORDS["role"].span).startswith("catalogue/words.yaml:")
