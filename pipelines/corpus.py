"""The corpus of annotated articles: load it, give it as gold, as articles, as spaCy Docs; check it and count it from the command line.

python -m pipelines.corpus check|counts|gold|articles PATH…
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.annotation import AnnotatedArticle, ListedAction, ListedEntity, parse
from pipelines.errors import CasewireError, LexiconError, UsageError
from pipelines.records import Article, Mention, TimeSpan
from pipelines.sentences import split_sentences

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

USAGE = "usage: python -m pipelines.corpus check|counts|gold|articles PATH…"


def paths(*roots: Path) -> list[Path]:
    """Every `.txt` at or below the roots, sorted by name. Raises UsageError where a root does not exist."""
    missing = [str(r) for r in roots if not r.exists()]
    if missing:
        raise UsageError(f"{', '.join(missing)}: no such file or folder")
    found = {p for root in roots for p in ([root] if root.is_file() else root.rglob("*.txt"))}
    return sorted(found, key=lambda p: (p.stem, p.as_posix()))


def read(path: Path) -> AnnotatedArticle:
    """One file of the corpus. Raises LexiconError."""
    try:
        return parse(path.read_text(encoding="utf-8"), path.stem)
    except UnicodeDecodeError as error:
        raise LexiconError([f"{path.stem}: not UTF-8 ({error.reason} at byte {error.start})"]) from error


def read_all(files: Iterable[Path]) -> tuple[list[AnnotatedArticle], list[str]]:
    """Those that can be read, in the order given, and the faults of the others."""
    articles: list[AnnotatedArticle] = []
    faults: list[str] = []
    for path in files:
        try:
            articles.append(read(path))
        except LexiconError as error:
            faults += error.faults
    return articles, faults


def load(folder: Path) -> list[AnnotatedArticle]:
    """Every article of a folder and those below it, sorted by name. Raises LexiconError with the faults of all files."""
    articles, faults = read_all(paths(folder))
    if faults:
        raise LexiconError(faults)
    return articles


def article(annotated: AnnotatedArticle) -> Article:
    """The article as a reader would hand it to the pipelines."""
    head = annotated.head
    authors = (head["author"],) if head.get("author") else ()
    path = f"{annotated.name}.txt"
    return Article(annotated.name, annotated.text, path, None, head.get("source"), head.get("title"), authors, annotated.published)


def gold(annotated: AnnotatedArticle) -> dict[str, Any]:
    """What is to be found in the article, as the scorer reads it."""
    head = {"id": annotated.name, "language": annotated.language, "languages": [annotated.language]}
    if annotated.published:
        head["published"] = annotated.published
    entities = {e.id: _gold_entity(annotated, e) for e in annotated.entities.values()}
    return head | {"entities": entities, "actions": [_gold_action(annotated, a) for a in annotated.actions.values()]}


def _gold_entity(annotated: AnnotatedArticle, entity: ListedEntity) -> dict[str, Any]:
    """Names are those listed, then the forms that stand in the text (`Kerings`)."""
    names = [*entity.names, *(m.text for m in annotated.marked("name", entity.id))]
    out = {"type": entity.type, "also": list(entity.also), "parent": entity.parent, "names": list(dict.fromkeys(names))}
    return out | ({"optional": True} if entity.optional else {})


def _gold_action(annotated: AnnotatedArticle, action: ListedAction) -> dict[str, Any]:
    dates = list(action.dates)
    out: dict[str, Any] = {
        "type": action.type,
        "modality": action.modality,
        "roles": {r: list(dict.fromkeys(f.entity for f in fs)) for r, fs in action.roles.items()},
        "date": dates if len(dates) > 1 else next(iter(dates), None),
        "amount": {"value": _number(action.amount[0]), "currency": action.amount[1]} if action.amount else None,
    }
    if action.quantity:
        out["quantity"] = {"value": _number(action.quantity[0]), "unit": action.quantity[1]}
    out["evidence"] = evidence(annotated, action.id)
    return out | ({"optional": True} if action.optional else {})


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def evidence(annotated: AnnotatedArticle, action: str) -> str:
    """The sentence that holds the first trigger of the action; empty where it has none."""
    triggers = annotated.marked("trigger", action)
    spans = split_sentences(annotated.text, annotated.language) if triggers else []
    return next((annotated.text[s:e] for s, e in spans if s <= triggers[0].start < e), "")


def docs(articles: Iterable[AnnotatedArticle], nlp: Language) -> Iterator[Doc]:
    """The articles as Docs of a pipeline's tokenizer: names in `doc.ents`, all of the annotation in `doc._.annotation`."""
    from spacy.tokens import Doc

    from pipelines.document import prepare

    if not Doc.has_extension("annotation"):
        Doc.set_extension("annotation", default=None)
    for annotated in articles:
        doc = prepare(nlp.make_doc(annotated.text))
        doc._.annotation = annotated
        doc._.published = date.fromisoformat(annotated.published) if annotated.published else None
        _set_spans(doc, annotated)
        yield doc


def _set_spans(doc: Doc, annotated: AnnotatedArticle) -> None:
    """Names as `doc.ents` (the longest of nested ones), mentions and dates as our own components would leave them."""
    from spacy.util import filter_spans

    names = [(m, annotated.entities[m.targets[0]].type) for m in annotated.marked("name")]
    spans = [doc.char_span(m.start, m.end, label=type_, alignment_mode="expand") for m, type_ in names]
    doc.ents = tuple(filter_spans([s for s in spans if s is not None]))
    doc._.mentions = [
        Mention(m.start, m.end, m.text, target, "annotation", m.kind == "nominal")
        for m in annotated.marks
        if m.kind in ("name", "nominal")
        for target in m.targets
    ]
    doc._.times = [TimeSpan(m.start, m.end, m.text, _first_date(annotated, m.targets[0])) for m in annotated.marked("date")]


def _first_date(annotated: AnnotatedArticle, action: str) -> str | None:
    return next(iter(annotated.actions[action].dates), None)


def main(argv: list[str]) -> int:
    """Runs one command and prints to stdout; gives the exit code: 0 fine, 1 faults found, 2 wrong use."""
    from pipelines.corpus_check import check
    from pipelines.corpus_counts import counts

    if len(argv) < 2 or argv[0] not in ("check", "counts", "gold", "articles"):
        print(USAGE, file=sys.stderr)
        return 2
    articles, faults = read_all(paths(*map(Path, argv[1:])))
    if argv[0] == "check":
        return check(articles, faults)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(counts(articles) if argv[0] == "counts" else "\n".join(_line(a, argv[0]) for a in articles))
    return 1 if faults else 0


def _line(annotated: AnnotatedArticle, command: str) -> str:
    """One line of JSON: the gold, or the article in the plain dialect."""
    head = annotated.head
    plain = {"id": annotated.name, "url": None, **{k: head.get(k) for k in ("source", "title", "author")}, "date": annotated.published}
    return json.dumps(gold(annotated) if command == "gold" else plain | {"text": annotated.text}, ensure_ascii=False)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except CasewireError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
