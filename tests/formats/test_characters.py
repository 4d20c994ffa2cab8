from __future__ import annotations

import pytest

from threatmodel.formats.characters import characters
from threatmodel.model.source import InputError


def complaints(text: str | bytes) -> list[str]:
    with pytest.raises(InputError) as caught:
        characters(text, "my.yaml")
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("é: 😀\a", "1:5: the character U+0007 cannot be used (remove it)"),
        ("a: \x85", "1:4: the character U+0085 cannot be used (remove it)"),
        ("a: x\u2028y", "1:5: the character U+2028 cannot be used (remove it)"),
        ("a: \ud800", "1:4: the character U+D800 cannot be used (remove it)"),
        ("a: \x7f", "1:4: the character U+007F cannot be used (remove it)"),
        ("a: b\ufeff", "1:5: the character U+FEFF cannot be used (remove it)"),
    ],
)
def test_a_character_that_cannot_be_used_is_named_by_its_code_point(text: str, complaint: str) -> None:
    assert complaints(text) == [f"my.yaml:{complaint}"]


def test_every_forbidden_character_is_named_up_to_a_hundred() -> None:
    assert complaints("a\a\r\nb\x85") == [
        "my.yaml:1:2: the character U+0007 cannot be used (remove it)",
        "my.yaml:2:2: the character U+0085 cannot be used (remove it)",
    ]
    assert len(complaints("\a" * 1_000_000)) == 100


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ("a: 1".encode("utf-16"), "1:1: the file is in UTF-16 or UTF-32, not in UTF-8 (save as UTF-8)"),
        ("a: 1".encode("utf-16-le"), "1:1: the file is in UTF-16 or UTF-32, not in UTF-8 (save as UTF-8)"),
        ("a: 1".encode("utf-16-be"), "1:1: the file is in UTF-16 or UTF-32, not in UTF-8 (save as UTF-8)"),
        ("a: 1".encode("utf-32"), "1:1: the file is in UTF-16 or UTF-32, not in UTF-8 (save as UTF-8)"),
        ("é: 1\r\nü: ö".encode() + b"\xe9\n", "2:5: the byte 0xE9 is not UTF-8 (save as UTF-8)"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "3:1: this is not a text file: it contains the character U+0000"),
        (b"name: x\0", "1:8: this is not a text file: it contains the character U+0000"),
        (b"x" * 5_000_001, "1:1: the file is too long (5.0 MB); at most 5 MB are read"),
        (b"[" * 100_000_000, "1:1: the file is too long (100.0 MB); at most 5 MB are read"),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_their_place(data: bytes, complaint: str) -> None:
    assert complaints(data) == [f"my.yaml:{complaint}"]


def test_five_megabytes_are_read() -> None:
    assert characters(b"x" * 5_000_000, "my.yaml") == "x" * 5_000_000


def test_a_byte_order_mark_is_skipped_and_is_no_column() -> None:
    assert characters(b"\xef\xbb\xbfa", "my.yaml") == characters("\ufeffa", "my.yaml") == "a"
    assert complaints(b"\xef\xbb\xbfa: \xff") == ["my.yaml:1:4: the byte 0xFF is not UTF-8 (save as UTF-8)"]


def test_text_of_every_script_passes_unchanged() -> None:
    text = "é 😀 שלום \u202e \t\r\n <script> \\N"
    assert characters(text, "my.yaml") == characters(text.encode(), "my.yaml") == text
