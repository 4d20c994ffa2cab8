"""What the site's builder calls: it adds the pages that are made of data, and draws the scenarios that pages show."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from manual import site

PICTURE: Final = re.compile(r"<!-- picture(?: (\S+))? -->")
"""Stands after a scenario in a page, where its picture is to be shown, or the way to one finding."""

_DRAWN: Final = re.compile(r'```yaml title="([\w-]+)\.yaml"\n(.*?)```\n\s*' + PICTURE.pattern, re.DOTALL)
_LISTS: Final = {"Scenarios": "scenarios", "Threats": "threats", "Controls": "controls", "Kinds": "kinds"}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the lists of data into the navigation; their pages are reached from there."""
    lists = [{title: f"{folder}/index.md"} for title, folder in _LISTS.items()]
    config.nav = [*(config.nav or ()), *lists, {"Sources": "sources.md"}]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every page and picture that is made of data, and the pictures of scenarios that stand in pages."""
    for place, content in site.generated().items():
        files.append(File.generated(config, place, content=content))
    for file in [each for each in files.documentation_pages() if each.generated_by is None]:
        folder = PurePosixPath(file.src_uri).parent
        for name, text, finding in _DRAWN.findall(file.content_string):
            for picture, content in site.drawn(text, name, finding)[1].items():
                files.append(File.generated(config, str(folder / picture), content=content))
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Put words and pictures where a page asks for them."""
    if page.file.generated_by is not None:
        return markdown
    return _DRAWN.sub(_with_picture, site.filled(markdown))


def _with_picture(found: re.Match[str]) -> str:
    name, text, finding = found.groups(default="")
    shown, _ = site.drawn(text, name, finding)
    return PICTURE.sub(lambda _: shown, found.group())


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the index of the search as a script too: a page that is opened from a folder can read nothing else."""
    index = Path(config.site_dir) / "search" / "search_index.json"
    index.with_suffix(".js").write_text(f"var __index = {index.read_text('utf-8')}", "utf-8")
