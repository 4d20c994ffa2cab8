"""Words that every checklist uses, whatever it is written as: how much a control does, where people find support."""

from __future__ import annotations

from typing import Final

STRENGTHS: Final = {
    "strong": "closes it",
    "partial": "makes it less likely or smaller",
    "deterrent": "discourages, does not prevent",
    "detective": "shows it afterwards, does not prevent",
    "procedural": "as good as people keep to it",
}
"""What each strength of a control means, said honestly."""

SUPPORT: Final = (
    "Somebody in the team to talk to, also outside this meeting",
    "How to ask for removal or correction, and how soon there is an answer",
    "Advice centre or helpline for the people concerned, in their language",
    "Data protection officer or authority",
    "In an emergency",
)
"""What a team fills in before it hands a checklist out."""
