"""Two stories in one window, as in a digest or a feature about a trade: who belongs to the one takes no part in the other."""

from __future__ import annotations

import random
from collections.abc import Sequence

from pipelines.training.examples import Example
from pipelines.windows import WINDOW, Encoded

# the share of windows that are told beside another: features and digests tell of parties that have nothing to do with one another, and
# they are rarer in the corpus than on the web
JOINED = 0.3


def join(examples: Sequence[Example]) -> list[Example]:
    """The examples of one language, some of them two in one where both fit a window. Draws from `random`."""
    alone, waiting = list[Example](), list[Example]()
    for example in examples:
        (waiting if random.random() < JOINED else alone).append(example)
    while waiting:
        first = waiting.pop()
        second = next((e for e in waiting if _fit(first, e)), None)
        if second is not None:
            waiting.remove(second)
        alone.append(first if second is None else beside(first, second))
    return alone


def _fit(first: Example, second: Example) -> bool:
    """Whether both fit one window and share nobody: a firm that stands in both would be two."""
    return first.encoded.pieces + second.encoded.pieces <= WINDOW and not first.kinds.keys() & second.kinds.keys()


def beside(first: Example, second: Example) -> Example:
    """One example of two windows, the second behind the first; nothing links what they tell."""
    by, told = len(first.names), len(first.triggers)
    later = first.sentence[-1] + 1 if first.sentence else 0
    return Example(
        Encoded(first.encoded.ids + second.encoded.ids, first.encoded.offsets + second.encoded.offsets),
        first.names + second.names,
        (first.acts or []) + (second.acts or []),
        triggers=first.triggers + [(f + by, e + by, _other(act), told_as) for f, e, act, told_as in second.triggers],
        places=first.places + [(f + by, e + by, _other(name)) for f, e, name in second.places],
        nominals=first.nominals + [(f + by, e + by, tuple(map(_other, targets))) for f, e, targets in second.nominals],
        roles=first.roles | {(index + told, _other(name)): role for (index, name), role in second.roles.items()},
        types=first.types | {_other(act): kind for act, kind in second.types.items()},
        kinds=first.kinds | {_other(name): kind for name, kind in second.kinds.items()},
        sentence=first.sentence + [number + later for number in second.sentence],
    )


def _other(name: str) -> str:
    """An id of the second window as nothing in the first is called."""
    return f"{name}'"
