"""Which acts each sentence tells, wherever their words are, and what that says of a trigger."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipelines.view import Array, Window
from pipelines.vocabulary import load_vocabulary

ACTS = tuple(load_vocabulary())
# what the sentence counts beside the words, and from where on it alone makes a trigger; chosen on the dev articles and the seeds
SHARE, ALONE = 0.5, 0.4

Trigger = tuple[int, int, str, float]


class Presence:
    """The probability of each act in each sentence of a window: that not all of its tokens are silent."""

    def __init__(self, seen: Window) -> None:
        begins = np.diff(np.asarray(seen.sentence, dtype=int), prepend=-1) > 0
        silent = np.log1p(-np.minimum(seen.present, 1 - 1e-6))
        self.tokens, self.rows = seen.present, np.cumsum(begins) - 1
        self.told: Array = 1 - np.exp(np.add.reduceat(silent, np.flatnonzero(begins), axis=0))

    def weigh(self, certainty: float, token: int, *, act: str) -> float:
        """The certainty of a trigger by its own words and by its sentence together."""
        return (1 - SHARE) * certainty + SHARE * float(self.told[self.rows[token], ACTS.index(act)])

    def lift(self, found: Sequence[Trigger], acts: Array) -> list[Trigger]:
        """The triggers, the best of each act in a sentence weighed by it; and one where a sentence tells an act but none was found."""
        best: dict[tuple[int, str], Trigger] = {}
        for trigger in found:
            key = (int(self.rows[trigger[0]]), trigger[2])
            best[key] = max(best.get(key, trigger), trigger, key=lambda t: t[3])
        for row, act in zip(*np.nonzero(self.told >= ALONE), strict=True):
            best.setdefault((int(row), ACTS[act]), self._likeliest(int(row), int(act), acts))
        tops = set(best.values())
        rest = [t for t in found if t not in tops]
        return sorted([*rest, *((a, b, act, self.weigh(p, a, act=act)) for a, b, act, p in tops)])

    def _likeliest(self, row: int, act: int, acts: Array) -> Trigger:
        """The token of a sentence that most likely tells an act."""
        tokens = np.flatnonzero(self.rows == row)
        at = int(tokens[self.tokens[tokens, act].argmax()])
        return at, at, ACTS[act], float(acts[at, 1 + 2 * act : 3 + 2 * act].sum())
