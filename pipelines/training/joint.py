"""The joint model: names, triggers and modality a token, roles a pair of trigger and place; one encoder under all."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import torch
from torch import Tensor, nn

from pipelines.pairing import kind_of
from pipelines.pointing import NOMINAL, RETOLD, SAME
from pipelines.presence import ACTS
from pipelines.records import MODALITIES
from pipelines.training.encoder import Encoder
from pipelines.training.examples import IGNORE, NAMES, TRIGGERS, Example
from pipelines.training.pairing import Pairing
from pipelines.training.presence import Presence

# coarse supervision: which of our labels each of PER, ORG, LOC stands for
ORG = ("company", "brand", "platform", "court", "authority", "association")
# the loss of a token or pair below this counts as settled
LEAST = 0.01
# so many words that are wrongly taken for a trigger join the triggers of a window, as a share of those; none less likely than this
WRONG, UNLIKELY = 0.5, 0.01
# how many words that look like a nominal and are none join the places of a window, beside one for each nominal; none less likely than this
STRAY, UNLIKE = 1, 0.05


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
        self.pairs, self.presence = Pairing(hidden), Presence(hidden)
        self.drop = nn.Dropout(0.2)
        self.register_buffer("groups", coarse_groups())

    def tokens(self, h: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Name, trigger and modality logits of hidden states."""
        x = self.drop(h)
        return self.names(x), self.acts(x), self.modality(x)


