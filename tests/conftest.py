"""What every test runs under: one Hypothesis profile, the same examples on every machine."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("threatmodel", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("threatmodel")
