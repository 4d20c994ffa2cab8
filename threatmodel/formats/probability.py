"""Fields -> a range of probabilities: from low to high, and what no number of people takes it above."""

from __future__ import annotations

from threatmodel.formats.decode import Fields, Reading, quoted

KEYS = ("low", "high")
"""What a range needs."""

CAP = "cap"
"""What it may have as well."""


def probability_range(reading: Reading, fields: Fields) -> tuple[float, float, float | None]:
    """Return low, high and the cap, which is None when nothing is written."""
    low, high, cap = (probability(reading, fields, key) for key in (*KEYS, CAP))
    if low is not None and high is not None and low > high:
        reading.complain(fields["low"], "'low' is above 'high'")
    if high is not None and cap is not None and high > cap:
        reading.complain(fields[CAP], "'cap' is below 'high'")
    return low or 0.0, high or 0.0, cap


def probability(reading: Reading, fields: Fields, key: str) -> float | None:
    """Return the probability under a key, None when nothing is written or after a complaint."""
    number = reading.number(fields.get(key), quoted(key))
    if number is not None and number > 1:
        reading.complain(fields[key], f"{quoted(key)} is a probability from 0 to 1")
    return number
