from __future__ import annotations

import os
import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise

import pytest

from tests.checkout import ROOT
from tests.golden.example import example
from tests.house import house
from tests.pages import HOSTILE, hostile, nothing_found, page, read
from threatmodel import pipeline
from threatmodel.reports.page.to_html import to_html
from threatmodel.reports.report import Report


@pytest.fixture(scope="module", params=[example, hostile, nothing_found], ids=lambda make: make.__name__)
def html(request: pytest.FixtureRequest) -> str:
    report: Report = request.param()
    return page(report)


def test_every_element_that_is_opened_is_closed(html: str) -> None:
    assert read(html).wrong == []


def test_every_anchor_is_there_once_and_every_link_within_the_page_leads_to_one(html: str) -> None:
    parsed = read(html)
    ids = parsed.all("id")
    assert len(ids) == len(set(ids))
    links = [link for link in parsed.all("href") if link.startswith("#")]
    assert links
    assert {link[1:] for link in links} - set(ids) == set()
    named = {name for names in parsed.all("aria-labelledby") for name in names.split()}
    assert named - set(ids) == set()


def test_headings_leave_no_level_out(html: str) -> None:
    levels = [int(tag[1]) for tag, _ in read(html).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_nothing_is_fetched_and_nothing_runs(html: str) -> None:
    parsed = read(html)
    assert [link for link in (*parsed.all("href"), *parsed.all("src")) if not link.startswith("#")] == ["data:,"]
    assert {"script", "iframe", "object", "embed", "form", "img"} & {tag for tag, _ in parsed.tags} == set()
    attributes = {name for _, pairs in parsed.tags for name in pairs}
    assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcset", "action")]
    style = html[html.index("<style>") : html.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_lets_in_the_style_sheet_of_the_page_and_nothing_else(html: str) -> None:
    style = html[html.index("<style>") + len("<style>") : html.index("</style>")]
    policy = next(each for each in read(html).all("content") if "default-src" in each)
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src '{'sha256-' + b64encode(sha256(style.encode('utf-8')).digest()).decode('ascii')}'" in policy
    assert "unsafe" not in policy


def test_tables_have_headings_for_their_columns_and_a_name(html: str) -> None:
    tags = [tag for tag, _ in read(html).tags]
    assert tags.count("table") == tags.count("caption") == tags.count("thead")
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in read(html).tags if tag == "th")


def test_hostile_text_stays_text() -> None:
    html = page(hostile())
    parsed = read(html)
    shown = HOSTILE.replace("\u202e", r"\u202e")
    assert parsed.text.count(shown) > 10
    assert "\u202e" not in html
    assert html.count("</style>") == 1


def test_characters_that_steer_are_shown_also_where_no_file_can_hold_them() -> None:
    base = example()
    report = replace(
        base, scenario=replace(base.scenario, title="a\x00\x07\x1b[31m\u2066\u200bb", file="\x9b\u2029.yaml")
    )
    html = page(report)
    assert r"a\u0000\u0007\u001b[31m\u2066\u200bb" in html
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069]", html)


def test_every_finding_stands_on_the_page_once() -> None:
    ids = [each for each in read(page(example())).all("id") if each.startswith("finding-")]
    assert sorted(ids) == sorted(f"finding-{finding.id}" for finding in example().analysis.findings)


def test_every_control_of_the_checklist_is_told_in_full_once() -> None:
    text = read(page(example())).text
    assert text.count("Remind people for everybody.") == 1
    assert "Encrypt the backup for everybody." not in text


def test_a_witness_is_told_step_by_step_with_the_place_of_each() -> None:
    text = re.sub(r"scenario\.yaml:\d+:\d+", "@", " ".join(read(page(example())).text.split()))
    steps = ("picture from mara", "picture seen by noor: mara → call → noor agreed", "picture kept by noor (recording)")
    assert " @ ".join((*steps[:2], f"{steps[2]} not agreed")) + " @" in text


