"""Articles a second on one core: Casewire beside the plain stack, for text and for HTML, in one run, with peak memory.

python benchmarks/extract.py [CORPUS_DIR]    (default: corpus/train)

The plain stack is trafilatura with its defaults, langdetect, and a blank spaCy pipeline with a PhraseMatcher on the same names.
Each of the four runs in a process of its own, one after the other, so that memory and caches are its own; building is timed apart.
"""

from __future__ import annotations

import html
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

Article = tuple[str, str, str]  # language, text, day of publication
RUNS = ("casewire text", "plain text", "casewire html", "plain html")
PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>
<meta property="article:published_time" content="{day}"></head><body><header><nav><ul>{nav}</ul></nav></header>
<main><article><h1>{title}</h1>{paragraphs}</article></main><aside><ul>{nav}</ul></aside><footer>{footer}</footer></body></html>"""


def articles(folder: Path) -> list[Article]:
    from pipelines.corpus import load

    return [(a.language, a.text, a.published or "2020-01-01") for a in load(folder)]


def page(article: Article) -> bytes:
    language, text, day = article
    paragraphs = "".join(f"<p>{html.escape(p)}</p>" for p in text.split("\n") if p.strip())
    nav = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(12))
    return PAGE.format(
        lang=language, title=html.escape(text[:60]), day=day, nav=nav, paragraphs=paragraphs, footer="Imprint | Privacy"
    ).encode()


def casewire_text() -> Callable[[Article], object]:
    import pipelines
    from pipelines.records import LANGUAGES, record_json
    from pipelines.records import Article as Input

    for language in LANGUAGES:
        pipelines.load(language)
    return lambda a: json.dumps(record_json(pipelines.extract(Input("x", a[1], published=a[2]))))


def casewire_html() -> Callable[[Article], object]:
    import pipelines
    from monitor import clean
    from monitor.pages import Page
    from pipelines.errors import Skip
    from pipelines.records import record_json

    casewire_text()

    def run(article: Article) -> object:
        try:
            return json.dumps(record_json(pipelines.extract(clean.article(Page("x.html", "html", page(article))))))
        except Skip as skip:  # of some short articles nothing is left once their page is cleaned, as in `casewire extract`
            print(skip, file=sys.stderr)
            return None

    return run


def plain_text() -> Callable[[Article], object]:
    import spacy
    from langdetect import DetectorFactory, detect
    from spacy.matcher import PhraseMatcher

    from pipelines.knowledge import knowledge
    from pipelines.records import LANGUAGES

    DetectorFactory.seed = 0
    names = sorted({n for e in knowledge().values() for n in e.aliases})
    built = {}
    for language in LANGUAGES:
        nlp = spacy.blank(language)
        matcher = PhraseMatcher(nlp.vocab)
        matcher.add("NAME", list(nlp.tokenizer.pipe(names)))
        built[language] = (nlp, matcher)

    def run(article: Article) -> object:
        code = detect(article[1])[:2]
        nlp, matcher = built.get(code, built["en"])
        doc = nlp(article[1])
        return [(doc[s:e].text, s, e) for _, s, e in matcher(doc)]

    return run


def plain_html() -> Callable[[Article], object]:
    from trafilatura import extract

    text = plain_text()
    return lambda a: text((a[0], extract(page(a)) or "", a[2]))


def measure(name: str, folder: Path) -> None:
    makers: dict[str, Callable[[], Callable[[Article], object]]] = {
        "casewire text": casewire_text,
        "plain text": plain_text,
        "casewire html": casewire_html,
        "plain html": plain_html,
    }
    found = articles(folder)
    start = time.perf_counter()
    run = makers[name]()
    for article in found[:8]:  # warm: caches filled, lazy parts loaded
        run(article)
    built = time.perf_counter() - start
    start = time.perf_counter()
    for article in found:
        run(article)
    took = time.perf_counter() - start
    words = sum(len(text.split()) if language != "zh" else len(text) / 1.7 for language, text, _ in found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {"name": name, "articles": len(found), "per_second": len(found) / took, "words": words / took, "built": built, "peak": peak}
        )
    )


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "corpus/train")
    if len(sys.argv) > 2:
        measure(sys.argv[2], folder)
        return
    one_core = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": "."}
    rows = {}
    for name in RUNS:
        done = subprocess.run(
            [sys.executable, __file__, str(folder), name], env=os.environ | one_core, capture_output=True, text=True, check=True
        )
        rows[name] = json.loads(done.stdout.splitlines()[-1])
    print(f"{'':14} {'articles/s':>10} {'words/s':>9} {'build s':>8} {'peak MiB':>9}")
    for name, row in rows.items():
        print(f"{name:14} {row['per_second']:10.1f} {row['words']:9.0f} {row['built']:8.2f} {row['peak']:9.0f}")
    for kind in ("text", "html"):
        print(f"casewire / plain, {kind}: {rows[f'casewire {kind}']['per_second'] / rows[f'plain {kind}']['per_second']:.2f}")


if __name__ == "__main__":
    main()
