from __future__ import annotations

import re
import struct
import zlib
from dataclasses import replace
from importlib.resources import files
from xml.etree import ElementTree as ET

import pytest

from tests.drawings import call, hostile
from threatmodel.model.drawing import Drawing, Geometry
from threatmodel.reports.picture.rank_layout import lay_out_in_ranks
from threatmodel.reports.picture.request import measure
from threatmodel.reports.picture.to_png import to_png, unwritten
from threatmodel.reports.picture.to_svg import to_svg

SVG = "{http://www.w3.org/2000/svg}"


class Pixels:
    """A decoded PNG of eight bits a channel, with alpha, not interlaced."""

    def __init__(self, png: bytes) -> None:
        assert png.startswith(b"\x89PNG\r\n\x1a\n")
        chunks, at = [], 8
        while at < len(png):
            (length,) = struct.unpack_from(">L", png, at)
            chunks.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + length]))
            at += length + 12
        self.width, self.height, depth, colours, _, _, interlaced = struct.unpack(">LLBBBBB", dict(chunks)[b"IHDR"])
        assert (depth, colours, interlaced) == (8, 6, 0)
        self.rows = list(self._unfiltered(zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))))

    def _unfiltered(self, data: bytes) -> list[bytearray]:
        stride, rows = self.width * 4, []
        before = bytearray(stride)
        for start in range(0, len(data), stride + 1):
            row = bytearray(data[start + 1 : start + 1 + stride])
            for n in range(stride):
                left, corner = (row[n - 4], before[n - 4]) if n >= 4 else (0, 0)
                row[n] = (row[n] + _predicted(data[start], left, before[n], corner)) & 255
            rows.append(row)
            before = row
        return rows

    def dark(self, left: float, top: float, right: float, bottom: float) -> int:
        """How many pixels of a rectangle are darker than half."""
        return sum(
            sum(self.rows[y][4 * x : 4 * x + 3]) < 384
            for y in range(max(int(top), 0), min(int(bottom), self.height))
            for x in range(max(int(left), 0), min(int(right), self.width))
        )


def _predicted(kind: int, left: int, above: int, corner: int) -> int:
    if kind == 4:
        guess = left + above - corner
        return min((left, above, corner), key=lambda one: abs(guess - one))
    return (0, left, above, (left + above) // 2)[kind]


def picture(drawing: Drawing) -> tuple[str, Geometry]:
    geometry = lay_out_in_ranks(measure(drawing), turned=False)
    return to_svg(drawing, geometry), geometry


def size(root: ET.Element) -> tuple[float, float]:
    _, _, width, height = (float(part) for part in root.get("viewBox", "").split())
    return width, height


def test_every_line_of_text_is_really_visible() -> None:
    svg, _ = picture(replace(call(), boxes=call().boxes[1:3]))
    root = ET.fromstring(svg)  # noqa: S314 - what we wrote ourselves
    width = int(size(root)[0])
    bare = re.sub(r">[^<]+</text>", "></text>", svg)
    written, empty = Pixels(to_png(svg, width)), Pixels(to_png(bare, width))
    lines = list(_lines(root, 0.0, 0.0))
    assert len(lines) > 12
    for text, x, y, high in lines:
        box = (x, y - high, x + high, y)
        assert abs(written.dark(*box) - empty.dark(*box)) > 3, text


def _lines(element: ET.Element, x: float, y: float) -> list[tuple[str, float, float, float]]:
    """The first letter of each line of text: what it says, where its baseline starts, its size; in pixels."""
    found = []
    moved = re.match(r"translate\(([\d.]+) ([\d.]+)\)$", element.get("transform", ""))
    x, y = (x + float(moved[1]), y + float(moved[2])) if moved else (x, y)
    if element.tag == f"{SVG}text" and element.text:
        size = float(element.get("font-size", "0"))
        left = float(element.get("x", "0")) - (size / 2 if element.get("text-anchor") == "middle" else 0)
        found.append((element.text, x + left, y + float(element.get("y", "0")), size))
    for child in element:
        found += _lines(child, x, y)
    return found


def test_every_box_and_arrow_is_there() -> None:
    svg, _ = picture(call())
    root = ET.fromstring(svg)  # noqa: S314 - what we wrote ourselves
    whole = to_png(svg, 600)
    groups = [group for group in root.iter(f"{SVG}g") if group.get("data-box") or group.get("data-arrow")]
    assert len(groups) == len(call().boxes) + len(call().arrows)
    for group in groups:
        shapes = [*group]
        for shape in shapes:
            group.remove(shape)
        assert to_png(ET.tostring(root, "unicode"), 600) != whole, group.attrib
        group.extend(shapes)


def test_the_picture_is_as_wide_as_asked_and_keeps_its_shape() -> None:
    svg, _ = picture(call())
    root = ET.fromstring(svg)  # noqa: S314 - what we wrote ourselves
    ratio = size(root)[1] / size(root)[0]
    for width in (320, 1920):
        header = struct.unpack(">LL", to_png(svg, width)[16:24])
        assert header == (width, pytest.approx(width * ratio, abs=1))


def test_the_same_picture_gives_the_same_bytes_whatever_fonts_it_names() -> None:
    svg, _ = picture(call())
    other = re.sub(r'font-family="[^"]*"', 'font-family="serif"', svg)
    assert other != svg
    assert to_png(svg, 800) == to_png(svg, 800) == to_png(other, 800)


def test_the_shipped_font_writes_most_alphabets_and_says_what_it_cannot() -> None:
    assert unwritten("<text>Zażółć ĝis Ελλάδα Привіт שלום مرحبا … • ’ →</text>") == frozenset()
    assert unwritten("<text>漢字 &amp; ok</text>") == {"漢", "字"}
    assert unwritten("<title>漢字</title>") == frozenset()


def test_hostile_names_make_a_picture_all_the_same() -> None:
    drawing = replace(hostile(), arrows=hostile().arrows[:4])
    svg, _ = picture(drawing)
    pixels = struct.unpack(">LL", to_png(svg, 640)[16:24])
    assert pixels[0] == 640


def test_the_licence_of_the_font_lies_beside_it() -> None:
    folder = files("threatmodel.reports") / "static" / "fonts"
    licence = (folder / "LICENSE").read_text("utf-8")
    assert "Bitstream" in licence
    assert "Tavmjong Bah" in licence
    assert all(file.name in licence for file in folder.iterdir() if file.name.endswith(".ttf"))
