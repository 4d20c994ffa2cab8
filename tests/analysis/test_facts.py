from __future__ import annotations

from collections.abc import Callable, Iterator
from types import CodeType, FunctionType
from typing import Any

import pytest

from tests.scenes import analysed, control, findings, graph, threat, when
from tests.shipped import CATALOGUE
from threatmodel.analysis.facts import FACTS, NAMED, OF_STRANGERS, OF_SUBJECTS, Place
from threatmodel.analysis.readings import Reading, Truth


def asked(fact: str, text: str, holder: str | None = "ben", datum: str | None = "pic") -> Reading:
    compiled = graph(text)
    return FACTS[fact](
        Place(
            graph=compiled,
            holder=compiled.roster.number(holder) if holder else None,
            datum=compiled.roster.datum_number[datum] if datum else None,
        )
    )


PERSON = """
    people: {{sam: {{role: subject}}, ana: {{role: {role}{more}}}, ben: {{role: viewer{ben}}}}}
    data: {{pic: {{about: ana}}}}
    flows: {{ana -> ben: pic}}
    """


def of_subject(fact: str, more: str = "", role: str = "subject", ben: str = "") -> Reading:
    return asked(fact, PERSON.format(role=role, more=more and f", {more}", ben=ben))


@pytest.mark.parametrize(
    ("fact", "yes", "no", "word"),
    [
        ("named-in-public", "named in public: yes", "named in public: no", "named in public"),
        ("reused-identifier", "reuses identifiers: yes", "reuses identifiers: no", "reuses identifiers"),
        ("subject-at-legal-risk", "legal risk: yes", "legal risk: no", "legal risk"),
        ("subject-is-paid", "paid to: self", "paid to: nobody", "paid to"),
        ("subject-is-paid", "paid to: other", "paid to: nobody", "paid to"),
        ("everybody-must-agree", "recording needs: everybody", "recording needs: one party", "recording needs"),
    ],
)
def test_a_fact_about_the_subject_is_read_from_the_subject_and_asked_there(
    fact: str, yes: str, no: str, word: str
) -> None:
    assert of_subject(fact, yes).truth is True
    assert of_subject(fact, no).truth is False
    unknown = of_subject(fact)
    assert unknown.truth is None
    assert [(one.word, one.place) for one in unknown.unsettled] == [(word, "ana")]


def test_a_bystander_is_in_view_where_the_datum_is_about_one() -> None:
    assert of_subject("bystander-in-view", role="bystander").truth is True
    assert of_subject("bystander-in-view").truth is False


@pytest.mark.parametrize(
    ("fact", "more"), [("named-in-public", "named in public: yes"), ("reused-identifier", "reuses identifiers: yes")]
)
def test_who_knows_somebody_gains_nothing_from_a_search_for_them(fact: str, more: str) -> None:
    assert of_subject(fact, more, ben=", knows: [ana]").truth is False


def test_facts_about_a_subject_are_about_the_others_where_the_holder_is_one() -> None:
    both = """
        people: {ana: {role: bystander, legal risk: yes}, ben: {role: subject, legal risk: no}}
        data: {pic: {about: [ana, ben]}}
        flows: {ana -> ben: pic}
        """
    assert asked("bystander-in-view", both, "ben").truth is True
    assert asked("bystander-in-view", both, "ana").truth is False
    assert asked("subject-at-legal-risk", both, "ana").truth is False


@pytest.mark.parametrize(
    ("more", "truth"),
    [
        ("age: minor", True),
        ("age: minor, minors possible: no", True),
        ("age: adult verified, minors possible: yes", False),
        ("age: adult verified", False),
        ("age: adult stated, minors possible: yes", True),
        ("age: adult stated, minors possible: no", False),
        ("age: adult stated", None),
        ("minors possible: no", False),
        ("minors possible: yes", None),
        ("", None),
    ],
)
def test_a_subject_may_be_a_minor_unless_that_is_ruled_out(more: str, truth: Truth) -> None:
    assert of_subject("subject-may-be-minor", more).truth is truth


AUDIENCE_OF_MINORS = """
    people: {{sam: {{role: subject}}, ben: {{role: viewer}}}}
    audiences: {{class: {{size: 20{more}}}}}
    data: {{pic: {{about: class}}}}
    flows: {{class -> ben: pic}}
    """


@pytest.mark.parametrize(
    ("more", "truth"), [(", minors possible: yes", True), (", minors possible: no", False), ("", None)]
)
def test_of_an_audience_it_is_said_whether_minors_are_possible(more: str, truth: Truth) -> None:
    assert asked("subject-may-be-minor", AUDIENCE_OF_MINORS.format(more=more)).truth is truth


KEEPING = """
    people: {{ana: {{role: subject}}}}
    systems: {{app: {{{keeps}}}}}
    data: {{pic: {{about: ana{needed}}}}}
    flows: {{ana -> app: pic}}
    """


