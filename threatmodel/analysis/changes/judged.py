"""Scenario -> what comparing asks of it, finding by finding: states without the likelihoods that few of them need."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from threatmodel.analysis.controls import applied
from threatmodel.analysis.findings import Study, study
from threatmodel.analysis.likelihood.chances import Chances
from threatmodel.analysis.overrides import with_overrides
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import Scenario
from threatmodel.model.findings import Finding, State


@dataclass(kw_only=True)
class Judged:
    """One scenario, judged as `analyse` does on a day (ISO 8601), but only as far as somebody asks."""

    scenario: Scenario
    catalogue: Catalogue
    today: str
    _after: Study = field(init=False)
    _before: Study = field(init=False)

    def __post_init__(self) -> None:
        """Run the scenario, with its controls and without."""
        known = with_overrides(self.catalogue, self.scenario)
        self._before = study(replace(self.scenario, controls=()), known)
        self._after = study(applied(self.scenario, known), known) if self.scenario.controls else self._before

    @cached_property
    def _now(self) -> Chances:
        return Chances(self._after, self.scenario)

    @cached_property
    def _bare(self) -> Chances:
        return Chances(self._before, replace(self.scenario, controls=()))

    def state(self, finding_id: str) -> State | None:
        """Return the state of a finding; None where there is none, or the controls close it."""
        place = self._after.places.get(finding_id)
        if place is None:
            return None
        if any(entry.finding == finding_id and entry.until >= self.today for entry in self.scenario.accepted):
            return "accepted"
        if not place.certain:
            return "undecided"
        return "reduced" if self._is_smaller(finding_id) else "open"

    def _is_smaller(self, finding_id: str) -> bool:
        if self._after is self._before or finding_id not in self._before.places:
            return False
        less_grave = self._after.finding(finding_id).severity < self._before.finding(finding_id).severity
        return less_grave or self._now.of(finding_id).high < self._bare.of(finding_id).high

    def weighed(self, finding_id: str) -> Finding:
        """Return a finding that is there with its likelihood."""
        return self._after.finding(finding_id, self._now.of(finding_id))

    def states(self) -> dict[str, State]:
        """Return the state of every finding that is there."""
        found = ((finding_id, self.state(finding_id)) for finding_id in self._after.places)
        return {finding_id: state for finding_id, state in found if state is not None}
