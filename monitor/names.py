"""`casewire names`: what the knowledge base knows, what is wrong with it, and what records suggest for it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from monitor import config as configuration
from monitor.cli import DONE, SOME_FAILED
from pipelines.errors import UsageError
from pipelines.knowledge import KnownEntity, knowledge


def run(args: argparse.Namespace, records: Iterator[dict[str, Any]]) -> int:
    """Runs `lint`, `suggest` or `show`; `records` are read by `suggest` only."""
    if args.action == "suggest":
        return _suggest(records)
    files = tuple(Path(file) for file in configuration.read(args.config).names)
    return _lint(files) if args.action == "lint" else _show(args.name, args.text, files)


def _lint(files: tuple[Path, ...]) -> int:
    from pipelines.name_lint import lint

    entities = knowledge(files)
    found = lint(entities)
    print("\n".join([*found, f"{len(entities)} entities, {len(found)} findings"]))
    return SOME_FAILED if found else DONE


def _suggest(records: Iterator[dict[str, Any]]) -> int:
    from pipelines.name_pairs import pairs

    for pair in pairs(records):
        print("\t".join((str(pair.times), pair.sign, *pair.names, *pair.ids)))
    return DONE


def _show(name: str, text: str | None, files: tuple[Path, ...]) -> int:
    from pipelines.fold import fold

    entities = knowledge(files)
    found = [e for e in entities.values() if e.id == name or fold(name) in map(fold, e.aliases)]
    if not found and text is None:
        raise UsageError(f"names show: '{name}' is no name or id that is known")
    for entity in found:
        print("\n".join(_known(entity, [e.id for e in entities.values() if e.parent == entity.id])))
    if text is not None:
        print("\n".join(_reasons(text, files) or ["no known name stands in the text"]))
    return DONE


def _known(entity: KnownEntity, owned: list[str]) -> Iterator[str]:
    yield f"{entity.id}: {', '.join((entity.type, *entity.also))}"
    for code, names in entity.names.items():
        yield f"  {code}: {', '.join(names)}"
    for key, value in (("owner", entity.parent), ("owns", ", ".join(owned)), ("country", entity.country), ("wikidata", entity.wikidata)):
        if value:
            yield f"  {key}: {value}"
    for alias, guard in entity.guards.items():
        wants = {"needs one of": guard.need, "never beside": guard.avoid, "only beside": ("a name of the same group",) if guard.kin else ()}
        yield from (f"  {alias} {want} {json.dumps(words, ensure_ascii=False)[1:-1]}" for want, words in wants.items() if words)


def _reasons(text: str, files: tuple[Path, ...]) -> list[str]:
    """For each known name in the text, whether it links and why."""
    from pipelines.fold import fold
    from pipelines.gazetteer import gazetteer
    from pipelines.guards import why

    folded = fold(text)
    hits = gazetteer(files).hits(text, folded)
    linked = {(c.start, c.id) for c in gazetteer(files).find(text, folded)}
    lines = []
    for hit in hits:
        end = "links" if (hit.start, hit.alias.entity.id) in linked else "does not link"
        lines.append(f"{hit.start}-{hit.end} {text[hit.start : hit.end]} = {hit.alias.entity.id} {end}: {why(folded, hit, hits)}")
    return lines
