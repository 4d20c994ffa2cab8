"""Likelihoods -> by finding the measures that it may hang on, so that no other one has to be weighed again."""

from __future__ import annotations

from functools import cached_property

from threatmodel.analysis.likelihood.causes import Cause
from threatmodel.analysis.likelihood.helping import Helping, uses
from threatmodel.analysis.likelihood.likelihoods import Likelihoods
from threatmodel.analysis.likelihood.network import Network
from threatmodel.analysis.likelihood.side import Side
from threatmodel.analysis.plan.problem import as_set, members


class Reliance:
    """Which measures can change a finding's likelihood, whatever others are chosen beside them.

    A measure can if it turns off something that any step behind the finding needs, or if it helps against a cause
    behind it when all measures are in place: the more ways are closed, the more controls are passed by all that are
    left.
    """

    def __init__(self, likelihoods: Likelihoods) -> None:
        self._sure, self._possible = likelihoods.sure, likelihoods.possible
        self._views = likelihoods.views
        self._measures = range(len(self._views.measures))
        self._helping = Helping(self._possible.network, {})
        self._uses = uses(self._views.scenario, self._views.catalogue, self._views.measures)
        self._on_causes: dict[Cause, int] = {}
        self._turning: dict[tuple[Side, int], int] = {}

    def of(self, finding_id: str) -> int:
        """Return the measures that a finding may hang on."""
        asked = self._sure.asked.get(finding_id)
        if asked is None:
            return 0
        behind = _behind(self._sure.network, asked.node) | asked.own
        found = self._turning_off(self._sure, behind)
        for position in members(behind):
            cause = self._sure.network.variables.causes.get(position)
            found |= 0 if cause is None else self._on_cause(cause)
        return found

    def _on_cause(self, cause: Cause) -> int:
        found = self._on_causes.get(cause)
        if found is None:
            found = self._turning_off(self._possible, self._helping.switches_behind(cause))
            for number, use in enumerate(self._uses):
                if use is not None and self._helping.helps(use, cause, self._all_off):
                    found |= 1 << number
            self._on_causes[cause] = found
        return found

    @cached_property
    def _all_off(self) -> int:
        return self._possible.off(as_set(self._measures))

    def _turning_off(self, side: Side, behind: int) -> int:
        """Return the measures that turn off any of the variables; of what several turn off together, all that might."""
        key = side, behind & as_set(side.network.variables.switches)
        found = self._turning.get(key)
        if found is None:
            found = as_set(one for one in self._measures if side.off(1 << one) & behind)
            if as_set(side.only_together) & behind:
                found |= as_set(one for one in self._measures if self._views.changes(1 << one))
            self._turning[key] = found
        return found


def _behind(network: Network, node: int) -> int:
    """Return the variables of all steps that a node may come about by."""
    found, seen, pending = 0, {node}, [node]
    while pending:
        for clause in network.clauses[pending.pop()]:
            found |= clause.variables
            new = [premise for premise in clause.body if premise not in seen]
            seen.update(new)
            pending += new
    return found
