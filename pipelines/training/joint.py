"""The joint model: names, triggers and modality a token, roles a pair of trigger and place; one encoder under all."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from pipelines.pointing import NOMINAL, SAME
from pipelines.records import MODALITIES
from pipelines.telling import ACTS, ROLES, bucket
from pipelines.training.encoder import Encoder
from pipelines.training.examples import IGNORE, NAMES, TRIGGERS, Example

PAIR = 128
# coarse supervision: which of our labels each of PER, ORG, LOC stands for
ORG = ("company", "brand", "platform", "court", "authority", "association")
# a token's loss below this counts as settled
LEAST = 0.01


def coarse_groups() -> Tensor:
    """For each name label its coarse class: O, programme and nominal 0, then B/I of person, body, place."""
    out = []
    for label in NAMES:
        head, _, kind = label.partition("-")
        rank = 1 if kind == "person" else 3 if kind in ORG else 5 if kind == "place" else 0
        out.append(rank + (head == "I") if rank else 0)
    return torch.tensor(out)


class Joint(nn.Module):
    """Heads on an encoder. `tokens` gives the logits a token, `pairs` the role logits."""

    def __init__(self, encoder: Encoder, hidden: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.names, self.acts = nn.Linear(hidden, len(NAMES)), nn.Linear(hidden, len(TRIGGERS))
        self.modality = nn.Linear(hidden, len(MODALITIES))
        self.trigger, self.place = nn.Linear(2 * hidden, PAIR), nn.Linear(2 * hidden, PAIR)
        self.act = nn.Embedding(len(ACTS) + 1, PAIR)
        self.far = nn.Embedding(16, PAIR)
        self.role = nn.Linear(PAIR, len(ROLES) + 1)
        self.drop = nn.Dropout(0.2)
        self.register_buffer("groups", coarse_groups())

    def tokens(self, h: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Name, trigger and modality logits of hidden states."""
        x = self.drop(h)
        return self.names(x), self.acts(x), self.modality(x)

    def pairs(self, h: Tensor, triggers: Sequence[tuple[int, int, int]], places: Sequence[tuple[int, int]]) -> Tensor:
        """Role logits (triggers, places, roles) of one window; a trigger is (first, last, act)."""
        t = self.trigger(_ends(h, [(f, e) for f, e, _ in triggers])) + self.act(torch.tensor([a for _, _, a in triggers]))
        p = self.place(_ends(h, places))
        far = torch.tensor([[bucket(pf - tf) for pf, _ in places] for tf, _, _ in triggers])
        return self.role(self.drop(torch.tanh(t[:, None] + p[None] + self.far(far))))


def _ends(h: Tensor, spans: Sequence[tuple[int, int]]) -> Tensor:
    return torch.cat([h[[f for f, _ in spans]], h[[e for _, e in spans]]], dim=-1)


def pad(examples: Sequence[Example]) -> Tensor:
    """Token ids with the special tokens around, padded with 1: (batch, length + 2)."""
    width = max(len(e.encoded.ids) for e in examples) + 2
    return torch.tensor([[0, *e.encoded.ids, 2, *([1] * (width - len(e.encoded.ids) - 2))] for e in examples])


def _targets(examples: Sequence[Example], width: int, labels: Sequence[list[int] | None]) -> Tensor:
    rows = [
        [IGNORE, *(row or [IGNORE] * len(e.encoded.ids)), *([IGNORE] * (width - len(e.encoded.ids) - 1))]
        for e, row in zip(examples, labels, strict=True)
    ]
    return torch.tensor(rows)


