"""From trained weights to what ships beside the graph: word embeddings in int8 with a scale a row, small heads, the cut tokenizer."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from pipelines.training.joint import Joint


def write_weights(joint: Joint, kept: list[int], path: Path) -> None:
    """The embeddings of the tokens that stay, and the heads that score pairs."""
    words = joint.encoder.word.weight.detach().numpy()[kept]
    scale = np.abs(words).max(1, keepdims=True) / 127
    state = joint.state_dict()
    heads = {name.removeprefix("pairs."): value.detach().numpy() for name, value in state.items() if name.startswith("pairs.")}
    np.savez(path, words=np.round(words / np.maximum(scale, 1e-9)).astype(np.int8), scale=scale.astype(np.float32), **heads)


def cut_tokenizer(written: str, kept: list[int]) -> str:
    """The tokenizer with only the pieces that stay, renumbered in their order; special tokens come first in `kept`."""
    table = json.loads(written)
    vocabulary = table["model"]["vocab"]
    table["model"]["vocab"] = [vocabulary[i] for i in kept]
    number = {old: new for new, old in enumerate(kept)}
    table["added_tokens"] = [t | {"id": number[t["id"]]} for t in table["added_tokens"] if t["id"] in number]
    table["model"]["unk_id"] = number[table["model"]["unk_id"]]
    return json.dumps(table, ensure_ascii=False, separators=(",", ":"))
