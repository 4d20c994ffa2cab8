from __future__ import annotations

from dataclasses import replace

from tests.golden.example import catalogue, example, report
from tests.pages import nothing_found
from threatmodel.model.findings import State
from threatmodel.reports.page.summary import matters
from threatmodel.reports.report import Report


def test_the_gravest_point_the_best_question_and_the_best_control_are_named() -> None:
    found, question, helps = matters(example())
    first, *others = example().analysis.points
    assert found.startswith(f"Something gets past what was agreed at {len(others)} disclosure points")
    assert ", not counting 1 where all is accepted; the highest risk, high: " in found
    assert found.endswith(f": {first.datum} {first.form} by {first.holder} (agreed: nothing).")
    assert example().analysis.questions[0].ask in question
    assert helps.startswith(
        "What helps most: “another design for messages at sam” bears on 1 of 5 findings and removes 1; 3 "
    )


def test_where_nothing_is_found_it_says_what_was_not_looked_at() -> None:
    threats = len(catalogue().threats)
    assert matters(nothing_found()) == (
        f"Nothing was found of {threats} threats that were looked for; what is not written was not looked at.",
        "No question is open: all that decides something is written, or assumed from kinds (1 value).",
        "There is nothing that a control would have to close.",
    )


def test_points_that_hang_on_what_is_not_known_are_counted_as_such() -> None:
    base = example()
    doubtful = tuple(replace(point, certain=False) for point in base.analysis.points)
    (first, *_) = matters(replace(base, analysis=replace(base.analysis, points=doubtful)))
    assert "disclosure points, if what is not known turns out so, not" in first
    one = (doubtful[0], *(replace(point, certain=True) for point in doubtful[1:]))
    (first, *_) = matters(replace(base, analysis=replace(base.analysis, points=one)))
    assert " (1 of them only if what is not known turns out so)" in first


def test_what_was_accepted_is_not_told_as_open() -> None:
    found, _, helps = matters(all_in("accepted"))
    assert found == f"Nothing is left open: {len(example().analysis.findings)} findings are accepted."
    assert helps == "There is nothing that a control would have to close; what is asked above or was accepted remains."


def test_findings_without_a_disclosure_point_are_not_told_as_getting_past_consent() -> None:
    base = example()
    open_ = replace(base, analysis=replace(base.analysis, points=()))
    assert matters(open_)[0].startswith("Nothing gets past what was agreed, but there are ")
    undecided = replace(all_in("undecided"), analysis=replace(all_in("undecided").analysis, points=()))
    assert matters(undecided)[0].startswith("Nothing was found that surely holds; ")


def test_a_catalogue_without_controls_is_said_to_help_with_nothing() -> None:
    base = watched("no")
    bare = replace(base, catalogue=replace(base.catalogue, controls={}))
    assert matters(bare)[2].startswith("No control in the catalogue bears on what was found (")


def test_what_closes_is_told_apart_from_what_only_bears_on_it() -> None:
    assert matters(watched("no"))[2] == (
        "What closes most: “Log who looks”, 1 of 11 findings; what bears on most: “Block screen capture”, 5; "
        "10 are of a kind that no control closes."
    )
    assert matters(watched("yes"))[2] == (
        "What helps most: “Block screen capture” bears on 5 of 10 findings; 10 are of a kind that no control closes."
    )


def all_in(state: State) -> Report:
    """The example with every finding in one state."""
    base = example()
    findings = tuple(replace(finding, state=state) for finding in base.analysis.findings)
    ids = tuple(finding.id for finding in findings)
    points = tuple(replace(point, findings=ids) for point in base.analysis.points)
    return replace(base, analysis=replace(base.analysis, findings=findings, points=points))


def watched(logged: str) -> Report:
    """Five people see something, and a system keeps it in which it is logged, or not, who looks."""
    people = ("ben", "cleo", "dan", "eli", "fay")
    return report(
        "title: T\ncontent note: Nothing is described.\nintensity: low\nassessment done: yes\n"
        f"people:\n  ana: {{role: subject}}\n{''.join(f'  {name}: {{}}{chr(10)}' for name in people)}"
        f"systems:\n  box: {{keeps: 1y, end-to-end encrypted: no, access logged: {logged}}}\n"
        "data:\n  pic: {about: ana, medium: video, live: yes, ephemeral: no, "
        f"consent: {{box: keep, {', '.join(f'{name}: see' for name in people)}}}}}\n"
        "  copy: {about: ana, medium: text, live: no, ephemeral: no, consent: {box: keep}}\n"
        f"flows:\n  ana -> box: copy\n{''.join(f'  ana -> {name}: pic{chr(10)}' for name in people)}",
        "watched.yaml",
    )
