"""From trained weights to what ships beside the graph: word embeddings in int8 with a scale a row, small heads."""

from __future__ import annotations

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
