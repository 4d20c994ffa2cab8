from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from tests.catalogue import own
from threatmodel.catalogue.check import check_catalogue
from threatmodel.model.source import InputError

EXAMPLES = own.THREAT[own.THREAT.index("examples:") :]


def told(*folders: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        check_catalogue([str(folder) for folder in folders])
    root = folders[-1].as_posix()
    return [str(problem).replace(f"{root}/", "") for problem in caught.value.problems]


def test_a_catalogue_that_keeps_what_it_says_is_counted(tmp_path: Path) -> None:
    tried = check_catalogue([own.write(tmp_path)])
    assert tried.parts == {"controls": 1, "kinds": 1, "threats": 1, "words": 1, "places": 0}
    assert tried.examples == 2
    assert tried.replaced == ()


def test_what_takes_the_place_of_something_shipped_is_told_with_its_file(tmp_path: Path) -> None:
    own.write(tmp_path)
    (tmp_path / "threats" / "glasses.yaml").rename(tmp_path / "threats" / "refilming.yaml")
    (tmp_path / "kinds" / "glasses-wearers.yaml").rename(tmp_path / "kinds" / "vr-headset.yaml")
    with (tmp_path / "words.yaml").open("a") as words:
        words.write("app lock: {type: yes/no, on: [person], order: [yes, no], meaning: A lock., question: A lock?}\n")
    (control,) = (tmp_path / "controls").iterdir()
    control.unlink()
    replaced = check_catalogue([str(tmp_path)]).replaced
    assert [str(one) for one in replaced] == [
        "the shipped kind vr-headset",
        "the shipped threat refilming",
        "the shipped word app lock",
    ]
    assert [one.file.removeprefix(f"{tmp_path.as_posix()}/") for one in replaced] == [
        "kinds/vr-headset.yaml",
        "threats/refilming.yaml",
        "words.yaml",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "glasses",
            "family: recording",
            "family: recordin",
            "threats/glasses.yaml:2:9: 'recordin' is not a value of 'family' (did you mean 'recording'?)",
        ),
        (
            "glasses",
            "smart glasses: yes, not",
            "smart glases: yes, not",
            "threats/glasses.yaml:4:20: 'smart glases' is not a condition (did you mean 'smart glasses'?)",
        ),
        (
            "glasses",
            EXAMPLES,
            "",
            "threats/glasses.yaml:1:1: a threat needs 'examples'",
        ),
        (
            "glasses",
            own.THREAT[own.THREAT.index("  - found: no") :],
            "",
            "threats/glasses.yaml:11:3: an example with 'found: no' is missing",
        ),
        (
            "glasses",
            "smart glasses: yes}}",
            "smart glasses: no}}",
            "threats/glasses.yaml:11:5: 'glasses' is not found in this example, which says that it is",
        ),
        (
            "glasses",
            ", smart glasses: yes}}",
            "}}",
            (
                "threats/glasses.yaml:11:5: 'glasses' is not found in this example, which says that it is"
                " (not known: 'smart glasses' of ben)"
            ),
        ),
        (
            "glasses",
            "smart glasses: no}}",
            "smart glasses: yes}}",
            (
                "threats/glasses.yaml:16:5: 'glasses' is found in this example, which says that it is not"
                " (it is glasses/ben/picture)"
            ),
        ),
        (
            "glasses",
            ", smart glasses: no}}",
            "}}",
            (
                "threats/glasses.yaml:16:5: 'glasses' may be found in this example, which says that it is not"
                " (not known: 'smart glasses' of ben)"
            ),
        ),
        ("glasses", "high: 0.2", "high: 1.2", "threats/glasses.yaml:7:30: 'high' is a probability from 0 to 1"),
        ("glasses", "low: 0.1", "low: 0.3", "threats/glasses.yaml:7:19: 'low' is above 'high'"),
        (
            "glasses",
            "{form: kept}",
            "{form: seen}",
            (
                "threats/glasses.yaml:5:11: this leads in a circle: the same holder has that already where the"
                " condition holds (say what comes of it, or leave 'leads to' out)"
            ),
        ),
        (
            "glasses_outside",
            "glasses: strong",
            "glases: strong",
            "controls/glasses-outside.yaml:5:12: 'glases' is not a threat in the catalogue (did you mean 'glasses'?)",
        ),
        (
            "glasses_outside",
            "glasses: strong",
            "glasses: partial",
            (
                "controls/glasses-outside.yaml:1:1: this makes 'glasses' impossible and does not say so"
                " (write 'glasses: strong')"
            ),
        ),
        (
            "glasses_outside",
            "glasses: strong",
            "glasses: strong, refilming: strong",
            (
                "controls/glasses-outside.yaml:1:1: this is called strong for 'refilming' and does not make it"
                " impossible (set what its condition reads, or call it partial)"
            ),
        ),
        (
            "glasses_wearers",
            "glasses: yes",
            "glasses: perhaps",
            "kinds/glasses-wearers.yaml:4:26: 'smart glasses' is yes or no, not 'perhaps'",
        ),
        ("words", "type: yes/no", "type: maybe", "words.yaml:2:9: 'maybe' is not a value of 'type'"),
        ("words", "on: [person]", "on: []", "words.yaml:3:7: 'on' needs a value"),
        ("words", "  on: [person]\n", "", "words.yaml:2:3: the word 'smart glasses' needs 'on'"),
    ],
)
def test_what_a_catalogue_says_wrongly_is_told_with_its_place(
    tmp_path: Path, file: str, old: str, new: str, expected: str
) -> None:
    by_file = {Path(name).stem.replace("-", "_"): text for name, text in own.FILES.items()}
    assert by_file[file].count(old) == 1
    own.write(tmp_path, **{file: by_file[file].replace(old, new)})
    found = told(tmp_path)
    assert any(problem.startswith(expected) for problem in found), found
    if file != "words":  # what a wrong word leads to is told too
        assert len(found) == 1, found