def test_an_acceptance_names_who_when_and_why_and_says_when_it_does_not_count() -> None:
    text = " ".join(read(page(example())).text.split())
    assert "forwarding/noor/messages, by @lead until 2027-06-30: They *trust* each other." in text
    assert text.count("Does not count") == 1


def test_the_day_is_written_only_when_it_is_given() -> None:
    assert page(example(), day="2026-06-01").replace(", 2026-06-01. Severities", ". Severities") == page(example())


def test_where_there_is_no_second_picture_the_one_serves_every_screen() -> None:
    report = nothing_found()
    html = to_html(report, pipeline.draw(report), '<svg viewBox="0 0 200 100"></svg>')
    assert '<svg viewBox="0 0 200 100"></svg>' in html
    assert ".frame.wide svg { min-width: 110px; max-width: 200px; }" in html
    assert "frame small" not in html


def test_the_small_picture_is_shown_wherever_names_in_the_wide_one_would_be_hard_to_read() -> None:
    report = nothing_found()
    for width, rule in (
        (1000, "screen and (max-width: 581px), screen and (min-width: 1024px) and (max-width: 869px)"),
        (1900, "screen and (max-width: 1023px), screen and (min-width: 1024px) and (max-width: 1364px)"),
    ):
        html = to_html(report, pipeline.draw(report), f'<svg viewBox="0 0 {width} 100"></svg>', narrow="<svg></svg>")
        assert f"@media {rule} {{ .frame.wide:not(:target)" in html
        assert f".frame.wide svg {{ max-width: {width}px; }}" in html
        assert "min-width: 110px" not in html


def test_a_picture_that_says_no_size_is_shown_as_it_is() -> None:
    report = nothing_found()
    html = to_html(report, pipeline.draw(report), "<svg></svg>")
    assert "<svg></svg>" in html
    assert ".frame.wide svg {" not in html


def test_a_picture_that_stands_is_printed_on_a_page_that_stands() -> None:
    report = nothing_found()
    drawing = pipeline.draw(report)
    assert 'class="sheet tall"' in to_html(report, drawing, '<svg viewBox="0 0 100 200"></svg>')
    assert 'class="sheet"' in to_html(report, drawing, '<svg viewBox="0 0 200 100"></svg>')


def test_the_same_report_gives_the_same_bytes_whatever_the_order_of_sets() -> None:
    made = {_elsewhere(seed) for seed in ("1", "2")}
    assert made == {sha256(page(example()).encode("utf-8")).hexdigest()}


def _elsewhere(seed: str) -> str:
    """The digest of the page when another process makes it."""
    program = (
        "from hashlib import sha256\nfrom tests.golden.example import example\nfrom tests.pages import page\n"
        "print(sha256(page(example()).encode('utf-8')).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip()


def test_whom_a_finding_is_about_is_said_where_it_is_not_everybody() -> None:
    text = page(house())
    told = dict(re.findall(r'<li class="finding" id="finding-([^"]+)">.*?<p class="meta">(.*?)</p>', text, re.DOTALL))
    assert 'reaches one holder; <span class="whom">about oskar</span>.' in told["bystander-capture/eve/tour"]
    assert "about oskar, perhaps caretaker too" in told["vulnerable-attribute-disclosure/eve/tour"]
    assert "whom" not in told["unagreed-recipient/eve/tour"]


def test_what_is_left_out_of_the_small_picture_alone_is_said_on_a_small_screen_alone() -> None:
    report = example()
    drawing = replace(pipeline.draw(report), notices=("ten are shown",))
    html = to_html(report, drawing, "<svg></svg>", narrow="<svg></svg>", narrow_notices=("two are shown",))
    assert '<span class="of-wide"> Ten are shown.</span><span class="of-small"> Two are shown.' in html
    same = to_html(report, drawing, "<svg></svg>", narrow="<svg></svg>", narrow_notices=("ten are shown",))
    assert same.count("Ten are shown.") == 1
    assert "of-small" not in same[same.index("</style>") :]
