from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threatmodel.model.names import listed, nearest, slug


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("ana", "ana"),
        ("Ben's  cloud", "ben-s-cloud"),
        ("-- app 2.0 --", "app-2-0"),
        ("Zoë", "zoë"),
        ("ＡＢＣ １", "abc-1"),
        ("İstanbul", "i̇stanbul"),
        ("अनिता की फ़ोटो", "अनिता-की-फ़ोटो"),
        ("محادثة", "محادثة"),
        ("🙂", ""),
        ("_", ""),
        ("", ""),
    ],
)
def test_a_slug_keeps_letters_and_digits_of_any_script(name: str, id_: str) -> None:
    assert slug(name) == id_


@given(st.text())
def test_a_slug_is_its_own_slug(name: str) -> None:
    assert slug(slug(name)) == slug(name)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_the_short_way_for_ascii_gives_the_same_as_the_long_way(name: str) -> None:
    words = "".join(character if character.isalnum() else " " for character in name.lower()).split()
    assert slug(name) == "-".join(words)


@pytest.mark.parametrize(
    ("word", "candidates", "expected"),
    [
        ("revaels", ["reveals", "medium"], "reveals"),
        ("calling ap", ["ana", "calling app"], "calling app"),
        ("Own", ["own", "shared"], "own"),
        ("kep", ["see", "keep"], "keep"),
        ("bne", ["ana", "ben"], "ben"),
        ("x", ["a", "b"], None),
        ("zzzzzz", ["ana", "ben"], None),
        ("same", ["same"], None),
        ("aab", ["aac", "aad"], "aac"),
        ("anything", [], None),
    ],
)
def test_the_nearest_word_is_one_slip_away_or_a_few_in_a_long_word(
    word: str, candidates: list[str], expected: str | None
) -> None:
    assert nearest(word, candidates) == expected


@given(st.text(min_size=4, max_size=12), st.data())
def test_one_letter_less_is_always_near(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    shorter = word[:at] + word[at + 1 :]
    assert nearest(shorter, [word]) == word


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c"), ([], "nothing")],
)
def test_words_are_listed_as_a_sentence_does(words: list[str], sentence: str) -> None:
    assert listed(words) == sentence
