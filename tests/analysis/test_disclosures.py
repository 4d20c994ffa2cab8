from __future__ import annotations

from tests.scenes import leads_to, studied, threat, when
from threatmodel.analysis.derivation import Fact
from threatmodel.analysis.disclosures import MOST_NAMED, Point, behind
from threatmodel.analysis.findings import Study

RECORD = threat("record", when(form="seen", not_agreed="keep"), leads_to(form="kept"))
FORWARD = threat("forward", when(form="kept", not_agreed="share"), leads_to(to="contact", form="kept"))
SCENE = """
    people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
    data:
      call: {about: ana, live: yes, consent: {ben: see}}
      pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}
    flows: {ana -> ben: [call, pic], ben -> eve: pic}
    """


def name(looked_at: Study, holding: int) -> str:
    holder, datum = looked_at.graph.split(holding)
    return f"{looked_at.graph.roster.holder_name(holder)}: {looked_at.graph.roster.datum_name(datum)}"


def reached(looked_at: Study) -> list[tuple[str, int, bool, int]]:
    return [(name(looked_at, one.holding), one.form, one.certain, len(one.crossings)) for one in looked_at.points]


def test_a_point_is_where_a_crossing_reaches_from_agreed_facts() -> None:
    assert reached(studied(SCENE)) == [("eve: pic", 2, True, 1)]


def test_what_threats_lead_to_from_agreed_facts_is_a_point_too() -> None:
    assert sorted(reached(studied(SCENE, RECORD, FORWARD))) == [
        ("a contact of ben: pic", 2, True, 1),
        ("ben: call", 2, True, 1),
        ("eve: pic", 2, True, 1),
    ]


def test_a_threat_that_leads_to_several_forms_makes_a_point_in_the_highest() -> None:
    seen, published = leads_to(form="seen"), leads_to(form="published")
    for consequences in ((seen, published), (published, seen)):
        told = reached(studied(SCENE, threat("spread", when(form="kept"), *consequences)))
        assert ("ben: pic", 3, True, 1) in told


def test_several_crossings_to_one_holding_make_one_point_at_the_highest_form() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
        data: {call: {about: ana, live: yes, consent: {ben: keep}}}
        flows: {ana -> ben: call, ben -> eve: call, ana -> eve: call}
        """
    give = threat("give", when(form="seen", words={"role": ("friend",)}), leads_to(form="kept"))
    assert reached(studied(text, give)) == [("eve: call", 1, True, 2)]


def test_a_point_is_certain_when_a_sure_crossing_goes_past_what_was_agreed() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
        data: {pic: {about: ana, medium: image, consent: {ben: see}}, note: {about: ana, medium: text, ephemeral: no}}
        flows: {ana -> ben: [pic, note]}
        """
    assert reached(studied(text)) == [("ben: pic", 2, False, 1), ("ben: note", 2, False, 1)]


def test_the_form_of_a_certain_point_is_certain() -> None:
    text = """
        people: {ana: {role: subject}}
        systems: {app: {end-to-end encrypted: no}}
        data: {log: {about: ana, medium: text, consent: {}}}
        flows: {ana -> app: log}
        """
    [point] = studied(text).points
    assert (point.form, point.possible_form, point.certain) == (1, 2, True)


def test_what_only_informs_conditions_and_what_concerns_nobody_else_are_no_points() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: viewer}}
        data: {post: {about: ana, medium: text, ephemeral: no, reveals: [handle], consent: {ben: keep}}}
        flows: {ana -> ben: post}
        """
    assert reached(studied(text)) == []


def points_behind(looked_at: Study) -> dict[tuple[str, int], list[str]]:
    lies = behind(looked_at.points, looked_at.agreed, looked_at.possible.facts)
    return {
        (name(looked_at, fact.holding), fact.form): [name(looked_at, looked_at.points[rank].holding) for rank in ranks]
        for fact, ranks in lies.items()
    }


def test_what_is_not_agreed_lies_behind_the_points_it_comes_from() -> None:
    lies = points_behind(studied(SCENE, RECORD, FORWARD))
    assert lies["ben: call", 2] == ["ben: call"]
    assert ("ben: call", 1) not in lies
    assert lies["a contact of ben: call", 2] == ["ben: call"]
    assert lies["eve: pic", 1] == lies["a contact of eve: pic", 2] == ["eve: pic"]


def test_what_is_reached_in_several_ways_lies_behind_several_points() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}, kim: {role: friend}}
        data: {pic: {about: ana, medium: image, ephemeral: no, consent: {}}}
        flows: {ana -> ben: pic, ana -> eve: pic, ben -> kim: pic, eve -> kim: pic}
        """
    assert points_behind(studied(text))["kim: pic", 2] == ["ben: pic", "eve: pic"]


def test_of_many_points_the_first_in_order_are_named() -> None:
    many = MOST_NAMED + 4
    text = (
        "people:\n  ana: {role: subject}\n  kim: {role: friend}\n"
        + "".join(f"  p{number}: {{role: friend}}\n" for number in range(many))
        + "data: {pic: {about: ana, medium: image, ephemeral: no, consent: {}}}\nflows:\n"
        + "".join(f"  ana -> p{number}: pic\n  p{number} -> kim: pic\n" for number in range(many))
    )
    looked_at = studied(text)
    kim = Fact(looked_at.graph.holding(looked_at.graph.roster.number("kim"), 0), 2)
    assert behind(looked_at.points, looked_at.agreed, looked_at.possible.facts)[kim] == tuple(range(MOST_NAMED))


def test_a_fact_that_is_agreed_lies_behind_nothing() -> None:
    looked_at = studied(SCENE)
    ben = looked_at.graph.holding(looked_at.graph.roster.number("ben"), 1)
    made_up = Point(holding=ben, form=2, possible_form=2, certain=True, crossings=())
    assert behind((made_up,), looked_at.agreed, looked_at.possible.facts) == {}


def test_what_a_made_holder_does_past_what_everyone_may_is_a_point() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: friend}}
        data: {show: {about: ana, medium: video, live: yes, consent: {ben: see, everyone: see}}}
        flows: {ana -> ben: show}
        """
    show_on = threat("show-on", when(holder=("person",)), leads_to(to="contact", form="seen"))
    looked_at = studied(text, show_on, RECORD)
    assert ("a contact of ben: show", 2, True, 1) in reached(looked_at)


def test_so_is_what_it_may_do() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: friend}}
        data: {card: {about: ana, medium: image, live: yes, consent: {ben: keep, everyone: see}}}
        flows: {ana -> ben: card}
        """
    show_on = threat("show-on", when(holder=("person",)), leads_to(to="contact", form="seen"))
    intimate = when(form="seen", not_agreed="keep", words={"sensitivity": ("intimate",)})
    record = threat("record", intimate, leads_to(form="kept"))
    assert ("a contact of ben: card", 2, False, 1) in reached(studied(text, show_on, record))
