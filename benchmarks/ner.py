"""Names on data that others annotated: exact span and label on raw text, PER, ORG and LOC.

python benchmarks/ner.py EVALUATE_DIR

EVALUATE_DIR holds uner-de-pud, uner-en-pud, uner-zh-pud (CC BY-SA 3.0), kind-it-nc (NERMuD-23, CC BY-NC) and german-ler as their makers
publish them; nothing is trained on them. Company, brand, platform, court, authority and association count as ORG; programmes are left out.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pipelines
from pipelines.training.others import Sentence, read_file

FILES = (
    ("de", "PUD de", "uner-de-pud/de_pud-ud-test.iob2", 1, 2, " "),
    ("en", "PUD en", "uner-en-pud/en_pud-ud-test.iob2", 1, 2, " "),
    ("zh", "PUD zh", "uner-zh-pud/zh_pud-ud-test.iob2", 1, 2, ""),
    ("it", "NERMuD it", "kind-it-nc/WN_test.tsv", 0, 1, " "),
)
NAMES_ONLY = ["casewire_sentences", "casewire_view", "casewire_names"]
COARSE = {"person": "PER", "place": "LOC"} | dict.fromkeys(("company", "brand", "platform", "court", "authority", "association"), "ORG")
Name = tuple[int, int, int, str]


def gold(sentences: Sequence[Sentence]) -> set[Name]:
    """(sentence, start, end, label) of what is annotated."""
    return {(i, start, end, COARSE[kind]) for i, s in enumerate(sentences) for start, end, kind in s.names}


def found(sentences: Sequence[Sentence], language: str) -> set[Name]:
    """The same of what the pipeline finds."""
    nlp, out = pipelines.load(language), set[Name]()
    with nlp.select_pipes(enable=NAMES_ONLY):
        for i, doc in enumerate(nlp.pipe(s.text for s in sentences)):
            out |= {(i, e.start_char, e.end_char, COARSE[e.label_.lower()]) for e in doc.ents if e.label_.lower() in COARSE}
    return out


def figures(right: int, told: int, true: int) -> str:
    precision, recall = right / max(1, told), right / max(1, true)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * right / max(1, told + true):.3f} of {true}"


def report(title: str, sentences: Sequence[Sentence], language: str) -> None:
    start = time.perf_counter()
    told, true = found(sentences, language), gold(sentences)
    seconds = time.perf_counter() - start
    print(f"{title}: {figures(len(told & true), len(told), len(true))}; {len(sentences)} sentences in {seconds:.1f} s")
    for label in ("PER", "ORG", "LOC"):
        a, b = ({n for n in names if n[3] == label} for names in (told, true))
        print(f"  {label} {figures(len(a & b), len(a), len(b))}")


def courts(path: Path) -> None:
    """How many of the courts of German decisions are found as organisations, by exact span."""
    sentences = list(read_file(path, word=0, tag=1, joiner=" ", labels={"GRT": "court"}))
    told, true = found(sentences, "de"), gold(sentences)
    print(f"LER courts: recall {len(told & true) / max(1, len(true)):.3f} of {len(true)}")


def main() -> None:
    folder = Path(sys.argv[1])
    for language, title, name, word, tag, joiner in FILES:
        report(title, list(read_file(folder / name, word=word, tag=tag, joiner=joiner)), language)
    courts(folder / "german-ler/ler_test.conll")


if __name__ == "__main__":
    main()
