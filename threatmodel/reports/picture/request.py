"""Drawing -> layout request: the room that every part of a picture takes, and the room that there is for it."""

from __future__ import annotations

from collections.abc import Mapping

from threatmodel.model.drawing import ArrowRoom, BoxRoom, Direction, Drawing, LaneRoom, LayoutRequest
from threatmodel.reports.picture.contents import (
    LINE,
    Limits,
    arrow_content,
    box_content,
    drawn_arrows,
    lane_title,
    lane_titles,
    limits_of,
)
from threatmodel.reports.picture.frame import rooms
from threatmodel.reports.picture.text_lines import line_height, text_size


def measure(drawing: Drawing, *, narrow: bool = False) -> LayoutRequest:
    """The room that every part of the drawing needs; `narrow` is for small screens: one column."""
    limits = limits_of(drawing, narrow=narrow)
    direction: Direction = "column" if narrow else "auto"
    titles = lane_titles(drawing)
    arrows = _arrow_rooms(drawing, limits)
    plain = LayoutRequest(
        boxes=_box_rooms(drawing, limits, titles), arrows=arrows, direction=direction, rooms=rooms(drawing)
    )
    if not titles:
        return plain
    return LayoutRequest(
        boxes=_box_rooms(drawing, limits, {}),
        lanes=tuple(_lane_room(lane, title, limits) for lane, title in titles.items()),
        arrows=arrows,
        direction=direction,
        rooms=plain.rooms,
        without_lanes=plain,
    )


def _box_rooms(drawing: Drawing, limits: Limits, titles: Mapping[str, str]) -> tuple[BoxRoom, ...]:
    """Rooms with lanes beside them, or, when `titles` are given, with the lane's title inside."""
    known = lane_titles(drawing)
    rooms = []
    for box in drawing.boxes:
        content = box_content(box, limits, titles.get(box.lane, ""))
        lane = "" if titles or box.lane not in known else box.lane
        rooms.append(BoxRoom(id=box.id, width=content.width, height=content.height, lane=lane))
    return tuple(rooms)


def _arrow_rooms(drawing: Drawing, limits: Limits) -> tuple[ArrowRoom, ...]:
    contents = ((arrow, arrow_content(arrow, limits)) for arrow in drawn_arrows(drawing))
    return tuple(
        ArrowRoom(id=arrow.id, source=arrow.source, target=arrow.target, width=content.width, height=content.height)
        for arrow, content in contents
    )


def _lane_room(lane: str, title: str, limits: Limits) -> LaneRoom:
    lines = lane_title(title, limits)
    width, height = text_size(lines, LINE, bold=True)
    return LaneRoom(id=lane, width=round(width + 8), height=max(round(height + 4), line_height(LINE)))
