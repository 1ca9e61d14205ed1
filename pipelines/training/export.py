"""From trained weights to what ships: an ONNX graph in int8, word embeddings in int8 with a scale a row, small heads, the cut tokenizer."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from pipelines.training.joint import Joint

# the graph's inputs have this many tokens while it is traced; the length is free
TRACED = 64
HEADS = ("trigger", "place", "act", "far", "role")


class Graph(nn.Module):
    """Embedded tokens of one window to hidden states and the logits a token."""

    def __init__(self, joint: Joint) -> None:
        super().__init__()
        self.joint = joint

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """`x` (1, length, hidden): word embeddings; positions are added here."""
        encoder, mask = self.joint.encoder, torch.zeros(1, 1, 1, 1)
        h = encoder.ln(x + encoder.pos.weight[: x.shape[1]])
        for layer in encoder.layers:
            h = layer(h, mask)
        return h, self.joint.names(h), self.joint.acts(h), self.joint.modality(h)


def write_graph(joint: Joint, path: Path) -> None:
    """The graph, its matrices quantised a channel at a time."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "graph.onnx"
        torch.onnx.export(
            Graph(joint).eval(),
            (torch.zeros(1, TRACED, joint.encoder.word.embedding_dim),),
            str(plain),
            input_names=["x"],
            output_names=["hidden", "names", "acts", "modality"],
            dynamic_axes={"x": {1: "length"}, **{name: {1: "length"} for name in ("hidden", "names", "acts", "modality")}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(plain, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"])


def write_weights(joint: Joint, kept: list[int], path: Path) -> None:
    """The embeddings of the tokens that stay, and the heads that score pairs."""
    words = joint.encoder.word.weight.detach().numpy()[kept]
    scale = np.abs(words).max(1, keepdims=True) / 127
    state = joint.state_dict()
    heads = {name: value.detach().numpy() for name, value in state.items() if name.split(".")[0] in HEADS}
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
