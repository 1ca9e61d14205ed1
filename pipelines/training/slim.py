"""Takes out of an encoder the heads and inner units that the rest can stand in for.

Optimal brain surgeon (Hassibi and Stork 1993) layer by layer, as in Frantar and Alistarh 2022 (arXiv 2208.11580): over sample texts each
product is fitted anew by least squares without the inputs that are missed least. A third of the units gives the same outputs but for
a few hundredths of their variance.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from pipelines.training.encoder import Encoder, Layer
from pipelines.training.examples import Example
from pipelines.training.joint import pad

# so many places of the sample texts are fitted to; what is added to the diagonal, as a share of its mean; the share that goes in one round
ROWS, RIDGE, ROUND = 20000, 1e-4, 0.125


def slim(encoder: Encoder, samples: Sequence[Example], widths: Sequence[tuple[int, int]]) -> None:
    """Leaves each layer so many heads and inner units as `widths` says; changes the encoder. Draws from `random`."""
    encoder.eval()
    with torch.no_grad():
        for layer, (heads, inner) in zip(encoder.layers, widths, strict=True):
            _drop_heads(layer, _inputs(encoder, layer.ao, samples), heads)  # type: ignore[arg-type]
            _drop_units(layer, _inputs(encoder, layer.fo, samples), inner)  # type: ignore[arg-type]
    encoder.freeze()


def _inputs(encoder: Encoder, product: nn.Linear, samples: Sequence[Example]) -> Tensor:
    """What goes into a product, (places, inputs), over places drawn from the samples."""
    found = list[Tensor]()
    tap = product.register_forward_hook(lambda _, given, __: found.append(given[0].flatten(0, -2)))
    for example in samples:
        encoder(*pad([example]))
    tap.remove()
    rows = torch.cat(found)
    return rows[sorted(random.sample(range(len(rows)), min(ROWS, len(rows))))]


def _drop_heads(layer: Layer, given: Tensor, heads: int) -> None:
    width = layer.ao.in_features // layer.heads
    stay, layer.ao = fit(given, layer.ao, number=heads, width=width)
    for name in ("q", "k", "v"):
        setattr(layer, name, _rows(getattr(layer, name), stay))
    layer.heads = heads


def _drop_units(layer: Layer, given: Tensor, inner: int) -> None:
    stay, layer.fo = fit(given, layer.fo, number=inner, width=1)
    layer.fi = _rows(layer.fi, stay)


def fit(given: Tensor, product: nn.Linear, *, number: int, width: int) -> tuple[Tensor, nn.Linear]:
    """The inputs that stay, `number` groups of `width`, and the product of those alone that comes nearest to `product` on `given`."""
    rows = torch.cat([given, torch.ones(len(given), 1)], 1).double()
    seen, told = rows.T @ rows / len(rows), rows.T @ product(given).double() / len(rows)
    seen += RIDGE * seen.diagonal().mean() * torch.eye(len(seen)).double()
    stay = torch.arange(product.in_features // width)
    while True:
        columns = (stay[:, None] * width + torch.arange(width)).flatten()
        both = torch.cat([columns, torch.tensor([product.in_features])])
        inverse = torch.linalg.inv(seen[both][:, both])
        weight = inverse @ told[both]
        if len(stay) == number:
            return columns, _linear(weight[:-1].T, weight[-1])
        gone = min(len(stay) - number, max(1, int(len(stay) * ROUND)))
        stay = stay[_loss(inverse[:-1, :-1], weight[:-1], width).argsort()[gone:].sort().values]


def _loss(inverse: Tensor, weight: Tensor, width: int) -> Tensor:
    """How much further from the outputs the fit is without each group."""
    each = torch.arange(len(weight) // width)
    blocks = inverse.unflatten(0, (-1, width)).unflatten(2, (-1, width))[each, :, each]
    parts = weight.unflatten(0, (-1, width))
    return (parts * torch.linalg.solve(blocks, parts)).sum((1, 2))


def _rows(product: nn.Linear, stay: Tensor) -> nn.Linear:
    return _linear(product.weight[stay], product.bias[stay])


def _linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.weight.copy_(weight)
    made.bias.copy_(bias)
    return made
