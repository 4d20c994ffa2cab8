"""What a likelihood is asked of: the forms, items, ways and marks of holdings, and the parts of conditions there."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from threatmodel.analysis.likelihood.views import RouteKey
from threatmodel.model.elements import Value


class Form(NamedTuple):
    """A holding in a form, or a higher one."""

    holding: int
    form: int


class Item(NamedTuple):
    """A holding that reveals an item, by the position of its bit as seen, in a form or a higher one."""

    holding: int
    item: int
    form: int


class Way(NamedTuple):
    """A holding that came by a way."""

    holding: int
    route: RouteKey


class Mark(NamedTuple):
    """A holding that drawn flows bring past what was agreed, by the bit of the mark."""

    holding: int
    mark: int


class Holds(NamedTuple):
    """The condition of a threat at a holding: all but the threat's own cause."""

    holding: int
    threat: str


class Reveals(NamedTuple):
    """A holding that reveals one of several items, by their bits as seen, in a form."""

    holding: int
    items: int
    form: int


class Reads(NamedTuple):
    """A word of a condition that says what is wanted on one of the ways that a holding came by."""

    holding: int
    word: str
    wanted: tuple[Value, ...]


class Knows(NamedTuple):
    """A holder who knows something of a subject of a datum."""

    holder: int
    datum: int
    what: str


class Learns(NamedTuple):
    """A holder who can tell something of a subject from data that belong together, by the inference."""

    holder: int
    subject: int
    inference: str


class Told(NamedTuple):
    """Data joined with one that a holder has, which reveal an item of the group of that number of an inference."""

    holder: int
    subject: int
    first: int
    inference: str
    group: int


class Joined(NamedTuple):
    """A piece of data known to be about the same person as one that a holder has; pieces are holdings."""

    holder: int
    subject: int
    first: int
    piece: int


class Anything(NamedTuple):
    """A threat on a thing as a whole, or on the scenario, whose condition holds as written."""

    threat: str
    holder: int | None


Node: TypeAlias = Form | Item | Way | Mark | Holds | Reveals | Reads | Knows | Learns | Told | Joined | Anything


class Step(NamedTuple):
    """One way in which a node comes about: all nodes of the body and all variables, by their bits."""

    body: tuple[Node, ...] = ()
    variables: int = 0
    passes: tuple[str, ...] | None = ()
    """Everybody whom the step goes through besides those who hold the body, and the path; None if it sums up steps."""
    anew: bool = False
    """Whether it makes something else out of what it rests on."""
