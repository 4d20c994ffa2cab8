"""Study -> how likely each of its findings is as things stand; those that are alike are asked about once."""

from __future__ import annotations

from collections.abc import Mapping

from threatmodel.analysis.findings import Study
from threatmodel.analysis.likelihood.alike import alike
from threatmodel.analysis.likelihood.likelihoods import Likelihoods
from threatmodel.model.elements import Scenario
from threatmodel.model.risk import Chance


class Chances:
    """The likelihoods of all findings of a study; `scenario` is the one that was studied, with its controls."""

    def __init__(self, study: Study, scenario: Scenario) -> None:
        self._standing: Mapping[str, str] = {} if scenario.controls else alike(study)
        asked = None if scenario.controls else dict.fromkeys(self._standing.values())
        self._likelihoods = Likelihoods(study, scenario, asked=asked)

    def of(self, finding_id: str) -> Chance:
        """Return the likelihood of a finding."""
        return self._likelihoods.chance(self._standing.get(finding_id, finding_id))

    def helped_by(self, finding_id: str) -> tuple[str, ...]:
        """Return the ids of the controls in place that make a finding less likely."""
        return self._likelihoods.helped_by(finding_id)
