from __future__ import annotations

import pytest

from tests.texts import changed, complaints, scenario
from threatmodel.model.source import Span

APP = "  app: {}\n"


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("  Ben: {}\n", "9:3: 'Ben' and 'ben' in line 6 have the same id 'ben' (choose another name)"),
        ("  ben: {}\n", "9:3: 'ben' is already a person, in line 6"),
        (
            "  everyone: {}\n",
            "9:3: 'everyone' cannot be a name: it stands for the public and is always there",
        ),
        ("  everywhere: {}\n", "9:3: 'everywhere' cannot be a name: it says where a control stands"),
        ("  a->b: {}\n", "9:3: 'a->b' cannot be a name: '->' separates the names on a path"),
        ("  '...': {}\n", "9:3: '...' cannot be a name: it holds no letter and no digit"),
        ("  ' x': {}\n", "9:3: ' x' cannot be a name: it starts or ends with a space"),
        (
            '  "a\\tb": {}\n',
            "9:3: 'a b' cannot be a name: it holds a line break or another control character",
        ),
        (
            '  "a\\nb": {}\n',
            "9:3: 'a b' cannot be a name: it holds a line break or another control character",
        ),
        ("  store: [x]\n", "9:10: 'store': expected a mapping ('name: value'), not a list"),
        ("  store: big\n", "9:10: 'store': expected a mapping ('name: value'), not a single value"),
    ],
)
def test_a_name_that_cannot_be_used_is_complained_about(new: str, expected: str) -> None:
    assert complaints(changed(APP, APP + new)) == [expected]


def test_a_name_without_anything_said_of_it_is_known_by_its_name() -> None:
    app = scenario(changed("app: {}", "app:")).holders["app"]
    assert (app.type, app.words, app.span) == ("system", {}, Span("my.yaml", 8, 3))


@pytest.mark.parametrize("name", ["300", "true", "null", "2027-06-30"])
def test_a_name_that_looks_like_something_else_is_a_name(name: str) -> None:
    read = scenario(changed("app: {}", f"{name}: {{}}").replace("-> app ->", f"-> {name} ->"))
    assert name in read.holders


def test_data_may_be_called_like_a_person() -> None:
    assert "ben" in scenario(changed("pic: {about: ana}", "ben: {about: ana}").replace("ben: pic", "ben: ben")).data
