"""Which pieces of the base stay in the vocabulary: what our texts use, then the likeliest of our scripts; and the tokenizer cut to them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from tokenizers import Tokenizer

SIZE = 50_000
_SPECIAL = [0, 1, 2, 3]  # <s> <pad> </s> <unk>
# Latin words, Han words, figures and punctuation; other scripts are read as unknown
_OURS = re.compile(
    r"▁?[A-Za-zÀ-ÿŒœŠšŽž'’-]+|▁?[\u4e00-\u9fff]+|▁?[0-9.,:%€$£¥/()\"“”„«»–—…;!?·、。，：；！？（）《》‘’&+-]+"  # noqa: RUF001 - the marks themselves
)


def choose(written: str, texts: Iterable[str]) -> list[int]:
    """The ids that stay, special ones first, else ascending; `written` is the base's tokenizer.json."""
    tokenizer, vocabulary = Tokenizer.from_str(written), json.loads(written)["model"]["vocab"]
    used = {i for e in tokenizer.encode_batch(list(texts), add_special_tokens=False) for i in e.ids} - set(_SPECIAL)
    rest = [i for i, (piece, _) in enumerate(vocabulary) if i not in used and i not in _SPECIAL and _OURS.fullmatch(piece)]
    rest.sort(key=lambda i: (-vocabulary[i][1], i))
    return [*_SPECIAL, *sorted(used | set(rest[: max(0, SIZE - len(_SPECIAL) - len(used))]))]


def cut_tokenizer(written: str, kept: list[int]) -> str:
    """The tokenizer with only the pieces that stay, renumbered in their order; special tokens come first in `kept`."""
    table = json.loads(written)
    vocabulary = table["model"]["vocab"]
    table["model"]["vocab"] = [vocabulary[i] for i in kept]
    number = {old: new for new, old in enumerate(kept)}
    table["added_tokens"] = [t | {"id": number[t["id"]]} for t in table["added_tokens"] if t["id"] in number]
    table["model"]["unk_id"] = number[table["model"]["unk_id"]]
    return json.dumps(table, ensure_ascii=False, separators=(",", ":"))
