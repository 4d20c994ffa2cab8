"""Who is agreed what, read straight off the consent of each datum."""

from __future__ import annotations

from typing import NamedTuple

import networkx as nx

from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import ACTS, EVERYONE, Data, Element, Scenario, Value, Written

NAMED = "named"
DISCLOSED = ("identity", "whereabouts", "participation")
LEARNED = (*DISCLOSED, "persona", "name behind persona")
_WHO = {
    NAMED: "{}",
    EVERYONE: EVERYONE,
    "contact": "a contact of {}",
    "stranger": "a stranger with access to {}",
    "household": "the household of {}",
    "insider": "an insider at {}",
}
_WHAT = {
    "data": "{}",
    "address": "the network address of {}",
    "identity": "who {} is",
    "whereabouts": "where {} is",
    "participation": "that {} takes part",
    "persona": "the persona of {}",
    "name behind persona": "the name behind the persona of {}",
}


class Who(NamedTuple):
    """A holder: named, made for a named one, or everyone."""

    role: str
    name: str

    def __str__(self) -> str:
        return _WHO[self.role].format(self.name)


class What(NamedTuple):
    """A datum that is written, an address that a connection shows, or what can be learned of somebody."""

    kind: str
    name: str

    def __str__(self) -> str:
        return _WHAT[self.kind].format(self.name)


PUBLIC = Who(EVERYONE, "")
FREE = (len(ACTS) - 1, None)
"""Everything is allowed, for any purpose."""


class Register:
    """Who and what there is in a scenario, and what was agreed."""

    def __init__(self, scenario: Scenario, catalogue: Catalogue) -> None:
        self.scenario = scenario
        self.catalogue = catalogue
        self.data = {What("data", name): datum for name, datum in scenario.data.items()}
        self.data |= {What("address", end): _address(end, scenario) for end in _connected(scenario)}
        self.inside: nx.DiGraph[str] = nx.DiGraph()
        self.inside.add_nodes_from(scenario.holders)
        for name, element in scenario.holders.items():
            self.inside.add_edges_from((name, audience) for audience in element.names("in"))

    def element(self, who: Who) -> Element | None:
        """What is written of a named holder."""
        return self.scenario.holders[who.name] if who.role == NAMED else None

    def type(self, who: Who) -> str:
        """`person`, `system` or `audience`; who is made is a person."""
        element = self.element(who)
        return element.type if element is not None else EVERYONE if who == PUBLIC else "person"

    def audiences(self, name: str) -> set[str]:
        """Every audience that somebody belongs to, directly or through another."""
        return set(nx.descendants(self.inside, name))

    def about(self, what: What) -> tuple[str, ...]:
        """Whom a datum is about."""
        return self.data[what].about if what in self.data else (what.name,)

    def others(self, who: Who, what: What) -> tuple[str, ...]:
        """Whom a holding concerns: all subjects but the person who holds it."""
        self_name = who.name if self.type(who) == "person" and who.role == NAMED else None
        return tuple(name for name in self.about(what) if name != self_name)

    def is_theirs(self, name: str, datum: Data) -> bool:
        """Whether somebody, or an audience that they belong to, is a subject."""
        return bool({name, *self.audiences(name)} & set(datum.about))

    def knows(self, who: Who, subject: str) -> bool:
        """Whether it is written that a holder knows who the subject is."""
        element, other = self.element(who), self.scenario.holders[subject]
        if element is None:
            return False
        at_home = subject in element.names("lives with") or who.name in other.names("lives with")
        groups = [element, *(self.scenario.holders[name] for name in self.audiences(who.name))]
        return at_home or any(subject in group.names("knows") for group in groups)

    def agreed(self, who: Who, what: What) -> tuple[int, frozenset[str] | None] | None:
        """The widest act and the purposes that were agreed; None when nothing was said."""
        if not self.others(who, what):
            return FREE
        if what.kind in LEARNED:
            return self._agreed_to_learn(who, what)
        if what.kind == "address":
            return 0, frozenset()
        consent = self.data[what].consent
        if consent is None:
            return None
        grants = [grant for name, grant in consent.grants.items() if self._covers(name, who)]
        act = max([0, *(ACTS.index(grant.act) for grant in grants)])
        own = [
            grant for name, grant in consent.grants.items() if self._covers(name, who) and not self._sister(name, who)
        ]
        return act, frozenset(purpose for grant in own for purpose in grant.purposes)

    def _sister(self, name: str, who: Who) -> bool:
        """Whether a name is another system of the same operator: its purposes are its own."""
        return who.role == NAMED and name not in (EVERYONE, who.name) and name not in self.audiences(who.name)

    def _covers(self, name: str, who: Who) -> bool:
        if name == EVERYONE:
            return True
        if who.role != NAMED:
            return False
        if name == who.name or name in self.audiences(who.name):
            return True
        operators = [_operator(self.scenario.holders[one]) for one in (name, who.name)]
        return operators[0] == operators[1] != ""

    def _agreed_to_learn(self, who: Who, what: What) -> tuple[int, frozenset[str] | None] | None:
        if what.kind not in DISCLOSED or self.knows(who, what.name):
            return FREE
        telling = self.catalogue.agreed_with[what.kind]
        agreements = [
            self.agreed(who, told)
            for told, datum in self.data.items()
            if what.name in datum.about and (not telling or set(datum.names("reveals")) & set(telling))
        ]
        if any(agreed is not None and (agreed[0] or agreed[1] != frozenset()) for agreed in agreements):
            return FREE
        return None if None in agreements else (0, frozenset())

    def widest(self, who: Who, what: What) -> int | None:
        """The widest act, where keeping for a purpose is keeping."""
        agreed = self.agreed(who, what)
        if agreed is None:
            return None
        return max(agreed[0], ACTS.index("keep")) if agreed[1] else agreed[0]

    def allows(self, who: Who, what: What, form: int, purposes: tuple[str, ...] = ()) -> bool | None:
        """Whether a holding in a form is within what was agreed; None when nothing was said."""
        agreed = self.agreed(who, what)
        if agreed is None:
            return None
        act, agreed_purposes = agreed
        if agreed_purposes is None:
            return True
        if purposes:
            return set(purposes) <= agreed_purposes
        if who == PUBLIC:
            return act > 0
        return act >= ACTS.index(("", "see", "keep", "publish")[form])


def _operator(element: Element) -> str:
    written = element.words.get("operator")
    return written.value if element.type == "system" and written and isinstance(written.value, str) else ""


def _connected(scenario: Scenario) -> set[str]:
    """The ends of paths through a system, which may show their addresses."""
    return {
        end
        for path in scenario.paths
        for end in (path.nodes[0], path.nodes[-1])
        if any(scenario.holders[node].type == "system" for node in path.nodes[1:-1])
        and end != EVERYONE
        and scenario.holders[end].type != "system"
    }


def _address(name: str, scenario: Scenario) -> Data:
    values: dict[str, Value] = {
        "medium": ("location",),
        "reveals": ("ip address",),
        "sensitivity": "ordinary",
        "live": True,
    }
    words = {word: Written(value=value, span=scenario.span) for word, value in values.items()}
    return Data(name=f"the network address of {name}", type="data", about=(name,), words=words, span=scenario.span)
