from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.browser.browsers import chromium, inaccessible, opened
from tests.golden.example import example
from tests.pages import HOSTILE, hostile, nothing_found, page
from tests.shipped import CATALOGUE, SCENARIOS, TODAY
from threatmodel import pipeline
from threatmodel.reports.report import Report

WIDTHS = (320, 768, 1440)


def largest() -> Report:
    """The shipped scenario with the most to tell."""
    scenario = max(SCENARIOS.values(), key=lambda one: len(one.paths) + len(one.data))
    return pipeline.study(scenario, CATALOGUE, today=TODAY, program="1.2.3")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module", params=[example, largest, hostile, nothing_found], ids=lambda make: make.__name__)
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(page(request.param()), "utf-8")
    return path


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(page(example()), "utf-8")
    return path


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_asks_for_nothing_complains_of_nothing_and_never_scrolls_sideways(
    browser: Browser, file: Path, width: int
) -> None:
    with opened(browser, file, width=width) as seen:
        across = seen.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert across[0] <= across[1]
        assert seen.requests == []
        assert seen.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("make", [example, hostile, nothing_found])  # of the largest the checker takes a minute
def test_the_page_is_accessible(
    browser: Browser, tmp_path: Path, make: Callable[[], Report], width: int, scheme: Literal["light", "dark"]
) -> None:
    file = tmp_path / "report.html"
    file.write_text(page(make()), "utf-8")
    with opened(browser, file, width=width, scheme=scheme) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert inaccessible(seen.page) == []