@pytest.mark.parametrize(
    ("keeps", "needed", "truth", "asks"),
    [
        ("keeps: 1y", ", needed for: 30d", True, []),
        ("keeps: 30d", ", needed for: 30d", False, []),
        ("keeps: 7d", ", needed for: 30d", False, []),
        ("keeps: forever", ", needed for: forever", False, []),
        ("", ", needed for: 30d", None, [("keeps", "app")]),
        ("keeps: 1y", "", None, [("needed for", "pic")]),
        ("keeps: nothing", "", False, []),
    ],
)
def test_kept_longer_than_needed_compares_what_the_holder_keeps_with_what_is_needed(
    keeps: str, needed: str, truth: Truth, asks: list[tuple[str, str]]
) -> None:
    reading = asked("kept-longer-than-needed", KEEPING.format(keeps=keeps, needed=needed), "app")
    assert reading.truth is truth
    assert [(one.word, one.place) for one in reading.unsettled] == asks


def test_a_control_that_sees_to_what_is_needed_at_most_keeps_nothing_for_longer() -> None:
    short = control("short", kind="limit", on=("system",), sets={"keeps": 0.0})
    excessive = threat("excessive", when(facts=("kept-longer-than-needed",)))
    scene = """
        people: {ana: {role: subject}}
        systems: {app: {end-to-end encrypted: no}}
        data: {log: {about: ana, medium: text, needed for: 30d, consent: {app: keep}}}
        flows: {ana -> app: log}
        controls: {short: {on: app, keeps: 30d}}
        """
    assert findings(analysed(scene, excessive, controls=[short])) == {"excessive/app/log": "closed"}


WAYS = """
    people: {ana: {role: subject}, ben: {role: partner}}
    systems: {app: {}, cloud: {}}
    audiences: {fans: {size: 3}}
    data: {pic: {about: ana}, stream: {about: ana}}
    flows:
      ana -> app -> ben: pic
      ana -> cloud: pic
      ana -> app -> fans: stream
    """


@pytest.mark.parametrize(
    ("holder", "datum", "truth"),
    [("app", "pic", True), ("cloud", "pic", False), ("ben", "pic", False), ("app", "stream", False)],
)
def test_a_holder_between_the_ends_of_a_way_to_one_person_only_passes_it_on(
    holder: str, datum: str, truth: Truth
) -> None:
    assert asked("only-passes-through", WAYS, holder, datum).truth is truth


SERIES = """
    people: {{ana: {{role: subject}}, eve: {{role: friend}}, ben: {{role: staff}}}}
    data: {{pic: {{about: ana, reveals: [timing]}}, log: {{about: {about}, reveals: [{reveals}]}}}}
    systems: {{app: {{}}}}
    flows: {{ana -> ben: pic, {starter} -> app -> ben: log}}
    """


@pytest.mark.parametrize(
    ("about", "reveals", "truth"),
    [("ana", "timing", True), ("ana", "amount, name", True), ("ana", "name", False), ("eve", "timing", False)],
)
def test_series_join_where_other_times_or_amounts_of_the_same_person_are_held(
    about: str, reveals: str, truth: Truth
) -> None:
    assert asked("series-joinable", SERIES.format(about=about, reveals=reveals, starter=about)).truth is truth


SHARED = """
    people: {{ana: {{role: subject}}, ben: {{role: subject}}, eve: {{role: friend}}}}
    data:
      pic: {{about: [ana, ben], reveals: [timing]}}
      log: {{about: {about}, reveals: [timing], made by: eve}}
    flows: {{ana -> ben: pic, eve -> ben: log}}
    """


@pytest.mark.parametrize(("about", "truth"), [("ana", True), ("ben", False), ("eve", False), ("[eve, ana]", True)])
def test_series_at_one_of_several_join_with_those_of_the_others(about: str, truth: Truth) -> None:
    assert asked("series-joinable", SHARED.format(about=about)).truth is truth


def test_one_datum_alone_is_no_series_to_join() -> None:
    assert of_subject("series-joinable").truth is False


MEANT = """
    people: {{ana: {{role: subject}}, ben: {{role: viewer}}}}
    systems: {{app: {{}}, cloud: {{}}}}
    audiences: {{fans: {{size: 3{meant}}}}}
    data: {{pic: {{about: ana}}}}
    flows: {{ana -> app -> fans: pic, ana -> ben: pic, ana -> cloud: pic}}
    """


@pytest.mark.parametrize(
    ("holder", "meant", "truth"),
    [
        ("ben", "", True),
        ("app", "", False),
        ("cloud", "", False),
        ("fans", ", meant for: one", True),
        ("fans", ", meant for: closed", True),
        ("fans", ", meant for: subscribers", False),
        ("fans", ", meant for: public", False),
        ("fans", "", None),
    ],
)
def test_a_person_and_a_closed_group_are_few(holder: str, meant: str, truth: Truth) -> None:
    assert asked("meant-for-few", MEANT.format(meant=meant), holder).truth is truth


