"""Every template escapes, and none goes on without a name that it asks for."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from threatmodel.reports.jinja_environment import environment


def test_text_is_escaped() -> None:
    assert environment().from_string("{{ text }}").render(text="<b>&") == "&lt;b&gt;&amp;"


def test_a_name_that_is_missing_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ text }}").render()


def test_the_templates_of_the_package_are_found() -> None:
    assert "diagram.svg.jinja" in environment().list_templates()
