from __future__ import annotations

from dataclasses import replace

from tests.scenes import catalogue, control, threat, when
from tests.shipped import CATALOGUE
from threatmodel.reports.terminal.catalogue_word import about_fact, about_word
from threatmodel.reports.terminal.lines import plain

KNOWN = catalogue(
    threat("open-door", when(form="seen", words={"join": ("link",)})),
    threat("dark", when(form="seen", words={"recording light": (False,)})),
    controls=[control("personal", sets={"join": "personal link"})],
)
KNOWN = replace(
    KNOWN, kinds={id_: KNOWN.kinds[id_] for id_ in ("group-messenger", "video-conference", "web-chat-room")}
)


def shown(word: str) -> str:
    return plain(about_word(KNOWN, KNOWN.words[word]))


def test_a_word_is_shown_with_its_values_its_question_and_who_reads_it() -> None:
    assert shown("join") == (
        "join\n"
        "word, may stand on audience, system\n"
        "\n"
        "What somebody needs to get in.\n"
        "\n"
        "It says: by name, personal link, waiting room, password, link, open (from safe\n"
        "  to unsafe); or unknown\n"
        "When it is missing: What does somebody need to get into …: a place on a list, a\n"
        "  link of their own, a host who lets them in, a password, the link alone, or\n"
        "  nothing?\n"
        "\n"
        "Threats that read it\n"
        "  open-door: link, or less safe\n"
        "Controls that set it\n"
        "  personal: at least as safe as personal link\n"
        "Kinds that assume it\n"
        "  link: group messenger, video conference\n"
        "  open: web chat room\n"
    )


def test_a_word_that_nothing_reads_and_nobody_asks_for_says_so() -> None:
    text = shown("operator")
    assert "When it is missing: it is not asked for; a yes/no is no, a list is empty\n" in text
    assert "Threats that read it: none; how data gets on, and what it tells, may depend on\n  it\n" in text
    assert "Controls that set it: none\n" in text
    assert text.endswith("Kinds that assume it: none\n")


def test_what_a_value_implies_is_shown() -> None:
    assert "  live: yes implies ephemeral: no\n" in shown("live")


def test_a_word_that_only_facts_read_names_them_and_who_asks_them() -> None:
    text = plain(about_word(CATALOGUE, CATALOGUE.words["recording needs"]))
    assert "Threats that read it: through facts only\nFacts that read it\n" in text
    assert "\n  everybody-must-agree, asked by recording-law-mismatch\n" in text


def test_where_a_person_is_asked_something_else_than_an_audience_both_are_shown() -> None:
    text = " ".join(plain(about_word(CATALOGUE, CATALOGUE.words["minors possible"])).split())
    assert "When it is missing for a person: Could … be younger than stated?" in text
    assert "When it is missing for an audience: Could there be young people among …?" in text


def test_a_fact_is_shown_with_what_it_means_what_it_reads_and_who_asks_it() -> None:
    assert plain(about_fact(CATALOGUE, CATALOGUE.facts["subject-vulnerable"])) == (
        "subject-vulnerable\n"
        "fact, which conditions of threats ask\n"
        "\n"
        "It holds where: The datum is about somebody who can be hurt by a detail that\n"
        "  would not hurt others.\n"
        "It reads: vulnerable\n"
        "\n"
        "Threats that ask it\n"
        "  vulnerable-attribute-disclosure\n"
    )


def test_every_word_of_the_program_can_be_shown() -> None:
    for word in CATALOGUE.words.values():
        assert plain(about_word(CATALOGUE, word)).startswith(f"{word.name}\n")
