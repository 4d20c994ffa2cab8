"""Control or change of the design + findings -> one item of a checklist: what to do, who does it, what that changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from threatmodel.model.catalogue import Control
from threatmodel.model.elements import EVERYWHERE
from threatmodel.model.findings import Finding
from threatmodel.model.names import listed
from threatmodel.reports.checklist.wording import DESIGN
from threatmodel.reports.remedies import is_designed, redesign
from threatmodel.reports.report import HOLDS, STRENGTHS, Report, helping

_BEFORE: Final = ("prevent", "limit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something to do, and the findings that it bears on."""

    key: str
    """The id of the control, or of what is to be designed differently; one item to one key."""
    say: str
    """The line in the imperative."""
    title: str
    """By which it is referred to where it is not told."""
    who: str
    verify: str
    remains: str
    beware: tuple[str, ...] = ()
    effort: str = ""
    against: tuple[tuple[str, tuple[Finding, ...]], ...]
    """Findings by how much is done against them, the most first; `DESIGN` is more than any control."""

    @property
    def strength(self) -> str:
        """How much it does against those of the findings against which it does most."""
        return self.against[0][0]

    @property
    def is_design(self) -> bool:
        """Whether it changes the design and is no control."""
        return self.strength == DESIGN

    @property
    def is_weak(self) -> bool:
        """Whether it only discourages, shows it afterwards or depends on people; less of it is printed."""
        return self.strength not in (DESIGN, "strong", "partial")

    @property
    def reference(self) -> str:
        """What stands for it where it is told elsewhere: its title, and how much it does."""
        return self.title if self.is_design else f"{self.title} ({self.strength})"

    def titles(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the titles of the threats that it bears on, by how much it does against them."""
        for strength, findings in self.against:
            yield strength, tuple(dict.fromkeys(finding.threat.title for finding in findings))


def items(report: Report, findings: Iterable[Finding]) -> Iterator[Item]:
    """Yield what is to be done about findings: changes of the design, then controls not in place, strongest first."""
    holding = [finding for finding in findings if finding.state in HOLDS]
    designed: dict[tuple[str, str | None], list[Finding]] = {}
    for finding in holding:
        if is_designed(finding.threat):
            designed.setdefault((finding.holder, finding.datum), []).append(finding)
    yield from (_design(report, crossings) for crossings in designed.values())
    in_place = _in_place(report)
    for control in helping(report, holding):
        bears = [one for one in holding if one.threat.id in control.strength and control.id not in one.helped_by]
        if bears and control.id not in in_place:
            yield _control(control, bears)


def _control(control: Control, bears: Sequence[Finding]) -> Item:
    against = ((each, tuple(one for one in bears if control.strength[one.threat.id] == each)) for each in STRENGTHS)
    return Item(
        key=control.id,
        say=control.does,
        title=control.title,
        who=control.who,
        verify=control.verify,
        remains=control.bypass,
        beware=control.side_effects,
        effort=control.effort,
        against=tuple((strength, findings) for strength, findings in against if findings),
    )


def _design(report: Report, crossings: Sequence[Finding]) -> Item:
    """Return the item against designed crossings of one datum to one holder: what does not get there is not kept."""
    reaches = [finding for finding in crossings if finding.threat.when.not_agreed not in ("keep", "purpose")]
    said = "; ".join(redesign(report.scenario, [finding]) for finding in reaches[:1] or crossings)
    first = crossings[0]
    return Item(
        key=f"design/{first.id.partition('/')[2]}",
        say=f"{said[0].upper()}{said[1:]}.",
        title=f"another design for {first.datum} at {first.holder}",
        who="whoever designs the flow, and those it is about",
        verify=f"“threatmodel check” no longer shows {listed([one.id for one in crossings], 'and')}.",
        remains="An agreement can be withdrawn, and what was sent before stays where it is.",
        against=((DESIGN, tuple(crossings)),),
    )


def _in_place(report: Report) -> set[str]:
    """Return the controls that are in place for all; of others a finding itself says whether they help it."""
    controls = report.catalogue.controls
    return {
        use.control
        for use in report.scenario.controls
        if EVERYWHERE in use.places or controls[use.control].kind not in _BEFORE
    }
