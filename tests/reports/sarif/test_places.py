from __future__ import annotations

import pytest

from threatmodel.model.source import Span
from threatmodel.reports.sarif.places import location, message, uri


@pytest.mark.parametrize(
    ("file", "address"),
    [
        ("designs/call.yaml", "designs/call.yaml"),
        ("./designs/call.yaml", "designs/call.yaml"),
        ("../call.yaml", "../call.yaml"),
        ("a b/ä%20#1?.yaml", "a%20b/%C3%A4%2520%231%3F.yaml"),
        ("/srv/call.yaml", "file:///srv/call.yaml"),
        ("C:/designs/a b.yaml", "file:///C:/designs/a%20b.yaml"),
        ("javascript:alert(1).yaml", "javascript%3Aalert%281%29.yaml"),
        ("HEAD~1:call.yaml", "HEAD~1%3Acall.yaml"),
        ("b\udcff.yaml", "b%FF.yaml"),
    ],
)
def test_an_address_is_relative_to_the_root_and_holds_nothing_that_means_something(file: str, address: str) -> None:
    assert uri(file) == address


def test_a_relative_place_names_the_root_and_an_absolute_one_does_not() -> None:
    assert location(Span("a.yaml", 3, 5), "here", id=1) == {
        "id": 1,
        "physicalLocation": {
            "artifactLocation": {"uri": "a.yaml", "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 6},
        },
        "message": {"text": "here"},
    }
    assert "uriBaseId" not in location(Span("/a.yaml", 3, 5))["physicalLocation"]["artifactLocation"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[click](http://evil.example)", "[click] (http://evil.example)"),
        ("{0} and {1}", "{{0}} and {{1}}"),
        ("a\u202eb\nc", "a\\u202eb c"),
        ("plain", "plain"),
    ],
)
def test_a_message_holds_no_link_no_placeholder_and_nothing_hidden(text: str, shown: str) -> None:
    assert message(text) == {"text": shown}
