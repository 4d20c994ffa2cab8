from __future__ import annotations

import pytest

from tests.texts import changed, complaints, scenario

PIC = "  pic: {about: ana}\n"
FULL = """\
  pic:
    {about: [ana, members], reveals: [face, voice], sensitivity: intimate, medium: video, consent: {ben: see}}
"""


def test_a_copy_takes_over_whom_it_is_about_what_it_reveals_and_what_was_agreed() -> None:
    data = scenario(changed(PIC, "  clip: {made from: pic, made by: app}\n" + FULL)).data
    assert data["clip"].about == ("ana", "members")
    assert data["clip"].consent == data["pic"].consent
    taken_over = {name: said for name, said in data["clip"].words.items() if said.origin == "file"}
    assert taken_over == {name: data["pic"].words[name] for name in ("reveals", "sensitivity")}
    assert (data["clip"].made_from, data["clip"].made_by) == ("pic", ("app",))
    assert list(data) == ["clip", "pic"]


def test_what_a_copy_is_made_of_is_assumed_to_be_what_its_original_is_made_of() -> None:
    words = scenario(changed(PIC, FULL.replace("video", "text") + "  clip: {made from: pic}\n")).data["clip"].words
    assert (words["medium"].value, words["medium"].source) == (("text",), "made from: pic")
    assert (words["live"].value, words["live"].source) == (False, "medium: text")
    assert {words[name].origin for name in ("medium", "live")} == {"preset"}
    assert words["medium"].span.line == 13  # where it is written, so that a change there is one change
    nothing = scenario(changed(PIC, PIC + "  clip: {made from: pic}\n")).data["clip"].words
    assert "medium" not in nothing


@pytest.mark.parametrize("medium", ["text", "unknown"])
def test_who_writes_what_a_copy_is_made_of_is_believed(medium: str) -> None:
    copy = f"  clip: {{made from: pic, medium: {medium}}}\n"
    said = scenario(changed(PIC, FULL + copy)).data["clip"].words["medium"]
    assert (said.origin, said.source) == ("file", "")
    assert said.value != ("video",)


def test_what_is_written_on_a_copy_stays() -> None:
    written = "  clip: {made from: pic, about: ana, reveals: [], sensitivity: unknown, consent: unknown}\n"
    clip = scenario(changed(PIC, FULL + written)).data["clip"]
    assert clip.about == ("ana",)
    assert clip.consent is None
    assert clip.names("reveals") == ()
    assert repr(clip.words["sensitivity"].value) == "unknown"


def test_copies_of_copies_take_over_from_the_first() -> None:
    names = [f"c{number}" for number in range(2000)]
    chain = "".join(
        f"  {name}: {{made from: {other}}}\n" for name, other in zip(names, [*names[1:], "pic"], strict=True)
    )
    data = scenario(changed(PIC, chain + FULL)).data
    assert data["c0"].names("reveals") == ("face", "voice")


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("  pic: {}\n", ["12:3: 'pic' needs 'about' (say whom it is about)"]),
        ("  pic: {about: []}\n", ["12:16: 'pic' is about nobody (say whom it is about)"]),
        ("  pic: {about: }\n", ["12:16: 'about' needs a value"]),
        ("  pic:\n", ["12:7: 'pic' needs a value (expected a mapping ('name: value'))"]),
        ("  pic: {about: anna}\n", ["12:16: 'anna' is not a person or audience (did you mean 'ana'?)"]),
        ("  pic: {about: app}\n", ["12:16: 'app' is a system, not a person or audience"]),
        ("  pic: {about: everyone}\n", ["12:16: 'everyone' is not a person or audience"]),
        ("  pic: {about: [ana, ana]}\n", ["12:22: 'ana' is written twice in 'about'"]),
        (
            "  pic: {about: ana, made by: ap}\n",
            ["12:30: 'ap' is not a person, system or audience (did you mean 'app'?)"],
        ),
        ("  pic: {made from: pci}\n", ["12:20: 'pci' is not data (did you mean 'pic'?)"]),
        ("  pic: {made from: pic}\n", ["12:20: 'pic' is in the end made from itself: pic from pic"]),
        (
            "  pic: {made from: b}\n  b: {made from: pic}\n",
            [
                "12:20: 'pic' is in the end made from itself: pic from b from pic",
                "13:18: 'b' is in the end made from itself: pic from b from pic",
            ],
        ),
        (
            "  pic: {about: ana, revaels: [face]}\n",
            ["12:21: unknown attribute 'revaels' on data (did you mean 'reveals'?)"],
        ),
        (
            "  pic: {abuot: ana}\n",
            [
                "12:3: 'pic' needs 'about' (say whom it is about)",
                "12:9: unknown attribute 'abuot' on data (did you mean 'about'?)",
            ],
        ),
        (
            "  pic: {about: ana}\n  PIC: {about: ana}\n",
            ["13:3: 'PIC' and 'pic' in line 12 have the same id 'pic' (choose another name)"],
        ),
    ],
)
def test_data_that_cannot_be_is_complained_about_once(new: str, expected: list[str]) -> None:
    assert complaints(changed(PIC, new)) == expected