def loss(model: Joint, examples: Sequence[Example]) -> dict[str, Tensor]:
    """The losses of a batch by head; what an example does not annotate adds nothing."""
    ids = pad(examples)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        h = model.encoder(ids)
    h = h.float()
    names, acts, modality = model.tokens(h)
    width = ids.shape[1]
    fine = [None if e.coarse else e.names for e in examples]
    rough = [e.names if e.coarse else None for e in examples]
    out = {"names": _entropy(names, _targets(examples, width, fine))}
    out["coarse"] = _coarse(model, names, _targets(examples, width, rough))
    out["acts"] = 2 * _entropy(acts, _targets(examples, width, [e.acts for e in examples]))
    for row, example in enumerate(examples):
        if example.triggers:
            _add_pairs(model, out, h[row, 1:], modality[row, 1:], example)
        _add_nominals(model, out, h[row, 1:], example)
    return out | {k: out[k] / len(examples) for k in ("modality", "roles", "nominals") if k in out}


def _entropy(logits: Tensor, target: Tensor) -> Tensor:
    """Cross entropy over the tokens that are annotated."""
    keep = target != IGNORE
    if not bool(keep.any()):
        return logits.sum() * 0
    values = nn.functional.cross_entropy(logits[keep], target[keep], reduction="none")
    # tokens that are settled add nothing to the mean: nine in ten have no label
    return values.sum() / max(1, int((values > LEAST).sum()))


def _coarse(model: Joint, logits: Tensor, target: Tensor) -> Tensor:
    """Cross entropy over coarse classes: the probabilities of our labels that one stands for are added up."""
    keep = target != IGNORE
    if not bool(keep.any()):
        return logits.sum() * 0
    logp = torch.log_softmax(logits[keep], -1)
    groups: Tensor = model.groups  # type: ignore[assignment]
    summed = torch.stack([torch.logsumexp(logp.masked_fill(groups != g, -1e9), -1) for g in range(7)], -1)
    return nn.functional.nll_loss(summed, groups[target[keep]])


def _add_pairs(model: Joint, out: dict[str, Tensor], h: Tensor, modality: Tensor, example: Example) -> None:
    """Modality at the triggers, and roles pooled over the places of each entity by their highest score."""
    ce = nn.functional.cross_entropy
    first = torch.tensor([t[0] for t in example.triggers])
    out["modality"] = out.get("modality", 0) + ce(modality[first], torch.tensor([t[3] for t in example.triggers]))
    if not example.places:
        return
    acts = [(f, e, ACTS.index(name)) for f, e, name in example.named_triggers()]
    entities, pooled = _pooled(model, h, acts, example.places)
    target = torch.tensor([[example.roles.get((t, name), 0) for name in entities] for t in range(len(acts))])
    out["roles"] = out.get("roles", 0) + 3 * ce(pooled.flatten(0, 1), target.flatten())


def _add_nominals(model: Joint, out: dict[str, Tensor], h: Tensor, example: Example) -> None:
    """At whom a nominal points, of all who stand in the window by name."""
    named = [p for p in example.places if ":" not in p[2] and p[:2] not in {n[:2] for n in example.nominals}]
    if not named or not example.nominals:
        return
    entities, pooled = _pooled(model, h, [(f, e, NOMINAL) for f, e, _ in example.nominals], named)
    target = torch.tensor([[SAME if name in targets else 0 for name in entities] for *_, targets in example.nominals])
    out["nominals"] = out.get("nominals", 0) + nn.functional.cross_entropy(pooled.flatten(0, 1), target.flatten())


def _pooled(
    model: Joint, h: Tensor, triggers: Sequence[tuple[int, int, int]], places: Sequence[tuple[int, int, str]]
) -> tuple[list[str], Tensor]:
    """The entities of the places, and role logits (triggers, entities, roles)."""
    logits = model.pairs(h, triggers, [(f, e) for f, e, _ in places])
    entities = sorted({name for *_, name in places})
    return entities, torch.stack([pool(logits[:, [i for i, p in enumerate(places) if p[2] == name]]) for name in entities], 1)


def pool(logits: Tensor) -> Tensor:
    """Role logits of an entity from those of its places (triggers, places, roles): "none" by the lowest, the roles by the highest."""
    best = logits.max(1).values
    none = logits[..., 0].min(1).values
    return torch.cat([none[:, None], best[:, 1:]], -1)
