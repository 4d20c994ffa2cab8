"""Which reports there are: a new one is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from threatmodel.reports.report import Report
from threatmodel.reports.to_comment import to_comment
from threatmodel.reports.to_json import to_json
from threatmodel.reports.to_markdown import to_markdown

Render: TypeAlias = Callable[[Sequence[Report]], str]

FORMATS: Final[Mapping[str, Render]] = {"json": to_json, "markdown": to_comment}
"""What `check --format` writes for other programs; `text`, for people, is `to_text`."""

FILES: Final[Mapping[str, Render]] = {"checklist.md": to_markdown, "findings.json": to_json}
"""What `report` writes into the folder of a scenario, besides pictures."""
