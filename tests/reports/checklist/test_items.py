from __future__ import annotations

from tests.golden.example import example
from threatmodel.reports.checklist.items import Item, items
from threatmodel.reports.checklist.wording import DESIGN


def all_items() -> dict[str, Item]:
    return {item.key: item for item in items(example(), example().analysis.findings)}


def test_each_control_is_one_item_with_all_that_it_bears_on_by_strength() -> None:
    reminder = all_items()["reminder"]
    assert [(strength, len(findings)) for strength, findings in reminder.against] == [("deterrent", 3)]
    assert [*reminder.titles()] == [("deterrent", ("Somebody passes a copy on", "A viewer keeps a recording"))]
    assert reminder.reference == "Remind people (deterrent)"


def test_a_change_of_the_design_is_an_item_that_is_no_control() -> None:
    item = all_items()["design/sam/messages"]
    assert (item.strength, item.is_design, item.effort) == (DESIGN, True, "")
    assert item.say == "Change the design so that messages cannot reach sam, or ask mara and noor to agree."
    assert item.verify == "“threatmodel check” no longer shows unagreed-recipient/sam/messages."
    assert item.reference == "another design for messages at sam"


def test_what_is_in_place_or_bears_on_nothing_that_holds_is_no_item() -> None:
    assert all_items().keys() == {"design/sam/messages", "access-log", "reminder"}
