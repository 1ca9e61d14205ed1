"""An event in one line of English, by the templates of `data/headlines.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.vocabulary import load_vocabulary

DATA = Path(__file__).parent / "data" / "headlines.toml"
BEFORE = {"planned": "will ", "possible": "may ", "negated": "did not "}
SHOWN = 3
ROLE, VERB, OPTIONAL = re.compile(r"\{(\w+)\}"), re.compile(r"\[([^|\]]+)\|([^\]]+)\]"), re.compile("⟨([^⟩]+)⟩")


@cache
def templates() -> Mapping[str, list[str]]:
    """The templates by type of act, the first to try first."""
    return tomllib.loads(DATA.read_text("utf-8"))


def headline(event: Mapping[str, Any]) -> str:
    """What happened, in one line: `Norvik dropped the suit against Pell`, `Norvik may sue Pell`."""
    roles = {role: _names(fillers) for role, fillers in event["roles"].items() if fillers}
    for template in templates().get(event["type"], ()):
        shortened = OPTIONAL.sub(lambda part: part[1] if _filled(part[1], roles) else "", template)
        if _filled(shortened, roles):
            return _told(shortened, event["modality"], roles)
    return _plain(event, roles)


def _told(template: str, modality: str, roles: Mapping[str, str]) -> str:
    told = VERB.sub(lambda verb: BEFORE[modality] + verb[2] if modality in BEFORE else verb[1], template)
    return ROLE.sub(lambda role: roles[role[1]], told)


def actor(type_: str) -> str | None:
    """The role that acts in an act of this type, None where we do not know."""
    role = ROLE.search("".join(templates().get(type_, ())))
    return role[1] if role else None


def label(name: str) -> str:
    """An identifier as words: `lawsuit_filed` is "lawsuit filed"."""
    return name.replace("_", " ")


def told_roles(act: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The roles of an act or event that are filled, in the order of the vocabulary, and the names of those who fill each."""
    known = load_vocabulary().get(act["type"])
    order = [role.name for role in known.roles] if known else []
    filled = [role for role, fillers in act["roles"].items() if fillers]
    ordered = sorted(filled, key=lambda role: order.index(role) if role in order else len(order))
    return [(label(role), ", ".join(filler["name"] for filler in act["roles"][role])) for role in ordered]


def _filled(template: str, roles: Mapping[str, str]) -> bool:
    return all(role in roles for role in ROLE.findall(template))


def _plain(event: Mapping[str, Any], roles: Mapping[str, str]) -> str:
    modality = "" if event["modality"] == "asserted" else f" ({event['modality']})"
    told = label(event["type"]).capitalize() + modality
    return f"{told}: {', '.join(f'{label(role)} {names}' for role, names in roles.items())}" if roles else told


def _names(fillers: list[dict[str, Any]]) -> str:
    """`A`, `A and B`, `A, B and C`, `A, B and 4 others`."""
    names = [filler["name"] for filler in fillers]
    if len(names) > SHOWN:
        names = [*names[: SHOWN - 1], f"{len(names) - SHOWN + 1} others"]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
