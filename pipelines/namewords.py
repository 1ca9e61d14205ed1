"""Legal forms and group words: what belongs to a firm's name beside the name itself (`data/words/forms.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pipelines.fold import fold, is_han


@cache
def table(folder: str, name: str) -> Mapping[str, Any]:
    """The TOML file `data/<folder>/<name>.toml`, read once."""
    return tomllib.loads((files("pipelines") / "data" / folder / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def listed(folder: str, name: str) -> frozenset[str]:
    """The words of `data/<folder>/<name>.txt`, white space between them, `#` starts a comment line."""
    text = (files("pipelines") / "data" / folder / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@cache
def _behind_latin() -> re.Pattern[str]:
    forms = table("words", "forms")
    legal, group, place = ("|".join(forms["after"][k]) for k in ("legal", "group", "place"))
    hyphen, web = "|".join(forms["hyphen"]["words"]), "|".join(forms["web"]["ends"])
    tail = rf"(?: (?:{group}))?(?:,? (?:{legal})(?!\w))?"
    return re.compile(rf"(?:{web})|-(?:{hyphen})(?!\w)|(?:(?: (?:{place}|[A-Z]\w+)){{1,2}}(?=,? (?:{legal})(?!\w)))?{tail}")


@cache
def _behind_han() -> re.Pattern[str]:
    return re.compile("|".join(table("words", "forms")["han"]["words"]))


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(table('words', 'forms')['before']['words'])}) $")


def grow(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a firm's name drawn out over legal forms, group words, country words before these, and web endings."""
    if is_han(text[end - 1]):
        found = _behind_han().match(text, end)
        return start, found.end() if found else end
    found = _behind_latin().match(text, end)
    grown = found.end() if found else end
    head = _before().search(text, max(0, start - 12), start)
    return (head.start() if head else start), grown


@cache
def _shell() -> re.Pattern[str]:
    forms = table("words", "forms")
    legal, group = ("|".join(forms["after"][k]) for k in ("legal", "group"))
    return re.compile(
        rf"^(?:(?:the|gruppo|die|der|das|il|la|lo) |l')|(?:,? (?:{legal})(?!\w)| (?:{group})|-(?:{'|'.join(forms['hyphen']['words'])}))+$",
        re.IGNORECASE,
    )


def bare(name: str) -> str:
    """The folded name without legal form, group words and article: variants of one name share it."""
    folded = fold(name).strip()
    if folded and is_han(folded[-1]):
        return re.sub(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|集团|公司)$", "", folded) or folded
    stripped = _shell().sub("", folded)
    return _shell().sub("", stripped).strip(" ,") or folded