SYSTEM = """
    people: {{ana: {{role: subject}}}}
    systems: {{app: {{{says}}}}}
    data: {{pic: {{about: ana}}}}
    flows: {{ana -> app: pic}}
    """


@pytest.mark.parametrize(
    ("says", "truth"),
    [
        ("hosts posts: yes, amplified: yes", True),
        ("hosts posts: yes, amplified: no", False),
        ("hosts posts: no", False),
        ("hosts posts: yes, amplified: unknown", None),
    ],
)
def test_a_system_amplifies_what_people_post_there(says: str, truth: Truth) -> None:
    assert asked("amplified-here", SYSTEM.format(says=says), "app").truth is truth
    assert asked("amplified-here", SYSTEM.format(says=says), "ana").truth is False


@pytest.mark.parametrize(
    ("says", "truth"), [("deletes on request: no", True), ("deletes on request: yes", False), ("", None)]
)
def test_copies_stay_where_nothing_goes_away_on_request(says: str, truth: Truth) -> None:
    assert asked("copies-stay", SYSTEM.format(says=says), "app").truth is truth


@pytest.mark.parametrize(
    ("says", "truth"),
    [("rewards disclosure: yes", True), ("rewards disclosure: no", False), ("rewards disclosure: unknown", None)],
)
def test_somebody_earns_where_a_way_of_theirs_passes_what_rewards_showing_more(says: str, truth: Truth) -> None:
    assert asked("earns-here", SYSTEM.format(says=says), "ana", None).truth is truth


def test_who_begins_no_way_earns_nothing() -> None:
    assert asked("earns-here", WAYS, "ben", None).truth is False


REMOVAL = """
    people: {{ana: {{role: subject}}}}
    systems: {{app: {{{says}}}}}
    data: {{pic: {{about: ana}}}}
    flows: {{ana -> app: pic}}
    """


@pytest.mark.parametrize(
    ("says", "truth"),
    [
        ("report channel: no, removal within: 1h", True),
        ("report channel: yes, removal within: 48h", False),
        ("report channel: yes, removal within: 3d", True),
        ("report channel: yes, removal within: forever", True),
        ("report channel: no", True),
        ("removal within: forever", True),
        ("report channel: yes", None),
        ("", None),
    ],
)
def test_removal_is_not_promised_without_a_channel_or_within_two_days(says: str, truth: Truth) -> None:
    assert asked("removal-not-promised", REMOVAL.format(says=says), "app", None).truth is truth


def test_a_fact_that_needs_a_holder_or_a_datum_is_false_without_one() -> None:
    text = PERSON.format(role="subject", more="", ben="")
    for fact in ("kept-longer-than-needed", "series-joinable", "removal-not-promised"):
        assert asked(fact, text, None, None).truth is False


def words_in(function: Callable[..., Any], seen: set[object]) -> Iterator[str]:
    """Yield every word of the vocabulary that stands in the code of a fact, or of what it calls beside it."""
    if not isinstance(function, FunctionType) or function in seen:
        return
    seen.add(function)
    pending: list[CodeType] = [function.__code__]
    while pending:
        code = pending.pop()
        pending += (each for each in code.co_consts if isinstance(each, CodeType))
        yield from (each for each in code.co_consts if isinstance(each, str) and each in CATALOGUE.words)
        for name in code.co_names:
            called = function.__globals__.get(name)
            for each in called if isinstance(called, tuple) else (called,):
                yield from words_in(each, seen)


@pytest.mark.parametrize("fact", FACTS)
def test_the_words_that_a_fact_is_said_to_read_are_those_in_its_code(fact: str) -> None:
    by_name = {"knows"} & set(NAMED[fact].reads)  # asked of the graph, which has it from the word
    assert set(NAMED[fact].reads) == {*words_in(FACTS[fact], set())} | by_name


def test_what_only_counts_of_strangers_reads_who_knows_whom() -> None:
    asking = {fact for fact in FACTS if "strangers" in FACTS[fact].__code__.co_names}
    assert {fact for fact in FACTS if "knows" in NAMED[fact].reads} == asking


def looked_at(function: Callable[..., Any]) -> Iterator[str]:
    """Yield what a fact asks a place for, by itself."""
    pending: list[CodeType] = [function.__code__]
    while pending:
        code = pending.pop()
        pending += (each for each in code.co_consts if isinstance(each, CodeType))
        yield from (name for name in code.co_names if isinstance(getattr(Place, name, None), property))


def test_the_facts_that_are_asked_once_of_the_same_people_look_at_nothing_else() -> None:
    asked = {fact: {*looked_at(FACTS[fact])} for fact in FACTS}
    assert {fact for fact, names in asked.items() if names <= {"subjects", "strangers"} and names} == OF_SUBJECTS
    assert {fact for fact in OF_SUBJECTS if "strangers" in asked[fact]} == OF_STRANGERS


def test_every_fact_says_what_it_is_in_one_sentence() -> None:
    assert [name for name, fact in NAMED.items() if not fact.meaning.endswith(".") or ". " in fact.meaning] == []
