"""The model on a processor without AVX512, VNNI and AMX: does it run there, and how far is what it sees from what it sees here?

python benchmarks/portable.py [EMULATOR…]    (default: qemu-x86_64 -cpu Haswell-noTSX, of Debian's qemu-user)

The same interpreter reads the same texts here and in the emulator, which takes some minutes; printed is the largest difference of any
probability, and in how many words the likeliest name, act and modality are the same.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from pipelines.corpus import load
from pipelines.model import load_model
from pipelines.sentences import split_sentences

EMULATOR = ["qemu-x86_64", "-cpu", "Haswell-noTSX"]
ARTICLES = 4


def see(path: Path) -> None:
    """Writes what the model sees in an article of each language."""
    articles = sorted(load(Path("corpus/train")), key=lambda a: (a.name[3:], a.name))[:ARTICLES]
    views = [load_model().view(a.text, split_sentences(a.text, a.language)) for a in articles]
    seen = [window for view in views for window in view.seen]
    parts = {name: np.concatenate([getattr(w, name) for w in seen]) for name in ("names", "acts", "modality", "present")}
    np.savez(path, **parts)


def compare(here: Path, there: Path) -> None:
    one, other = np.load(here), np.load(there)
    for name in one.files:
        furthest = float(np.abs(one[name] - other[name]).max())
        same = float((one[name].argmax(-1) == other[name].argmax(-1)).mean())
        print(f"{name}: {len(one[name])} words, probabilities differ by {furthest:.3f} at most, the likeliest is the same in {same:.2%}")


def main() -> None:
    if sys.argv[1:2] == ["--see"]:
        see(Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        here, there = Path(folder) / "here.npz", Path(folder) / "there.npz"
        see(here)
        subprocess.run([*(sys.argv[1:] or EMULATOR), sys.executable, __file__, "--see", str(there)], check=True, stderr=subprocess.DEVNULL)
        compare(here, there)


if __name__ == "__main__":
    main()
