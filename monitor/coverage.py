"""Whether the lexicon is sound, and what it covers: actions by languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipelines.errors import LexiconError
from pipelines.furniture_cues import cues
from pipelines.knowledge import knowledge
from pipelines.lexicon import Lexicon, load_lexicon
from pipelines.proof import prove
from pipelines.records import ENTITY_TYPES, LANGUAGES
from pipelines.vocabulary import load_vocabulary


def report() -> str:
    """The coverage as lines of text. Raises LexiconError with every fault of every file, and every sentence that its rule fails."""
    faults = [fault for load in (load_vocabulary, cues, knowledge) for fault in _faults(load)]
    faults += [fault for language in LANGUAGES for fault in _faults(lambda language=language: load_lexicon(language))]  # type: ignore[misc]
    if not faults:
        faults = [fault for language in LANGUAGES for fault in _failed_proofs(load_lexicon(language))]
    if faults:
        raise LexiconError(faults)
    return "\n".join([*_rules(), "", *_names()])


def _faults(load: Callable[[], object]) -> list[str]:
    try:
        load()
    except LexiconError as error:
        return error.faults
    return []


def _failed_proofs(lexicon: Lexicon) -> Iterator[str]:
    for rule in lexicon.rules:
        yield from prove(rule, lexicon)


def _rules() -> Iterator[str]:
    """For each action and language the rules that read it, and how many sentences prove them; a dash where there is none."""
    lexicons = [load_lexicon(language) for language in LANGUAGES]
    yield f"{'rules/sentences':22}" + "".join(f"{language:>10}" for language in LANGUAGES)
    for action in load_vocabulary():
        yield f"{action:22}" + "".join(f"{_cell(lexicon, action):>10}" for lexicon in lexicons)
    yield f"{'rules':22}" + "".join(f"{len(lexicon.rules):>10}" for lexicon in lexicons)
    yield f"{'words':22}" + "".join(f"{len({w for ws in lexicon.words.values() for w in ws}):>10}" for lexicon in lexicons)


def _cell(lexicon: Lexicon, action: str) -> str:
    rules = [rule for rule in lexicon.rules if rule.action == action]
    return f"{len(rules)}/{sum(len(rule.yes) + len(rule.no) for rule in rules)}" if rules else "—"


def _names() -> Iterator[str]:
    """How many entities of each type are known."""
    known = list(knowledge().values())
    for kind in ENTITY_TYPES:
        count = sum(entity.type == kind for entity in known)
        if count:
            yield f"{'known ' + kind:22}{count:>10}"
    yield f"{'known in all':22}{len(known):>10}"
