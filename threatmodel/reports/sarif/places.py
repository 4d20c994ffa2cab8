"""Places and texts -> as SARIF holds them: addresses relative to the root, messages in which nothing is a link."""

from __future__ import annotations

from typing import Any, Final

from threatmodel.model.source import Span
from threatmodel.reports.escape import visible

ROOT: Final = "%SRCROOT%"
"""What viewers replace by the root of the sources."""

_UNRESERVED: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def uri(file: str) -> str:
    """Return the address of a file as it was named: relative to where the program ran, or absolute."""
    while file.startswith("./"):
        file = file[2:].lstrip("/")
    raw = file.encode("utf-8", "surrogateescape")
    quoted = "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in raw)
    if file.startswith("/"):
        return f"file://{quoted}"
    return f"file:///{file[0]}:{quoted[4:]}" if file[1:3] == ":/" else quoted


def physical(span: Span) -> dict[str, Any]:
    """Return a place; the region is its first character, since where a value ends is not known."""
    address = uri(span.file)
    where: dict[str, Any] = {"uri": address}
    if not address.startswith("file:"):
        where["uriBaseId"] = ROOT
    line, column = max(span.line, 1), max(span.column, 1)
    region = {"startLine": line, "startColumn": column, "endLine": line, "endColumn": column + 1}
    return {"artifactLocation": where, "region": region}


def location(span: Span, text: str = "", **more: Any) -> dict[str, Any]:
    """Return a location, with what is to be read there."""
    said = {"message": message(text)} if text else {}
    return {**more, "physicalLocation": physical(span), **said}


def message(text: str) -> dict[str, str]:
    """Return a message. Braces would be placeholders and a bracket before a parenthesis a link: both stay text."""
    return {"text": visible(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")}
