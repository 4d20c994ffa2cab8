"""Drawings to try layouts and pictures on, and what must hold for every geometry."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import strategies as st

from threatmodel.model.drawing import (
    Arrow,
    Badge,
    Box,
    Drawing,
    Geometry,
    Lane,
    LayoutRequest,
    LegendLine,
    Point,
    Rect,
    Shape,
)
from threatmodel.model.findings import State

HOSTILE = (
    "<script>alert(1)</script>",
    r"\N \G \E",
    "<b>bold</b>",
    "<<TABLE><TR><TD>x</TD></TR></TABLE>>",
    "\"quotes\" & 'more' ]]>",
    "{{ drawing }} {% raw %}",
    "abc\u202edef",
    "👩‍👩‍👧‍👦 family 🇩🇪",
    "x" * 200,
    "bell\a tab\t null\0 escape\x1b[31m",
    "漢字の名前がとても長いときの折り返し",
    "שלום עולם",
    "مرحبا بالعالم",
    "\ud800 alone",
    "\ufffe\uffff",
    " ",
    "",
)
SHAPES: tuple[Shape, ...] = ("person", "system", "audience", "everyone", "made")
STATES: tuple[State, ...] = ("open", "reduced", "undecided", "closed", "accepted")


def call() -> Drawing:
    """A video call: an app, a home with three in it, a cloud, holders that it may reach."""
    return Drawing(
        title="A video call between partners",
        description="Ana shows Ben a live picture through a calling app.",
        boxes=(
            Box(id="ana", name="Ana", shape="person", lines=("subject",)),
            Box(id="app", name="calling app", shape="system", lines=("end-to-end encrypted",), lane="company"),
            Box(id="ben", name="Ben", shape="person", badges=_badges("open", "undecided"), lane="home"),
            Box(id="computer", name="Ben's computer", shape="system", lane="home"),
            Box(id="housemate", name="housemate", shape="person", badges=_badges("open"), lane="home"),
            Box(id="cloud", name="Ben's cloud", shape="system", badges=_badges("closed"), lane="store"),
            Box(id="contact", name="a contact of Ben", shape="made", badges=_badges("reduced")),
            Box(id="everyone", name="everyone", shape="everyone", badges=_badges("accepted")),
        ),
        lanes=(
            Lane(id="company", title="Operator: app company"),
            Lane(id="home", title="Ben's home", kind="home"),
            Lane(id="store", title="Operator: cloud company"),
            Lane(id="nobody", title="A lane without a box", kind="outside"),
        ),
        arrows=(
            Arrow(id="1", source="ana", target="app", labels=("live picture", "chat")),
            Arrow(id="2", source="app", target="computer", labels=("live picture", "chat")),
            Arrow(id="3", source="computer", target="ben", labels=("live picture",)),
            Arrow(id="4", source="ben", target="app", labels=("chat",)),
            Arrow(id="5", source="app", target="ana", labels=("chat",)),
            Arrow(id="6", source="computer", target="cloud", labels=("chat",), crossing=True),
            Arrow(id="7", source="computer", target="housemate", kind="consequence", crossing=True),
            Arrow(id="8", source="ben", target="ben", labels=("recording",), badges=_badges("open")),
            Arrow(id="9", source="ben", target="contact", labels=("recording",), crossing=True),
            Arrow(id="10", source="contact", target="everyone", labels=("who Ana is",), kind="inference"),
        ),
        legend=(LegendLine(text="Ben keeps the live picture", badge=_badges("open")[0]),),
    )


def hostile() -> Drawing:
    """Every hostile text as id, name, line, lane and label."""
    boxes = tuple(
        Box(id=f"{n} {text}", name=text, shape=SHAPES[n % 5], lines=(text,), lane=HOSTILE[n % 3])
        for n, text in enumerate(HOSTILE)
    )
    return Drawing(
        title=" ".join(HOSTILE),
        description=" ".join(HOSTILE),
        boxes=boxes,
        lanes=tuple(Lane(id=text, title=text, kind="agreed") for text in HOSTILE[:3]),
        arrows=tuple(
            Arrow(id=text, source=boxes[n].id, target=boxes[n * 3 % len(boxes)].id, labels=(text,))
            for n, text in enumerate(HOSTILE)
        ),
        legend=tuple(LegendLine(text=text) for text in HOSTILE),
    )


def chain(boxes: int) -> Drawing:
    """Boxes in lanes of five, each led to from the one before, some from far back, and a way back to the start."""
    names = [f"holder {n}" for n in range(boxes)]
    return Drawing(
        title="a chain",
        description="",
        boxes=tuple(
            Box(id=name, name=name, shape=SHAPES[n % 5], lane=f"lane {n // 5}") for n, name in enumerate(names)
        ),
        lanes=tuple(Lane(id=f"lane {n}", title=f"operator {n}") for n in range(boxes // 5 + 1)),
        arrows=tuple(Arrow(id=f"{n}", source=names[n - 1], target=names[n], labels=("data",)) for n in range(1, boxes))
        + tuple(
            Arrow(id=f"far {n}", source=names[n // 3], target=names[n], labels=("data",)) for n in range(3, boxes, 4)
        )
        + (Arrow(id="back", source=names[-1], target=names[0]),),
    )


def parallel() -> Drawing:
    """Five arrows from one box to another, two back, and two to itself."""
    pairs = [("a", "b")] * 5 + [("b", "a")] * 2 + [("a", "a")] * 2
    return Drawing(
        title="parallel",
        description="",
        boxes=(Box(id="a", name="a", shape="person"), Box(id="b", name="b", shape="system")),
        arrows=tuple(
            Arrow(id=str(n), source=source, target=target, labels=(f"datum {n}",))
            for n, (source, target) in enumerate(pairs)
        ),
    )


def loops() -> Drawing:
    """A box with twenty arrows to itself, some without a label."""
    return Drawing(
        title="loops",
        description="",
        boxes=(Box(id="a", name="a", shape="person"),),
        arrows=tuple(Arrow(id=str(n), source="a", target="a", labels=(f"datum {n}",) * (n % 3)) for n in range(20)),
    )


def nothing() -> Drawing:
    return Drawing(title="nothing", description="")


def one() -> Drawing:
    return Drawing(title="one", description="", boxes=(Box(id="a", name="Ana", shape="person"),))


ALL = {"call": call, "hostile": hostile, "chain": lambda: chain(60), "parallel": parallel, "loops": loops, "one": one}


@st.composite
def drawings(draw: st.DrawFn) -> Drawing:
    """Small drawings of any form: cycles, arrows to oneself, boxes without a lane, empty ones."""
    count = draw(st.integers(0, 9))
    lanes = draw(st.integers(0, 3))
    texts = st.text(max_size=30)
    boxes = tuple(
        Box(
            id=f"b{n}",
            name=draw(texts),
            shape=draw(st.sampled_from(SHAPES)),
            lines=tuple(draw(st.lists(texts, max_size=3))),
            badges=_badges(*draw(st.lists(st.sampled_from(STATES), max_size=6))),
            lane=draw(st.sampled_from(["", *(f"l{lane}" for lane in range(lanes))])),
        )
        for n in range(count)
    )
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    pairs = draw(st.lists(ends, max_size=14)) if count else []
    return Drawing(
        title=draw(texts),
        description=draw(texts),
        boxes=boxes,
        lanes=tuple(Lane(id=f"l{lane}", title=draw(texts)) for lane in range(lanes)),
        arrows=tuple(
            Arrow(
                id=f"a{n}",
                source=f"b{a}",
                target=f"b{b}",
                labels=tuple(draw(st.lists(texts, max_size=2))),
                undecided=draw(st.booleans()),
            )
            for n, (a, b) in enumerate(pairs)
        ),
    )


def problems(request: LayoutRequest, geometry: Geometry) -> list[str]:
    """What is wrong with a geometry; empty if it can be drawn and read."""
    boxes = {placed.id: placed.rect for placed in geometry.boxes}
    lanes = {placed.id: placed.rect for placed in geometry.lanes}
    labels = {arrow.id: arrow.label for arrow in geometry.arrows if arrow.label}
    whole = Rect(0, 0, geometry.width, geometry.height)
    found = [f"{a} overlaps {b}" for a, b in combinations(boxes, 2) if boxes[a].overlaps(boxes[b])]
    found += [f"lane {a} overlaps {b}" for a, b in combinations(lanes, 2) if lanes[a].overlaps(lanes[b])]
    found += [f"label {a} hides {b}" for a, b in product(labels, boxes) if labels[a].overlaps(boxes[b], 2)]
    found += [f"{thing} is outside" for thing in (*boxes, *labels) if not whole.contains({**boxes, **labels}[thing])]
    for room in request.boxes:
        rect = boxes[room.id]
        within = [lane for lane, lane_rect in lanes.items() if lane_rect.overlaps(rect)]
        if within != ([room.lane] if room.lane in lanes else []):
            found.append(f"{room.id} of lane {room.lane!r} lies in {within}")
        if room.lane in lanes and not lanes[room.lane].contains(rect):
            found.append(f"{room.id} sticks out of its lane")
        if abs(rect.width - room.width) > 1 or abs(rect.height - room.height) > 1:
            found.append(f"{room.id} has another size than was asked for")
    found += _wrong_arrows(request, geometry, boxes)
    asked = [[thing.id for thing in things] for things in (request.boxes, request.arrows)]
    if asked != [[thing.id for thing in things] for things in (geometry.boxes, geometry.arrows)]:
        found.append("not the same boxes and arrows, or another order")
    if {room.lane for room in request.boxes if room.lane} != set(lanes):
        found.append("not the same lanes")
    return found


def labels_on_labels(geometry: Geometry) -> list[tuple[str, str]]:
    """Pairs of arrows whose labels hide one another."""
    labels = [(arrow.id, arrow.label) for arrow in geometry.arrows if arrow.label]
    return [(a, b) for (a, here), (b, there) in combinations(labels, 2) if here.overlaps(there, 1)]


def _wrong_arrows(request: LayoutRequest, geometry: Geometry, boxes: dict[str, Rect]) -> list[str]:
    found = []
    for room, arrow in zip(request.arrows, geometry.arrows, strict=True):
        if len(arrow.points) % 3 != 1:
            found.append(f"arrow {room.id} has half a curve")
        if not _on_border(arrow.points[0], boxes[room.source]):
            found.append(f"arrow {room.id} does not start at {room.source}")
        if not _on_border(arrow.tip, boxes[room.target]):
            found.append(f"arrow {room.id} does not end at {room.target}")
        if bool(arrow.label) != bool(room.width and room.height):
            found.append(f"arrow {room.id} has lost its label, or got one")
    return found


def _on_border(point: Point, rect: Rect) -> bool:
    """Within three pixels of the border, which is about the width of a line."""
    x, y = point
    outer = rect.x - 3 <= x <= rect.right + 3 and rect.y - 3 <= y <= rect.bottom + 3
    inner = rect.x + 3 < x < rect.right - 3 and rect.y + 3 < y < rect.bottom - 3
    return outer and not inner


def _badges(*states: State) -> tuple[Badge, ...]:
    return tuple(Badge(number=number, state=state) for number, state in enumerate(states, 1))
