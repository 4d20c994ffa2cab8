"""Text -> a threat of the catalogue with its examples, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Collection
from math import inf
from typing import Final, Literal, TypeAlias

from threatmodel.formats.body import body
from threatmodel.formats.catalogue import read_entry
from threatmodel.formats.condition import condition
from threatmodel.formats.decode import Reading, quoted
from threatmodel.formats.nodes import Node, Sequence
from threatmodel.formats.probability import CAP, KEYS, probability_range
from threatmodel.formats.vocabulary import Vocabulary
from threatmodel.model.catalogue import FAMILIES, FORMS, Consequence, Example, Likelihood, Threat, When
from threatmodel.model.names import slug

_On: TypeAlias = Literal["holding", "system", "person", "scenario"]
_To: TypeAlias = Literal["same", "contact", "stranger", "household", "insider", "everyone"]

_ON: Final[tuple[_On, ...]] = ("holding", "system", "person", "scenario")
_TO: Final[tuple[_To, ...]] = ("same", "contact", "stranger", "household", "insider", "everyone")
_LEARNS: Final = ("identity", "whereabouts", "participation")
_REQUIRED: Final = ("title", "family", "on", "when", "severity", "question")
_EXAMPLES: Final = "examples"
_FRAMEWORKS: Final = ("linddun", "panoptic", "solove", "nist")
_OPTIONAL: Final = ("leads to", "likelihood", "why", "sources", *_FRAMEWORKS)


def read_threat(
    text: str | bytes, file: str, id_: str, vocabulary: Vocabulary, facts: Collection[str], *, examples: bool = True
) -> Threat:
    """Return a threat; `facts` are the names of all facts. Raises InputError with all problems at once.

    Without `examples` they may be missing, and are not read where they are there.
    """
    return read_entry(
        text, file, lambda reading, node: _threat(reading, node, id_, vocabulary, facts, examples=examples)
    )


def _threat(
    reading: Reading, node: Node, id_: str, vocabulary: Vocabulary, facts: Collection[str], *, examples: bool
) -> Threat:
    required, optional = ((_EXAMPLES,), ()) if examples else ((), (_EXAMPLES,))
    fields = reading.fields(node, "a threat", (*_REQUIRED, *required), (*_OPTIONAL, *optional))
    if slug(id_) != id_:
        reading.complain(node, f"{quoted(id_)} is not an id such as 'covert-recording'")
    on = reading.choice(fields.get("on"), "'on'", _ON) or "holding"
    when = condition(reading, fields.get("when") or node, id_, on, vocabulary, facts)
    tags: dict[str, tuple[str, ...]] = {
        key: reading.texts(fields[key], quoted(key)) for key in _FRAMEWORKS if key in fields
    }
    return Threat(
        id=id_,
        title=reading.text(fields.get("title"), "'title'") or "",
        family=reading.choice(fields.get("family"), "'family'", FAMILIES) or "",
        on=on,
        when=when,
        leads_to=_consequences(reading, fields.get("leads to"), on, when),
        severity=reading.whole(fields.get("severity"), "'severity'", 1, 5) or 1,
        likelihood=_likelihood(reading, fields.get("likelihood")),
        question=reading.text(fields.get("question"), "'question'") or "",
        why=reading.text(fields.get("why"), "'why'") or "",
        tags=tags,
        sources=reading.texts(fields.get("sources"), "'sources'"),
        examples=_examples(reading, fields.get(_EXAMPLES) if examples else None, vocabulary),
        span=node.span(reading.file),
    )


def _consequences(reading: Reading, node: Node | None, on: _On, when: When) -> tuple[Consequence, ...]:
    if node is None:
        return ()
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(_something_new(reading, item, _consequence(reading, item, on), when) for item in items)


def _something_new(reading: Reading, node: Node, consequence: Consequence, when: When) -> Consequence:
    """Complain of a consequence that goes in a circle: the same holder has already what the condition asks for."""
    form, learns = consequence.form, consequence.learns
    no_more = form is None or (when.form is not None and FORMS.index(form) <= FORMS.index(when.form))
    if consequence.to == "same" and (form or learns) and no_more and (learns is None or learns == when.knows):
        message = "this leads in a circle: the same holder has that already where the condition holds"
        reading.complain(node, message, "say what comes of it, or leave 'leads to' out")
    return consequence


def _consequence(reading: Reading, node: Node, on: _On) -> Consequence:
    fields = reading.fields(node, "'leads to'", (), ("to", "form", "learns", "after"))
    form = reading.choice(fields.get("form"), "'form'", FORMS)
    if on == "scenario" and "form" in fields:
        reading.complain(
            fields["form"], "a threat on the scenario leads to no form: there is nobody who holds anything"
        )
    if fields and not {"form", "learns"} & fields.keys():
        reading.complain(node, "'leads to' needs 'form' or 'learns'", "say what the holder gets or learns")
    after = reading.duration(fields.get("after"), "'after'")
    if after == inf:
        reading.complain(fields["after"], "what comes after forever never comes")
    return Consequence(
        to=reading.choice(fields.get("to"), "'to'", _TO) or "same",
        form=form,
        learns=reading.choice(fields.get("learns"), "'learns'", _LEARNS),
        after=after or 0.0,
        span=node.span(reading.file),
    )


def _likelihood(reading: Reading, node: Node | None) -> Likelihood | None:
    if node is None:
        return None
    fields = reading.fields(node, "'likelihood'", (*KEYS, "basis"), (CAP,))
    low, high, cap = probability_range(reading, fields)
    basis = reading.text(fields.get("basis"), "'basis'") or ""
    span = node.span(reading.file)
    return Likelihood(low=low, high=high, basis=basis, cap=1.0 if cap is None else cap, span=span)


def _examples(reading: Reading, node: Node | None, vocabulary: Vocabulary) -> tuple[Example, ...]:
    found: list[Example] = []
    for item in reading.items(node, "'examples'"):
        fields = reading.fields(item, "an example", ("found", "scenario"))
        is_found = reading.yes_no(fields.get("found"), "'found'")
        if "scenario" in fields:
            scenario = body(reading, fields["scenario"], vocabulary, required=())
            found.append(Example(found=is_found or False, scenario=scenario, span=item.span(reading.file)))
    for is_found, word in ((True, "yes"), (False, "no")):
        if node is not None and not any(example.found is is_found for example in found):
            reading.complain(node, f"an example with 'found: {word}' is missing")
    return tuple(found)
