"""What is to be drawn, the room it needs, where it lies: the values between an analysis and its picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from threatmodel.model.findings import State

Shape = Literal["person", "system", "audience", "everyone", "made"]
LaneKind = Literal["operator", "home", "agreed", "outside"]
ArrowKind = Literal["flow", "consequence", "inference", "about"]
Direction = Literal["auto", "LR", "TB", "column"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """The number of a disclosure point, from 1 (0 stands for any), and what has become of it."""

    number: int
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A holder; `lines` stand below the name (role, consent), `lane` is the id of a lane or empty."""

    id: str
    name: str
    shape: Shape
    lines: tuple[str, ...] = ()
    badges: tuple[Badge, ...] = ()
    lane: str = ""
    faint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """Boxes that belong together: one operator, one home, the agreed audience, everybody else."""

    id: str
    title: str
    kind: LaneKind = "operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """One way on; `labels` are the names of the data that take it. What is `undecided` may be a crossing."""

    id: str
    source: str
    target: str
    labels: tuple[str, ...] = ()
    crossing: bool = False
    undecided: bool = False
    kind: ArrowKind = "flow"
    badges: tuple[Badge, ...] = ()
    faint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendLine:
    """One line beside the symbols: a disclosure point in words, or a note without a badge."""

    text: str
    badge: Badge | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What is to be drawn, whatever the layout; `description` is the text for those who do not see it.

    Lanes without a box are not drawn, and an arrow from or to a box that is not there neither.
    The symbols that occur are explained without being asked for; `legend` is what else is written there.
    `notices` says what was left out, for whoever asked for the picture.
    """

    title: str
    description: str
    boxes: tuple[Box, ...] = ()
    lanes: tuple[Lane, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    legend: tuple[LegendLine, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxRoom:
    """Width and height that a box needs, in pixels at natural size."""

    id: str
    width: float
    height: float
    lane: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneRoom:
    """Width and height that the title of a lane needs."""

    id: str
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrowRoom:
    """The ends of an arrow, and the width and height of its label (0 for none)."""

    id: str
    source: str
    target: str
    width: float = 0
    height: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutRequest:
    """All that a layout may know: ids and sizes; `without_lanes` is for when lanes cannot be placed.

    `rooms` are widths and heights within which text is as large as it should be: one of them is enough.
    """

    boxes: tuple[BoxRoom, ...]
    lanes: tuple[LaneRoom, ...] = ()
    arrows: tuple[ArrowRoom, ...] = ()
    direction: Direction = "auto"
    rooms: tuple[tuple[float, float], ...] = ((1600.0, 1000.0),)
    without_lanes: LayoutRequest | None = None


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in pixels; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def centre(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    def contains(self, other: Rect, slack: float = 0.5) -> bool:
        return (
            self.x - slack <= other.x
            and self.y - slack <= other.y
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def overlaps(self, other: Rect, slack: float = 0.5) -> bool:
        return (
            self.x + slack < other.right
            and other.x + slack < self.right
            and self.y + slack < other.bottom
            and other.y + slack < self.bottom
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where the box or lane with this id lies."""

    id: str
    rect: Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedArrow:
    """Cubic Bezier curves (1 + 3n points) up to where the head begins, the tip of the head, the label."""

    id: str
    points: tuple[Point, ...]
    tip: Point
    label: Rect | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """Positions of everything, which engine found them, what had to be given up on the way (`notices`)."""

    width: float
    height: float
    engine: str
    direction: Direction
    boxes: tuple[Placed, ...] = ()
    lanes: tuple[Placed, ...] = ()
    arrows: tuple[PlacedArrow, ...] = ()
    notices: tuple[str, ...] = ()
