"""The head for pairs of trigger and entity in torch; what it computes is told in `pipelines/pairing.py`, which runs it in numpy."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from pipelines.pairing import APART, BUCKETS, HEADS, PLACE_KINDS, Spot, Trigger, relations
from pipelines.presence import ACTS
from pipelines.telling import ROLES

PAIR = 128


class Crossing(nn.Module):
    """Attention along one side of the grid (triggers, entities, PAIR): over the entities of a trigger, or the triggers of an entity."""

    def __init__(self) -> None:
        super().__init__()
        self.norm, self.qkv, self.out = nn.LayerNorm(PAIR), nn.Linear(PAIR, 3 * PAIR), nn.Linear(PAIR, PAIR, bias=False)
        nn.init.zeros_(self.out.weight)

    def forward(self, grid: Tensor) -> Tensor:
        """What is added to the grid, over its second side."""
        q, k, v = self.qkv(self.norm(grid)).unflatten(-1, (3, HEADS, PAIR // HEADS)).permute(2, 0, 3, 1, 4)
        seen = torch.softmax(q @ k.transpose(-1, -2) * (PAIR // HEADS) ** -0.5, -1) @ v
        out: Tensor = self.out(seen.transpose(1, 2).flatten(2))
        return out


class Pairing(nn.Module):
    """Scores pairs; `hidden` is the encoder's width."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        roles = len(ROLES) + 1
        self.trigger, self.place = nn.Linear(2 * hidden, PAIR), nn.Linear(2 * hidden, PAIR)
        self.asks, self.answers = nn.Linear(2 * hidden, PAIR), nn.Linear(2 * hidden, PAIR)
        self.match = nn.Linear(PAIR, PAIR, bias=False)
        self.act, self.kind = nn.Embedding(len(ACTS) + 2, PAIR), nn.Embedding(len(PLACE_KINDS), PAIR)
        self.far = nn.Embedding(BUCKETS * APART, PAIR)
        self.attend, self.near = nn.Linear(PAIR, 1, bias=False), nn.Linear(PAIR, roles, bias=False)
        self.alone, self.beside = nn.Linear(PAIR, PAIR), nn.Linear(PAIR, PAIR, bias=False)
        self.along, self.across = Crossing(), Crossing()
        self.role = nn.Linear(PAIR, roles)
        self.drop = nn.Dropout(0.2)

    def forward(self, h: Tensor, sentence: Sequence[int], triggers: Sequence[Trigger], spots: Sequence[Spot]) -> tuple[list[str], Tensor]:
        """The names of the spots once each, sorted, and role logits (triggers, names, roles) of one window."""
        ranked = sorted(spots, key=lambda s: s[2])
        names = sorted({s[2] for s in ranked})
        z = self.drop(self._vectors(h, sentence, triggers, ranked))
        sizes = [sum(s[2] == name for s in ranked) for name in names]
        parts = torch.split(z, sizes, dim=1)
        drawn = torch.stack([(torch.softmax(self.attend(part), 1) * part).sum(1) for part in parts], 1)
        drawn = drawn + self.drop(self.along(drawn))
        drawn = drawn + self.drop(self.across(drawn.transpose(0, 1)).transpose(0, 1))
        beside = self.beside(drawn.max(1, keepdim=True).values)
        v = self.drop(torch.relu(self.alone(drawn) + beside))
        best = torch.stack([part.max(1).values for part in torch.split(self.near(z), sizes, dim=1)], 1)
        return names, self.role(v) + best

    def _vectors(self, h: Tensor, sentence: Sequence[int], triggers: Sequence[Trigger], spots: Sequence[Spot]) -> Tensor:
        first, second = _ends(h, [(f, e) for f, e, _ in triggers]), _ends(h, [(s[0], s[1]) for s in spots])
        act, kind = self.act(torch.tensor([a for _, _, a in triggers])), self.kind(torch.tensor([s[3] for s in spots]))
        far = torch.from_numpy(relations(sentence, [f for f, _, _ in triggers], [s[0] for s in spots]))
        both = torch.tanh(self.asks(first) + act)[:, None] * torch.tanh(self.answers(second) + kind)[None]
        return torch.tanh((self.trigger(first) + act)[:, None] + (self.place(second) + kind)[None] + self.far(far) + self.match(both))


def _ends(h: Tensor, spans: Sequence[tuple[int, int]]) -> Tensor:
    return torch.cat([h[[f for f, _ in spans]], h[[e for _, e in spans]]], dim=-1)