def test_the_checker_finds_what_is_wrong(browser: Browser, tmp_path: Path, shown: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text(shown.read_text("utf-8").replace('<html lang="en">', "<html>"), "utf-8")
    with opened(browser, bad) as seen:
        assert [found.partition(":")[0] for found in inaccessible(seen.page)] == ["html-has-lang"]


def test_a_request_would_be_noticed(browser: Browser, tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text("<!DOCTYPE html><img src='https://elsewhere.invalid/a.png' alt=''>", "utf-8")
    with opened(browser, bad) as seen:
        assert seen.requests == ["https://elsewhere.invalid/a.png"]


def test_the_keyboard_goes_to_the_content_first_and_the_focus_is_seen(browser: Browser, shown: Path) -> None:
    with opened(browser, shown) as seen:
        seen.page.keyboard.press("Tab")
        focused = "document.activeElement"
        assert seen.page.evaluate(f"{focused}.textContent") == "Skip to the content"
        assert seen.page.evaluate(f"{focused}.getBoundingClientRect().top >= 0")
        assert seen.page.evaluate(f"parseFloat(getComputedStyle({focused}).outlineWidth) >= 2")
        seen.page.keyboard.press("Enter")
        assert seen.page.evaluate(f"{focused}.id") == "content"


def test_the_contents_stay_beside_a_wide_page(browser: Browser, shown: Path) -> None:
    with opened(browser, shown) as seen:
        seen.page.evaluate("document.getElementById('checklist').scrollIntoView()")
        place = "document.querySelector('nav').getBoundingClientRect()"
        assert seen.page.evaluate(f"{place}.top") == 0
        assert seen.page.evaluate(f"{place}.right < document.querySelector('main').getBoundingClientRect().left")


def test_each_width_shows_one_picture_and_a_small_screen_shows_it_whole(browser: Browser, shown: Path) -> None:
    visible = "[...document.querySelectorAll('.frame svg')].filter(each => each.checkVisibility())"
    for width in WIDTHS:
        with opened(browser, shown, width=width) as seen:
            assert seen.page.evaluate(f"{visible}.length") == 1
            assert seen.page.evaluate(f"{visible}[0].getBoundingClientRect().width <= innerWidth")


@pytest.mark.parametrize("width", [320, 640, 768, 1024, 1280, 1440])
def test_no_picture_and_no_table_is_cut_off(browser: Browser, tmp_path: Path, width: int) -> None:
    file = tmp_path / "report.html"
    file.write_text(page(largest()), "utf-8")
    cut = "[...document.querySelectorAll('.frame')].filter(each => each.scrollWidth > each.clientWidth)"
    with opened(browser, file, width=width) as seen:
        assert seen.page.evaluate(f"{cut}.map(each => each.ariaLabel)") == []


def test_a_table_on_a_small_screen_says_in_each_row_what_stands_there(browser: Browser, shown: Path) -> None:
    said = "getComputedStyle(document.querySelector('#points td[data-of=Risk]'), '::before').content"
    for width in (320, 1440):
        with opened(browser, shown, width=width) as seen:
            assert (seen.page.evaluate(said) == "none") == (width == 1440)


def test_the_focus_in_the_contents_is_seen_whole(browser: Browser, shown: Path) -> None:
    with opened(browser, shown) as seen:
        for _ in range(3):
            seen.page.keyboard.press("Tab")
        room = seen.page.evaluate(
            "(() => { const link = document.activeElement, nav = link.closest('nav').getBoundingClientRect(),"
            " at = link.getBoundingClientRect(), style = getComputedStyle(link),"
            " ring = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);"
            " return [at.left - ring - nav.left, nav.right - at.right - ring]; })()"
        )
        assert min(room) >= 0


def test_the_picture_fills_the_window_and_the_way_back_is_there(browser: Browser, shown: Path) -> None:
    with opened(browser, shown) as seen:
        place = "document.querySelector('#diagram svg').getBoundingClientRect()"
        before = seen.page.evaluate(f"{place}.width")
        seen.page.get_by_role("link", name="Fill the window with the picture").click()
        assert seen.page.evaluate(f"[{place}.left, {place}.top, {place}.width]") == [0, 0, 1440]
        assert seen.page.evaluate(f"{place}.width") > before
        seen.page.get_by_role("link", name="Back to the page").click()
        assert seen.page.evaluate(f"{place}.width") == before
        assert seen.complaints == []


def test_hostile_text_is_read_as_it_was_written(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(page(hostile()), "utf-8")
    with opened(browser, file) as seen:
        assert HOSTILE.replace("\u202e", r"\u202e") in seen.page.locator("h1").inner_text()
        assert seen.page.locator("script, img, [onerror]").count() == 0


PAGES = {"example": 8, "largest": 18}
"""What a team would print: a picture, what to do first, and the list to work down."""


@pytest.mark.parametrize("make", [example, largest])
def test_printed_it_is_short_and_tells_every_threat_that_holds(
    browser: Browser, tmp_path: Path, make: Callable[[], Report]
) -> None:
    file, report = tmp_path / "report.html", make()
    file.write_text(page(report), "utf-8")
    with opened(browser, file) as seen:
        seen.page.emulate_media(media="print", color_scheme="dark")
        assert seen.page.locator("nav").is_hidden()
        assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        told = seen.page.locator("#points, #elsewhere").all_inner_texts()
        titles = {finding.threat.title for finding in report.analysis.findings if finding.state in ("open", "reduced")}
        assert {title for title in titles if title not in " ".join(told)} == set()
        assert pages(seen.page.pdf(prefer_css_page_size=True)) <= PAGES[make.__name__]
        assert seen.complaints == []


def test_what_is_printed_alone_is_not_on_the_screen_and_what_to_do_first_is_on_both(
    browser: Browser, shown: Path
) -> None:
    visible = "[...document.querySelectorAll('{}')].filter(each => each.checkVisibility()).length"
    with opened(browser, shown) as seen:
        assert seen.page.evaluate(visible.format(".on-paper")) == 0
        at_length = seen.page.evaluate(visible.format(".finding"))
        assert at_length > 5
        assert seen.page.evaluate(visible.format("#first .item")) == 3
        seen.page.emulate_media(media="print")
        assert seen.page.evaluate(visible.format("#points .finding")) == 0
        assert seen.page.evaluate(visible.format("#first .item")) == 3


def pages(pdf: bytes) -> int:
    """How many pages a PDF has, by its page objects, some of which may lie in packed streams."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    unpacked = b"".join(_inflated(each) for each in packed)
    return len(re.findall(rb"/Type\s*/Page\b", pdf + unpacked))


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error:
        return b""
