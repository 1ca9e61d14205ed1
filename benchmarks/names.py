"""How fast known names are found on one core, beside spaCy's PhraseMatcher with the same names, and how long the names take to load.

python benchmarks/names.py [CORPUS_DIR]    (default: corpus/train)

Matching is what each does to a text that is ready for it, ours folded, spaCy's a tokenised Doc; making these ready is timed apart.
"Linking" adds to our matching the case of letters, guards, neighbours and legal forms. Each figure is the best of five runs.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

RUNS = 5
LOAD = """
import time
from monitor.name_cache import ensure
from pipelines.setup import Setup
cache = ensure(Setup())
import pipelines.gazetteer as names
start = time.perf_counter()
names.knowledge()
told = time.perf_counter()
names.gazetteer((), {cache})
print(told - start, time.perf_counter() - told)
"""


def best(run: Callable[[], object]) -> float:
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def load_times(cache: str) -> tuple[float, float]:
    runs = [
        subprocess.run([sys.executable, "-c", LOAD.format(cache=cache)], capture_output=True, text=True, check=True) for _ in range(RUNS)
    ]
    pairs = [tuple(map(float, run.stdout.split())) for run in runs]
    return min(a for a, _ in pairs), min(b for _, b in pairs)


def ours(texts: list[str]) -> dict[str, Callable[[], object]]:
    from pipelines.fold import fold
    from pipelines.gazetteer import gazetteer

    names, folded = gazetteer(), [fold(t) for t in texts]
    return {
        "folding": lambda: [fold(t) for t in texts],
        "matching": lambda: [sum(1 for _ in names.automaton.find(f)) for f in folded],
        "linking": lambda: [names.find(t, f) for t, f in zip(texts, folded, strict=True)],
    }


def spacys(texts: list[str], language: str) -> dict[str, Callable[[], object]]:
    import spacy
    from spacy.matcher import PhraseMatcher

    from pipelines.knowledge import knowledge

    nlp = spacy.blank(language)
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("NAME", list(nlp.tokenizer.pipe(sorted({n for e in knowledge().values() for n in e.aliases}))))
    docs = [nlp.make_doc(t) for t in texts]
    return {"tokenising": lambda: [nlp.make_doc(t) for t in texts], "PhraseMatcher": lambda: [matcher(d) for d in docs]}


def main(folder: Path) -> None:
    from pipelines.corpus import load
    from pipelines.records import LANGUAGES

    told, ready = load_times("cache")
    _, built = load_times("''")
    print(f"loading: knowledge {told * 1000:.0f} ms, automaton from the cache {ready * 1000:.0f} ms (built: {built * 1000:.0f} ms)")
    articles = load(folder)
    print("MB/s of UTF-8")
    for code in (*LANGUAGES, "all"):
        texts = [a.text for a in articles if code in (a.language, "all")]
        size = sum(len(t.encode()) for t in texts) / 1e6
        runs = ours(texts) | (spacys(texts, code) if code != "all" else {})
        print(f"{code:4}" + "  ".join(f"{name} {size / best(run):.1f}" for name, run in runs.items()))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "corpus/train"))