def test_a_source_that_is_not_in_the_list_is_told_and_one_that_is_said_in_full_is_not(tmp_path: Path) -> None:
    own.write(tmp_path, glasses=own.THREAT.replace("[K]", "[S999, A study of our own]"))
    [problem] = told(tmp_path)
    assert problem.startswith("threats/glasses.yaml:9:11: 'S999' is not a source")


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    own.write(
        tmp_path,
        glasses=own.THREAT.replace("smart glasses: no}}", "smart glasses: yes}}"),
        glasses_outside=own.CONTROL.replace("effort: S", "effort: XXL"),
        glasses_wearers=own.KIND.replace("source: K\n", ""),
    )
    (tmp_path / "threats" / "other.yaml").write_bytes(b"title: caf\xe9\n")
    (tmp_path / "threats" / "glasses.yml").write_text(own.THREAT, "utf-8")
    files = [problem.partition(":")[0] for problem in told(tmp_path)]
    assert sorted(set(files)) == [
        "controls/glasses-outside.yaml",
        "kinds/glasses-wearers.yaml",
        "threats/glasses.yaml",
        "threats/glasses.yml",
        "threats/other.yaml",
    ]


def test_what_rests_on_a_wrong_file_is_not_told_to_be_missing(tmp_path: Path) -> None:
    uses = own.THREAT.replace("role: friend, smart glasses: yes}", "role: friend, kind: glasses wearers}")
    own.write(tmp_path, glasses=uses, glasses_wearers=own.KIND.replace("confidence: low", "confidence: none"))
    assert not [problem for problem in told(tmp_path) if "is not a kind" in problem]
    own.write(tmp_path, glasses=own.THREAT.replace("severity: 3", "severity: 9"))
    assert not [problem for problem in told(tmp_path) if "is not a threat" in problem]


@pytest.mark.parametrize("name", ["words.yaml", "kinds/glasses-wearers.yaml"])
def test_a_line_that_is_missing_is_told_or_not_missed(tmp_path: Path, name: str) -> None:
    own.write(tmp_path)
    lines = own.FILES[name].splitlines(keepends=True)
    for number in range(len(lines)):
        (tmp_path / name).write_text("".join(lines[:number] + lines[number + 1 :]), "utf-8")
        with suppress(InputError):  # and nothing else
            check_catalogue([str(tmp_path)])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"title: caf\xe9\n", "is not UTF-8"),
        ("title: A".encode("utf-16"), "UTF-16"),
        (b"title: \x00\n", "U+0000"),
        (b"", "the file is empty"),
        (b"title: [a\n", "other.yaml:"),
        (b"a: &x 1\nb: *x\n", "aliases"),
        (b"!!python/object/apply:os.system [date]\n", "tags"),
        (b"{a: " * 60 + b"}" * 60, "more than 50 levels"),
    ],
)
def test_hostile_and_broken_files_are_refused_in_words(tmp_path: Path, content: bytes, expected: str) -> None:
    own.write(tmp_path)
    (tmp_path / "threats" / "other.yaml").write_bytes(content)
    found = told(tmp_path)
    assert found
    assert all(problem.startswith("threats/other.yaml:") for problem in found)
    assert expected in "\n".join(found)


def test_a_circle_through_other_holders_is_no_mistake(tmp_path: Path) -> None:
    passed_on = own.THREAT.replace("leads to: {form: kept}", "leads to: {to: contact, form: seen}")
    own.write(tmp_path, glasses=passed_on)
    assert check_catalogue([str(tmp_path)]).parts["threats"] == 1


def test_of_two_folders_the_later_one_may_rest_on_the_first(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    own.write(first)
    (second / "controls").mkdir(parents=True)
    (second / "controls" / "glasses-outside.yaml").write_text(own.CONTROL.replace(": strong", ": partial"), "utf-8")
    assert told(first, second) == [
        (
            "controls/glasses-outside.yaml:1:1: this makes 'glasses' impossible and does not say so"
            " (write 'glasses: strong')"
        )
    ]
    with pytest.raises(InputError):
        check_catalogue([str(second)])


def test_a_control_of_the_program_is_held_to_a_threat_that_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "threats").mkdir()
    replaced = own.THREAT.replace("smart glasses: yes, ", "ephemeral: yes, ").replace(
        "smart glasses: yes", "device: own"
    )
    replaced = replaced.replace("smart glasses: no", "device: own").replace(
        "live: yes, consent: {ben: see}}", "ephemeral: yes, consent: {ben: see}}", 1
    )
    (tmp_path / "threats" / "ip-address-disclosure.yaml").write_text(replaced, "utf-8")
    assert any(
        "relay-only-calls.yaml:1:1: this is called strong for 'ip-address-disclosure'" in each
        for each in told(tmp_path)
    )
