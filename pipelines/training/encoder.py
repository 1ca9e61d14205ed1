"""The encoder as a torch module: a BERT-shaped transformer filled from the base weights."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from pipelines.training.weights import BaseWeights, Shape
from pipelines.windows import BLOCK

# the share of words that are masked in training, and the ids of the base's pieces for that and for the end
UNSEEN, MASK, END = 0.05, 250001, 2


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        h = shape.hidden
        self.heads = shape.heads
        self.q, self.k, self.v, self.ao = (nn.Linear(h, h) for _ in range(4))
        self.fi, self.fo = nn.Linear(h, shape.inner), nn.Linear(shape.inner, h)
        self.aln, self.oln = nn.LayerNorm(h, shape.epsilon), nn.LayerNorm(h, shape.epsilon)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """`x` (batch, length, hidden), `mask` (batch, 1, 1, length) added to the attention scores, None where nothing is padded."""
        b, n, h = x.shape
        q, k, v = (f(x).view(b, n, self.heads, h // self.heads).transpose(1, 2) for f in (self.q, self.k, self.v))
        seen = attend(q, k, v, mask)
        x = self.aln(x + self.drop(self.ao(seen.transpose(1, 2).reshape(b, n, h))))
        out: Tensor = self.oln(x + self.drop(self.fo(nn.functional.gelu(self.fi(x), approximate="tanh"))))
        return out


def attend(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    """Attention over (batch, heads, length, width); on short rows plain products, which go backwards faster than the fused kernel."""
    if q.shape[2] > BLOCK or mask is not None:
        return nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=None if mask is None else mask.to(q.dtype))
    scores = (q * q.shape[-1] ** -0.5) @ k.transpose(-1, -2)
    return torch.softmax(scores, -1).to(v.dtype) @ v


class Encoder(nn.Module):
    """Pieces to hidden states a word (batch, words, hidden). The embeddings and the lowest `frozen` layers never learn.

    The lowest `spelt` layers see pieces; above them a word is one place, the mean of its pieces. The lowest `local` layers see each
    block of BLOCK places apart.
    """

    def __init__(self, shape: Shape, vocabulary: int, layers: int, *, frozen: int = 0, spelt: int = 0, local: int = 0) -> None:
        super().__init__()
        h = shape.hidden
        self.word, self.pos = nn.Embedding(vocabulary, h, padding_idx=1), nn.Embedding(shape.positions, h)
        self.ln = nn.LayerNorm(h, shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(layers))
        self.frozen, self.spelt, self.local = frozen, spelt, local
        for part in (self.word, self.pos, self.ln, *list(self.layers)[:frozen]):
            part.requires_grad_(False)

    def forward(self, ids: Tensor, words: Tensor) -> Tensor:
        """`ids` (batch, pieces) and of which word each is (the same shape), both padded with -1.

        What pads the last block is seen by that block, as at run time.
        """
        length = int(words.max()) + 1
        ids = self._hidden(ids, words) if self.training else ids
        ids, words = (nn.functional.pad(t, (0, -t.shape[1] % BLOCK), value=-1) for t in (ids, words))
        with torch.no_grad():
            x = self.ln(self.word(ids.clamp(min=0) + (ids < 0)) + self.pos.weight[: ids.shape[1]])
        mask = None
        for number in range(len(self.layers)):
            if number == self.spelt:
                x, mask = together(x, words)
            with torch.set_grad_enabled(torch.is_grad_enabled() and number >= self.frozen):
                x = self._layer(number, x, mask)
        return x[:, :length]

    def _hidden(self, ids: Tensor, words: Tensor) -> Tensor:
        """The pieces with those of some words masked, so that an act is also known by what stands around its words."""
        unseen = torch.rand(len(ids), int(words.max()) + 1) < UNSEEN
        return torch.where(unseen.gather(1, words.clamp(min=0)) & (words > 0) & (ids != END), MASK, ids)

    def _layer(self, number: int, x: Tensor, mask: Tensor | None) -> Tensor:
        layer = self.layers[number]
        if number >= self.local:
            out: Tensor = layer(x, mask)
            return out
        return layer(x.reshape(-1, BLOCK, x.shape[-1]), None).reshape(x.shape)  # type: ignore[no-any-return]

    def train(self, mode: bool = True) -> Encoder:
        """As torch's; what is frozen drops nothing out."""
        super().train(mode)
        for layer in self.layers[: self.frozen]:
            layer.eval()
        return self


def together(x: Tensor, words: Tensor) -> tuple[Tensor, Tensor | None]:
    """Pieces (batch, pieces, hidden) as words in whole blocks, each the mean of its pieces, zeros beyond the last; and what masks those."""
    length = int(words.max()) + 1
    length += -length % BLOCK
    belongs = (words[:, None, :] == torch.arange(length)[None, :, None]).float()
    number = belongs.sum(-1, keepdim=True)
    mask = (number == 0).transpose(1, 2)[:, None].float() * -1e4
    return (belongs / number.clamp(min=1)) @ x.float(), mask if bool((mask < 0).any()) else None


def fill(encoder: Encoder, base: BaseWeights, kept: list[int], layers: list[int]) -> None:
    """Copies the base's weights: the embeddings of the token ids `kept`, and its `layers` by number."""
    shape = base.shape
    words = base.matrix("emb.word", shape.hidden)[kept]
    encoder.word.weight.data = torch.from_numpy(words.copy())
    kind = base.vector("emb.type").reshape(-1, shape.hidden)[0]
    encoder.pos.weight.data = torch.from_numpy(base.vector("emb.pos").reshape(-1, shape.hidden) + kind)
    _copy_norm(encoder.ln, base, "emb.ln")
    for target, source in zip(encoder.layers, layers, strict=True):
        for name in ("q", "k", "v", "ao", "fi", "fo"):
            linear = getattr(target, name)
            columns = shape.inner if name == "fo" else shape.hidden
            linear.weight.data = torch.from_numpy(base.matrix(f"l{source}.{name}.w", columns).copy())
            linear.bias.data = torch.from_numpy(base.vector(f"l{source}.{name}.b"))
        _copy_norm(target.aln, base, f"l{source}.aln")
        _copy_norm(target.oln, base, f"l{source}.oln")


def _copy_norm(norm: nn.LayerNorm, base: BaseWeights, name: str) -> None:
    norm.weight.data = torch.from_numpy(base.vector(f"{name}.w"))
    norm.bias.data = torch.from_numpy(base.vector(f"{name}.b"))
