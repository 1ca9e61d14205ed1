"""The trained encoder and its heads as an ONNX graph of onnxruntime's fused operators.

A traced graph spends three quarters of its time on the parts that GELU, attention and normalisation fall into; written by hand, with the
operators that onnxruntime has for them (com.microsoft: MultiHeadAttention, SkipLayerNormalization, FastGelu), these are one step each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx  # type: ignore[import-not-found]
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from pipelines.training.encoder import Encoder, Layer
from pipelines.training.examples import Example
from pipelines.training.joint import Joint
from pipelines.training.peaks import Peaks, find_peaks

OPSET = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
OUTPUTS = ("names", "acts", "modality", "present")
TOP = 63
STANDARD = ("MatMul", "Add", "Mul", "LayerNormalization", "Reshape", "Slice")


@dataclass(slots=True)
class _Graph:
    """Nodes and tensors so far."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    tensors: list[onnx.TensorProto] = field(default_factory=list)

    def tensor(self, name: str, value: NDArray[np.float32]) -> str:
        self.tensors.append(numpy_helper.from_array(np.ascontiguousarray(value, dtype=np.float32), name))
        return name

    def whole(self, name: str, values: list[int]) -> str:
        self.tensors.append(numpy_helper.from_array(np.array(values, dtype=np.int64), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, **settings: object) -> str:
        domain = "" if kind in STANDARD else "com.microsoft"
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **settings))
        return output

    def linear(self, x: str, weight: Tensor, bias: Tensor, name: str) -> str:
        """A product in int8, `weight` (out, in), a scale a column; the activations' scale is found as it runs.

        Weights keep within 63: two products of 255 and 63 fit 16 bits, which processors without VNNI add them up in.
        """
        columns = weight.detach().numpy().T
        scale = np.maximum(np.abs(columns).max(0), 1e-9) / TOP
        whole = numpy_helper.from_array(np.round(columns / scale).astype(np.int8), f"{name}.w")
        zero = numpy_helper.from_array(np.zeros(columns.shape[1], dtype=np.int8), f"{name}.z")
        self.tensors += [whole, zero]
        inputs = [x, f"{name}.w", self.tensor(f"{name}.s", scale), f"{name}.z", self.tensor(f"{name}.b", bias.detach().numpy())]
        return self.node("DynamicQuantizeMatMul", inputs, name)

    def scaled(self, x: str, weight: Tensor, bias: Tensor, *, by: Tensor, name: str) -> str:
        """The same product, with the input divided by `by` and the weights multiplied by it."""
        x = self.node("Mul", [x, self.tensor(f"{name}.by", (1 / by).numpy())], f"{name}.even")
        return self.linear(x, weight * by, bias, name)


def write_graph(joint: Joint, path: Path, samples: Sequence[Example]) -> None:
    """Embeddings `x` of pieces (1, whole blocks, hidden) to `hidden` and the logits of `count` words; adds positions.

    `blocks` and `word_blocks` are the shapes of the blocks that the lower layers see: how many, of how many pieces or words, hidden.
    `spelling` (1, whole blocks of words, whole blocks of pieces) is the share that each piece has in each word.
    Over `samples` the peaks of the activations are found.
    """
    graph, encoder = _Graph(), joint.encoder
    _layers(graph, encoder, find_peaks(encoder, samples))
    for name, layer in zip(OUTPUTS, (joint.names, joint.acts, joint.modality, joint.presence.token), strict=True):
        _head(graph, layer, name)
    made = _model(graph, encoder.word.embedding_dim)
    told = {"layers": len(encoder.layers), "spelt": encoder.spelt, "inner": encoder.layers[0].fi.out_features}
    helper.set_model_props(made, {name: str(value) for name, value in told.items()})
    onnx.save(made, path)


def _layers(graph: _Graph, encoder: Encoder, peaks: Sequence[Peaks]) -> None:
    """The encoder, `x` to `hidden`: pieces in blocks, words in blocks, words of the whole text."""
    x = _embed(graph, encoder.ln, graph.tensor("positions", encoder.pos.weight.detach().numpy()))
    row = graph.whole("row", [1, -1, encoder.word.embedding_dim])
    x = graph.node("Reshape", [x, "blocks"], "apart")
    for number, (layer, peak) in enumerate(zip(encoder.layers, peaks, strict=True)):
        if number == encoder.spelt:
            x = graph.node("MatMul", ["spelling", graph.node("Reshape", [x, row], "pieces")], "words")
            x = graph.node("Reshape", [x, "word_blocks"], "words.apart")
        if number == encoder.local:
            x = graph.node("Reshape", [x, row], "together")
            x = graph.node("Slice", [x, graph.whole("none", [0]), "count", graph.whole("axis", [1])], "text")
        x = _layer(graph, layer, peak, x, name=f"l{number}")  # type: ignore[arg-type]
    graph.nodes[-1].output[0] = "hidden"


