"""Which acts a sentence tells, wherever their words may be: two who annotate agree on the acts, but seldom on the words that carry them.

Each token says on its own how likely it tells an act; that none does is the product (noisy-or). What computes it at run time stands in
`pipelines/telling.py`.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from pipelines.presence import ACTS

# where a token starts: most tell nothing, and a sentence has dozens
START = -6.0


class Presence(nn.Module):
    """Acts of sentences from the hidden states of their tokens."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.token, self.drop = nn.Linear(hidden, len(ACTS)), nn.Dropout(0.2)
        nn.init.constant_(self.token.bias, START)

    def losses(self, h: Tensor, sentence: Sequence[int], told: Sequence[tuple[int, str]]) -> Tensor:
        """Cross entropy a sentence and act; `sentence` is the number of each token's sentence, `told` are (token, act)."""
        number = torch.tensor(sentence) - sentence[0]
        none = torch.zeros(int(number[-1]) + 1, len(ACTS)).index_add(0, number, nn.functional.logsigmoid(-self.token(self.drop(h))))
        target = torch.zeros_like(none)
        for token, act in told:
            target[number[token], ACTS.index(act)] = 1
        some = torch.log(-torch.expm1(none.clamp(max=-1e-6)))
        return -(target * some + (1 - target) * none).flatten()
