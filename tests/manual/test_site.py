"""The site as it is built: whole, without a request to anywhere, readable on a phone and on a desk."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.browsers import chromium
from tests.checkout import ROOT
from tests.shipped import CATALOGUE, SCENARIOS
from threatmodel.catalogue.load import load_sources
from threatmodel.cli import main

FETCHES = {"script": "src", "img": "src", "source": "srcset", "iframe": "src", "link": "href", "object": "data"}
LOOKED_AT = ("index.html", "concepts.html", "reference/language.html", "scenarios/webcam-platform.html", "sources.html")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    ran = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False, env=quiet)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


class Fetched(HTMLParser):
    """What a page fetches when it is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in FETCHES and said.get(FETCHES[tag]) and said.get("rel") not in ("canonical", "next", "prev"):
            self.places.append(said[FETCHES[tag]] or "")


def test_everything_that_is_known_has_its_page(site: Path) -> None:
    wanted = {
        *(f"threats/{id_}.html" for id_ in CATALOGUE.threats),
        *(f"controls/{id_}.html" for id_ in CATALOGUE.controls),
        *(f"kinds/{id_}.html" for id_ in CATALOGUE.kinds),
        *(f"scenarios/{name}.{suffix}" for name in SCENARIOS for suffix in ("html", "svg")),
    }
    assert {place for place in wanted if not (site / place).is_file()} == set()
    language = (site / "reference" / "language.html").read_text("utf-8")
    assert {word for word in CATALOGUE.words if f'id="word-{word.replace(" ", "-")}"' not in language} == set()
    commands = (site / "reference" / "commands.html").read_text("utf-8")
    assert {name for name in main.commands if f'id="{name}"' not in commands} == set()
    sources = (site / "sources.html").read_text("utf-8")
    assert {id_ for id_ in load_sources() if f'id="{id_.lower()}"' not in sources} == set()


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for file in site.rglob("*.html"):
        page = Fetched()
        page.feed(file.read_text("utf-8"))
        assert [place for place in page.places if re.match(r"(?:https?:)?//", place)] == [], file
    for file in (*site.rglob("*.css"), *site.rglob("*.svg")):
        assert re.findall(r"(?:url\(|@import\s+)[\"']?(?:https?:)?//[^)\"']*", file.read_text("utf-8")) == [], file


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("place", LOOKED_AT)
def test_a_page_opens_from_a_folder_without_a_network_and_never_scrolls_sideways(
    site: Path, browser: Browser, place: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / place).as_uri())
    across = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    context.close()
    assert across[0] <= across[1]
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


def test_the_search_works_from_a_folder_without_a_network(site: Path, browser: Browser) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((site / "threats" / "index.html").as_uri())
    page.locator(".md-search__input").focus()
    page.keyboard.type("covert-recording")
    found = page.locator(".md-search-result__item a").first
    found.wait_for()
    address = found.get_attribute("href") or ""
    context.close()
    assert "covert-recording" in address


def test_what_is_fetched_would_be_noticed() -> None:
    page = Fetched()
    page.feed('<script src="https://elsewhere.invalid/a.js"></script><a href="https://elsewhere.invalid">there</a>')
    assert page.places == ["https://elsewhere.invalid/a.js"]


def test_the_picture_of_a_scenario_has_the_room_in_which_its_names_can_be_read(site: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    page.goto((site / "scenarios" / "webcam-platform.html").as_uri())
    place = page.locator("figure.picture img").bounding_box()
    context.close()
    assert place is not None
    assert place["width"] > 900
