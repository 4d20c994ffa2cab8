"""Graph + conditions -> course: what can follow from what, in the sure or in the possible run."""

from __future__ import annotations

from dataclasses import dataclass, field

from threatmodel.analysis.conditions import Conditions
from threatmodel.analysis.consequences import Reactions
from threatmodel.analysis.drawn import Drawing
from threatmodel.analysis.graph import Graph


@dataclass(kw_only=True)
class Course:
    """The steps that runs may take: true ones, or with `possible` those that may be true as well."""

    graph: Graph
    conditions: Conditions
    possible: bool
    sure: Course | None = None
    """Of a possible run, the course of the sure one."""
    drawing: Drawing = field(init=False)
    reactions: Reactions = field(init=False)

    def __post_init__(self) -> None:
        """Make ready to remember what every run over it asks."""
        self.drawing = Drawing(
            graph=self.graph, possible=self.possible, sure=self.sure.drawing if self.sure is not None else None
        )
        self.reactions = Reactions(self.graph, possible=self.possible)
