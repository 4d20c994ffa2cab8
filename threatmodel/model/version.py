"""The version of the program, said once: here."""

from typing import Final

VERSION: Final = "0.1.0"
