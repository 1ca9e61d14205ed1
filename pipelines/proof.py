"""Each rule carries sentences that it must read and must not: this reads them back and says which it fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from pipelines.document import prepare
from pipelines.lexicon import Lexicon
from pipelines.records import Action, Entity, Mention
from pipelines.rules import Rule
from pipelines.vocabulary import load_vocabulary

_MARK = re.compile(r"\[([^\]]+)\]\(([^)]*)\)")
# the type that a marked name takes where the sentence does not say
_USUAL = {
    "court": "court",
    "authority": "authority",
    "organization": "association",
    "alliance": "association",
    "program": "program",
    "list": "program",
    "place": "place",
    "platform": "platform",
    "brand": "brand",
}


@dataclass(frozen=True, slots=True)
class Proof:
    """A marked sentence: its text, the names in it with their types, and who must fill which role."""

    text: str
    mentions: tuple[Mention, ...]
    types: dict[str, str]
    roles: dict[str, list[str]]
    modality: str


def read_proof(written: str) -> Proof:
    """Reads `[Norvik](plaintiff) sued [Jane Roe](defendant:person)`; a leading `planned: ` states the modality."""
    found = re.match(r"(planned|possible|negated): ", written)
    modality, body = (found.group(1), written[found.end() :]) if found else ("asserted", written)
    text, at, mentions, types, roles = "", 0, list[Mention](), dict[str, str](), dict[str, list[str]]()
    for mark in _MARK.finditer(body):
        text += body[at : mark.start()]
        name, (role, _, kind) = mark.group(1), mark.group(2).partition(":")
        mentions.append(Mention(len(text), len(text) + len(name), name, name, "proof"))
        types[name] = kind or types.get(name) or _USUAL.get(role, "company")
        if role != "-":
            roles.setdefault(role, []).append(name)
        text, at = text + name, mark.end()
    return Proof(text + body[at:], tuple(mentions), types, roles, modality)


def read_back(proof: Proof, lexicon: Lexicon) -> list[Action]:
    """The actions that the pipeline reads in a proof, its names taken as marked."""
    from pipelines.build import load

    nlp = load(lexicon.language)
    doc: Doc = prepare(nlp.make_doc(proof.text))
    doc._.mentions = list(proof.mentions)
    doc._.entities = {
        name: Entity(name, name, kind, mentions=[m for m in proof.mentions if m.entity == name]) for name, kind in proof.types.items()
    }
    for component in ("casewire_sentences", "casewire_coreference", "casewire_actions"):
        doc = nlp.get_pipe(component)(doc)
    actions: list[Action] = doc._.actions
    return actions


def prove(rule: Rule, lexicon: Lexicon) -> Iterator[str]:
    """One line for each sentence that the rule fails: a `yes` must give its action alone with the roles marked, a `no` must not give it."""
    for written in rule.yes:
        proof = read_proof(written)
        yield from (f"{rule.id}: yes '{written}': {fault}" for fault in _yes_faults(rule, proof, read_back(proof, lexicon)))
    for written in rule.no:
        if any(a.type == rule.action for a in read_back(read_proof(written), lexicon)):
            yield f"{rule.id}: no '{written}': reads {rule.action} all the same"


def _yes_faults(rule: Rule, proof: Proof, actions: list[Action]) -> Iterator[str]:
    others = sorted({a.type for a in actions} - {rule.action, rule.implies})
    own = [a for a in actions if a.type == rule.action]
    if others:
        yield f"reads {', '.join(others)} as well"
    if not own:
        yield "is not read"
        return
    for role in load_vocabulary()[rule.action].roles:
        got = sorted({f.entity for a in own for f in a.roles.get(role.name, ())})
        if got != sorted(set(proof.roles.get(role.name, []))):
            yield f"{role.name} is {got}, must be {sorted(set(proof.roles.get(role.name, [])))}"
    if all(a.modality != proof.modality for a in own):
        yield f"modality is {own[0].modality}, must be {proof.modality}"
