from __future__ import annotations

from typing import get_args

from threatmodel.catalogue.load import load_keys
from threatmodel.model.keys import KeyPlace
from threatmodel.reports.terminal.language_key import STANDS, about_key, as_json, listed_keys, stands
from threatmodel.reports.terminal.lines import columns, plain

KEYS = load_keys()


def test_every_place_has_words() -> None:
    assert set(STANDS) == set(get_args(KeyPlace))
    assert stands(KEYS["because"]) == "under `accepted`, under `estimates` and in a question of the quiz"


def test_a_key_is_shown_with_where_it_stands_what_may_be_written_and_how() -> None:
    assert plain(about_key(KEYS["made from"])) == (
        "made from\n"
        "key of the language, stands on data\n"
        "\n"
        "What it is a copy of, such as a recording. Whom it is about, what it reveals,\n"
        "how sensitive it is and the consent are taken over from there unless they are\n"
        "written; what it is made of (`medium`) likewise, as an assumption.\n"
        "\n"
        "It says: the name of other data\n"
        "Such as: made from: live picture\n"
    )


def test_the_list_holds_every_key_and_is_no_wider_than_eighty_columns() -> None:
    rows = plain(listed_keys(KEYS)).splitlines()
    assert [name for name in KEYS if not any(row.startswith(f"{name} (") for row in rows)] == []
    assert [row for row in rows if columns(row) > 80] == []


def test_a_program_is_told_the_same() -> None:
    assert as_json(KEYS["by"]) == {
        "name": "by",
        "in": ["accepted"],
        "says": "a text",
        "meaning": "Who decided.",
        "example": "",
    }
