"""A real browser and the accessibility checker, for the tests that look at pages as people do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Route, sync_playwright

from tests.checkout import cannot_run

NAMES = ("chromium", "chromium-browser", "google-chrome")
OFFLINE = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the Chromium of this computer; without one the test cannot run."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        cannot_run("no Chromium on this computer (Debian: apt-get install chromium)")
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*OFFLINE, *root])
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Seen:
    """An open page, what it asked for besides itself, and what it complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def opened(
    browser: Browser, file: Path, *, width: int = 1440, scheme: Literal["light", "dark"] = "light"
) -> Iterator[Seen]:
    """Open a file; any request but for the file itself is recorded and refused."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", service_workers="block"
    )
    seen = Seen(page=context.new_page())

    def guard(route: Route) -> None:
        if route.request.url == file.as_uri():
            route.continue_()
            return
        seen.requests.append(route.request.url)
        route.abort()

    def heard(message: ConsoleMessage) -> None:
        seen.complaints.append(f"{message.type}: {message.text}")

    def asked(dialog: Dialog) -> None:
        seen.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    context.route("**/*", guard)
    seen.page.on("console", heard)
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    seen.page.on("dialog", asked)
    try:
        seen.page.goto(file.as_uri())
        yield seen
    finally:
        context.close()


def inaccessible(page: Page) -> list[str]:
    """What the checker finds wrong by WCAG 2.0 to 2.2, A and AA, and its advice: each rule with the first places."""
    page.evaluate(_checker())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
    found: dict[str, Any] = page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", tags)
    assert len(found["passes"]) > 10, "the checker has looked at next to nothing"
    return [
        f"{broken['id']}: {broken['help']}: {[node['html'][:120] for node in broken['nodes'][:3]]}"
        for broken in found["violations"]
    ]


def _checker() -> str:
    try:
        return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    except ModuleNotFoundError:
        cannot_run("axe-playwright-python, which carries the accessibility checker, is not installed")
