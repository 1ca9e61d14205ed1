"""The joint model at run time; onnxruntime, no torch. What it was trained on and how well it does stands in `models/joint/README.md`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from pipelines.view import View, Window, softmax
from pipelines.windows import Encoded, blocks, encode, spell, windows

# special tokens of the cut vocabulary
_BEGIN, _PAD, _END = 0, 1, 2
# fused with the addition before it, normalisation is much slower than the two apart (seen with onnxruntime 1.31)
_SLOW = ["SkipLayerNormFusion"]


class JointModel:
    """The graph with its embeddings and heads, loaded once a process."""

    def __init__(self) -> None:
        folder = files("pipelines") / "models" / "joint"
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # work is parallel by article; and the same bytes on every run
        graph = (folder / "graph.onnx").read_bytes()
        self.session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW)
        self.tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text("utf-8"))
        with (folder / "weights.npz").open("rb") as file:
            self.weights = dict(np.load(file))

    def view(self, text: str, sentences: Sequence[tuple[int, int]]) -> View:
        """What the model sees in a text; windows are cut between `sentences`."""
        encoded = encode(text, self.tokenizer)
        numbers = encoded.sentences(sentences)
        seen = [self._see(encoded, first, end, sentence=numbers[first:end]) for first, end in windows(encoded, sentences)]
        return View(encoded, seen, self.weights)

    def _see(self, encoded: Encoded, first: int, end: int, *, sentence: Sequence[int]) -> Window:
        """A window, without the special tokens."""
        words = [(_BEGIN,), *encoded.ids[first:end], (_END,)]
        ids = [piece for pieces in words for piece in pieces]
        across, down = blocks(len(ids)), blocks(len(words))
        spelling = spell(words, rows=down[0] * down[1], columns=across[0] * across[1])
        ids += [_PAD] * (spelling.shape[1] - len(ids))
        x = self.weights["words"][ids].astype(np.float32) * self.weights["scale"][ids]
        shapes = {name: np.array([*shape, x.shape[1]]) for name, shape in (("blocks", across), ("word_blocks", down))}
        given = {"x": x[None], "count": np.array([len(words)]), "spelling": spelling[None], **shapes}
        hidden, *logits, present = self.session.run(None, given)
        names, acts, modality = (softmax(part[0, 1:-1]) for part in logits)
        return Window(first, hidden[0, 1:-1], names, acts, modality, 1 / (1 + np.exp(-present[0, 1:-1])), sentence)


@cache
def load_model() -> JointModel:
    """The model, loaded once a process."""
    return JointModel()
