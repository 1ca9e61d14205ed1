"""Where the activations of an encoder peak: a few inner units and a few dimensions reach many times the rest.

One scale in int8 for all of them leaves the rest too few steps, so the graph keeps such units apart and scales such dimensions down, as
LLM.int8() (Dettmers et al. 2022, arXiv 2208.07339) and SmoothQuant (Xiao et al. 2023, arXiv 2211.10438) do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from pipelines.training.encoder import Encoder
from pipelines.training.examples import Example
from pipelines.training.joint import pad

# so many inner units of a layer are kept apart; inputs are scaled down to this height
APART, HEIGHT = 4, 6.0


@dataclass(frozen=True, slots=True)
class Peaks:
    """Of one layer: its inner units that are kept apart, and what each input dimension of attention and inner products is divided by."""

    units: Tensor
    attention: Tensor
    inner: Tensor


def find_peaks(encoder: Encoder, samples: Sequence[Example]) -> list[Peaks]:
    """The peaks of each layer over sample texts."""
    encoder.eval()
    tops = [{name: torch.zeros(getattr(layer, name).in_features) for name in ("q", "fi", "fo")} for layer in encoder.layers]
    taps = [
        getattr(layer, name).register_forward_hook(_watch(top[name]))
        for layer, top in zip(encoder.layers, tops, strict=True)
        for name in top
    ]
    with torch.no_grad():
        for example in samples:
            encoder(*pad([example]))
    for tap in taps:
        tap.remove()
    scale = [{name: (top[name] / HEIGHT).clamp(min=1) for name in ("q", "fi")} for top in tops]
    return [Peaks(top["fo"].topk(APART).indices.sort().values, s["q"], s["fi"]) for top, s in zip(tops, scale, strict=True)]


def _watch(top: Tensor) -> Callable[[nn.Module, tuple[Tensor], Tensor], None]:
    def watch(module: nn.Module, given: tuple[Tensor], out: Tensor) -> None:
        torch.maximum(top, given[0].abs().flatten(0, -2).max(0).values, out=top)

    return watch