def pad(examples: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """The ids of pieces with the special ones around, and of which word each is, padded with -1: two of (batch, pieces + 2)."""
    rows = [[(0,), *e.encoded.ids, (2,)] for e in examples]
    ids = [[i for pieces in row for i in pieces] for row in rows]
    words = [[number for number, pieces in enumerate(row) for _ in pieces] for row in rows]
    width = max(len(row) for row in ids)
    first, second = (torch.tensor([[*row, *[-1] * (width - len(row))] for row in part]) for part in (ids, words))
    return first, second


def _targets(examples: Sequence[Example], width: int, labels: Sequence[list[int] | None]) -> Tensor:
    rows = [
        [IGNORE, *(row or [IGNORE] * len(e.encoded.ids)), *([IGNORE] * (width - len(e.encoded.ids) - 1))]
        for e, row in zip(examples, labels, strict=True)
    ]
    return torch.tensor(rows)


def loss(model: Joint, examples: Sequence[Example]) -> dict[str, Tensor]:
    """The losses of a batch by head; what an example does not annotate adds nothing."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        h = model.encoder(*pad(examples))
    h = h.float()
    names, acts, modality = model.tokens(h)
    width = h.shape[1]
    fine = [None if e.coarse else e.names for e in examples]
    rough = [e.names if e.coarse else None for e in examples]
    out = {"names": _entropy(names, _targets(examples, width, fine))}
    out["coarse"] = _coarse(model, names, _targets(examples, width, rough))
    out["acts"] = 2 * _entropy(acts, _targets(examples, width, [e.acts for e in examples]))
    told = [_present(model, h[row, 1:], e) for row, e in enumerate(examples) if e.acts is not None]
    out["present"] = _open(torch.cat(told)) if told else h.sum() * 0
    for row, example in enumerate(examples):
        if example.triggers:
            _add_modality(out, modality[row, 1:], example)
            _add_retold(model, out, h[row, 1:], example)
        if example.acts is not None and example.places:
            wrong, stray = mistaken(acts[row, 1:], example), strayed(names[row, 1:], example)
            _add_pairs(model, out, h[row, 1:], replace(example, places=[*example.places, *stray]), wrong=wrong)
        _add_nominals(model, out, h[row, 1:], example)
    return out | {k: out[k] / len(examples) for k in ("modality", "roles", "nominals", "retold") if k in out}


def _entropy(logits: Tensor, target: Tensor) -> Tensor:
    """Cross entropy over the tokens that are annotated."""
    keep = target != IGNORE
    if not bool(keep.any()):
        return logits.sum() * 0
    return _open(nn.functional.cross_entropy(logits[keep], target[keep], reduction="none"))


def _coarse(model: Joint, logits: Tensor, target: Tensor) -> Tensor:
    """Cross entropy over coarse classes: the probabilities of our labels that one stands for are added up."""
    keep = target != IGNORE
    if not bool(keep.any()):
        return logits.sum() * 0
    logp = torch.log_softmax(logits[keep], -1)
    groups: Tensor = model.groups  # type: ignore[assignment]
    summed = torch.stack([torch.logsumexp(logp.masked_fill(groups != g, -1e9), -1) for g in range(7)], -1)
    return _open(nn.functional.nll_loss(summed, groups[target[keep]], reduction="none"))


def _open(values: Tensor) -> Tensor:
    """The mean over the tokens or pairs that are not settled yet: nine in ten have no label and would drown the others."""
    return values.sum() / max(1, int((values > LEAST).sum()))


def _present(model: Joint, h: Tensor, example: Example) -> Tensor:
    return model.presence.losses(h[: len(example.sentence)], example.sentence, [(f, act) for f, _, act in example.named_triggers()])


def _add_modality(out: dict[str, Tensor], modality: Tensor, example: Example) -> None:
    """Modality at the triggers."""
    first, told = (torch.tensor([t[n] for t in example.triggers]) for n in (0, 3))
    out["modality"] = out.get("modality", 0) + nn.functional.cross_entropy(modality[first], told)


def mistaken(acts: Tensor, example: Example) -> list[tuple[int, int, str]]:
    """Words that the model comes nearest to taking for a trigger though their sentence tells no such act: (first, last, type of act).

    At run time roles are asked for of such words too, and nobody fills them.
    """
    length = len(example.sentence)
    told = torch.softmax(acts[:length].detach(), -1)[:, 1:].unflatten(-1, (len(ACTS), 2)).sum(-1)
    number = torch.tensor(example.sentence)
    for first, _, act in example.named_triggers():
        told[number == number[first], ACTS.index(act)] = 0
    top = told.flatten().topk(min(told.numel(), 1 + round(len(example.triggers) * WRONG)))
    places = (divmod(int(at), len(ACTS)) for value, at in zip(top.values, top.indices, strict=True) if value > UNLIKELY)
    return [(token, token, ACTS[act]) for token, act in places]


def strayed(names: Tensor, example: Example) -> list[tuple[int, int, str]]:
    """Words that the model comes nearest to taking for a nominal though they point at nobody, as places of somebody. Draws from `random`.

    At run time many nominals are such, and each is given to whom it points at most likely.
    """
    told = torch.softmax(names[: len(example.names)].detach(), -1)[:, NAMES.index("B-nominal")]
    told = told * torch.tensor([float(label == 0) for label in example.names])
    top = told.topk(min(len(told), STRAY + len(example.nominals)))
    parties = sorted({name for _, _, name in example.places if ":" not in name})
    return [
        (int(at), int(at), random.choice(parties)) for value, at in zip(top.values, top.indices, strict=True) if parties and value > UNLIKE
    ]


def _add_pairs(model: Joint, out: dict[str, Tensor], h: Tensor, example: Example, *, wrong: Sequence[tuple[int, int, str]]) -> None:
    """The roles of each entity with each trigger; with those that are `wrong` nobody has one."""
    acts = [(f, e, ACTS.index(name)) for f, e, name in (*example.named_triggers(), *wrong)]
    if not acts:
        return
    entities, pooled = model.pairs(h, example.sentence, acts, example.spots(example.places))
    target = torch.tensor([[example.roles.get((t, name), 0) for name in entities] for t in range(len(acts))])
    # four pairs in five have no role, most of them settled soon; of all heads this one fits its lessons least, so it weighs most
    losses = nn.functional.cross_entropy(pooled.flatten(0, 1), target.flatten(), reduction="none")
    out["roles"] = out.get("roles", 0) + 2.5 * _open(losses)


def _add_nominals(model: Joint, out: dict[str, Tensor], h: Tensor, example: Example) -> None:
    """At whom a nominal points, of all who stand in the window by name."""
    named = [p for p in example.places if ":" not in p[2] and p[:2] not in {n[:2] for n in example.nominals}]
    if not named or not example.nominals:
        return
    entities, pooled = model.pairs(h, example.sentence, [(f, e, NOMINAL) for f, e, _ in example.nominals], example.spots(named))
    target = torch.tensor([[SAME if name in targets else 0 for name in entities] for *_, targets in example.nominals])
    out["nominals"] = out.get("nominals", 0) + _open(nn.functional.cross_entropy(pooled.flatten(0, 1), target.flatten(), reduction="none"))


def _add_retold(model: Joint, out: dict[str, Tensor], h: Tensor, example: Example) -> None:
    """Which triggers of one type tell one act."""
    told = [(f, e, act, example.types[act]) for f, e, act, _ in example.triggers]
    pairs = [(i, j) for i in range(len(told)) for j in range(len(told)) if i != j and told[i][3] == told[j][3]]
    if not pairs:
        return
    spots = [(f, e, f"{number:03}", kind_of("act")) for number, (f, e, *_) in enumerate(told)]
    _, pooled = model.pairs(h, example.sentence, [(f, e, RETOLD) for f, e, *_ in told], spots)
    logits = torch.stack([pooled[i, j] for i, j in pairs])
    target = torch.tensor([SAME if told[i][2] == told[j][2] else 0 for i, j in pairs])
    out["retold"] = out.get("retold", 0) + nn.functional.cross_entropy(logits, target)