def _head(graph: _Graph, layer: nn.Linear, name: str) -> None:
    """A small layer, as it is."""
    weight = graph.tensor(f"{name}.w", layer.weight.detach().numpy().T)
    product = graph.node("MatMul", ["hidden", weight], f"{name}.product")
    graph.node("Add", [product, graph.tensor(f"{name}.b", layer.bias.detach().numpy())], name)


def _model(graph: _Graph, hidden: int) -> onnx.ModelProto:
    value = helper.make_tensor_value_info
    outputs = [value(name, TensorProto.FLOAT, [1, "length", None]) for name in ("hidden", *OUTPUTS)]
    inputs = [
        value("x", TensorProto.FLOAT, [1, "pieces", hidden]),
        value("count", TensorProto.INT64, [1]),
        value("blocks", TensorProto.INT64, [3]),
        value("word_blocks", TensorProto.INT64, [3]),
        value("spelling", TensorProto.FLOAT, [1, "words", "pieces"]),
    ]
    made = helper.make_graph(graph.nodes, "joint", inputs, outputs, graph.tensors)
    return helper.make_model(made, opset_imports=OPSET, ir_version=9)


def _embed(graph: _Graph, norm: nn.LayerNorm, positions: str) -> str:
    """Adds positions 0 to length, and normalises."""
    graph.tensors += [numpy_helper.from_array(np.array([n], dtype=np.int64), f"int.{n}") for n in (0, 1, 2)]
    graph.nodes += [
        helper.make_node("Shape", ["x"], ["shape"]),
        helper.make_node("Slice", ["shape", "int.1", "int.2"], ["length"]),
        helper.make_node("Slice", [positions, "int.0", "length", "int.0"], ["here"]),
    ]
    graph.node("Add", ["x", "here"], "placed")
    return graph.node("LayerNormalization", ["placed", *_norm(graph, norm, "ln")], "embedded", axis=-1, epsilon=norm.eps)


def _norm(graph: _Graph, norm: nn.LayerNorm, name: str) -> list[str]:
    return [graph.tensor(f"{name}.w", norm.weight.detach().numpy()), graph.tensor(f"{name}.b", norm.bias.detach().numpy())]


def _layer(graph: _Graph, layer: Layer, peaks: Peaks, x: str, *, name: str) -> str:
    parts, three = [f"{name}.{part}" for part in "qkv"], [layer.q, layer.k, layer.v]
    weight, bias = torch.cat([part.weight for part in three]), torch.cat([part.bias for part in three])
    product = graph.scaled(x, weight, bias, by=peaks.attention, name=f"{name}.qkv")
    graph.nodes.append(helper.make_node("Split", [product], parts, axis=-1))
    seen = graph.node("MultiHeadAttention", parts, f"{name}.seen", num_heads=layer.heads)
    x = _add_norm(graph, graph.linear(seen, layer.ao.weight, layer.ao.bias, f"{name}.ao"), x, layer.aln)
    inner = graph.node("Add", [_many(graph, layer, peaks, x, name=name), _few(graph, layer, peaks.units, x, name=name)], f"{name}.inner")
    return _add_norm(graph, inner, x, layer.oln)


def _many(graph: _Graph, layer: Layer, peaks: Peaks, x: str, *, name: str) -> str:
    """The inner units in int8, those that peak silenced."""
    loud = torch.zeros(layer.fi.out_features).index_fill(0, peaks.units, 1.0)
    up = graph.scaled(x, layer.fi.weight * (1 - loud)[:, None], layer.fi.bias * (1 - loud), by=peaks.inner, name=f"{name}.fi")
    return graph.linear(graph.node("FastGelu", [up], f"{name}.gelu"), layer.fo.weight * (1 - loud), layer.fo.bias, f"{name}.fo")


def _few(graph: _Graph, layer: Layer, units: Tensor, x: str, *, name: str) -> str:
    """The inner units that peak, in full precision."""
    up = graph.tensor(f"{name}.loud.up", layer.fi.weight[units].detach().numpy().T)
    bias = graph.tensor(f"{name}.loud.bias", layer.fi.bias[units].detach().numpy())
    down = graph.tensor(f"{name}.loud.down", layer.fo.weight[:, units].detach().numpy().T)
    risen = graph.node("FastGelu", [graph.node("MatMul", [x, up], f"{name}.loud.risen"), bias], f"{name}.loud.gelu")
    return graph.node("MatMul", [risen, down], f"{name}.loud")


def _add_norm(graph: _Graph, new: str, x: str, norm: nn.LayerNorm) -> str:
    both = graph.node("Add", [new, x], f"{new}.both")
    return graph.node("LayerNormalization", [both, *_norm(graph, norm, f"{new}.norm")], f"{new}.out", axis=-1, epsilon=norm.eps)
