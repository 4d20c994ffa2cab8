"""Which reports there are: a new one is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from threatmodel.reports.checklist.to_markdown import to_markdown
from threatmodel.reports.diff.to_json import to_json as diff_to_json
from threatmodel.reports.diff.to_markdown import to_markdown as diff_to_markdown
from threatmodel.reports.diff.versions import Versions
from threatmodel.reports.plan.planned import Planned
from threatmodel.reports.plan.to_json import to_json as plan_to_json
from threatmodel.reports.plan.to_markdown import to_markdown as plan_to_markdown
from threatmodel.reports.report import Report
from threatmodel.reports.sarif.to_sarif import to_sarif, to_sarif_for_github
from threatmodel.reports.to_comment import to_comment
from threatmodel.reports.to_json import to_json
from threatmodel.reports.whatif.attempt import Attempt
from threatmodel.reports.whatif.to_json import to_json as whatif_to_json
from threatmodel.reports.whatif.to_markdown import to_markdown as whatif_to_markdown

Render: TypeAlias = Callable[[Sequence[Report]], str]

FORMATS: Final[Mapping[str, Render]] = {
    "json": to_json,
    "markdown": to_comment,
    "sarif": to_sarif,
    "sarif-github": to_sarif_for_github,
}
"""What `check --format` writes for other programs; `text`, for people, is `to_text`."""

DIFF_FORMATS: Final[Mapping[str, Callable[[Versions], str]]] = {"json": diff_to_json, "markdown": diff_to_markdown}
"""What `diff --format` writes for other programs."""

PLAN_FORMATS: Final[Mapping[str, Callable[[Planned], str]]] = {"json": plan_to_json, "markdown": plan_to_markdown}
"""What `plan --format` writes for other programs."""

WHATIF_FORMATS: Final[Mapping[str, Callable[[Attempt], str]]] = {
    "json": whatif_to_json,
    "markdown": whatif_to_markdown,
}
"""What `whatif --format` writes for other programs."""

FILES: Final[Mapping[str, Render]] = {"checklist.md": to_markdown, "findings.json": to_json}
"""What `report` writes into the folder of a scenario, besides pictures."""
