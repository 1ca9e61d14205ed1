"""The vocabulary of acts: their roles, the key roles, and the types of entity that may fill each (`data/actions.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipelines.errors import LexiconError
from pipelines.records import ENTITY_TYPES

# how often a role has more than one filler
COMPANY = ("never", "seldom", "often")
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Role:
    """A role of an act. `key`: an act is only told apart, and only kept, by such a role; `types`: what may fill it; `company`: whether
    it "never" or "often" has more than one filler, or "seldom"."""

    name: str
    key: bool
    types: frozenset[str]
    company: str = "seldom"


@dataclass(frozen=True, slots=True)
class ActionType:
    """A type of act with its roles, in the order in which they are written. `once`: a plan and the deed of the same parties are one."""

    name: str
    roles: tuple[Role, ...]
    once: bool = False

    def role(self, name: str) -> Role | None:
        """The role of that name, None where the act has none such."""
        return next((r for r in self.roles if r.name == name), None)

    @property
    def key_roles(self) -> tuple[str, ...]:
        """Names of the key roles, in order."""
        return tuple(r.name for r in self.roles if r.key)


def read_vocabulary(table: Mapping[str, Any], name: str) -> dict[str, ActionType]:
    """The act types of a table as `actions.toml` holds it. Raises LexiconError with every fault; `name` is the file's, for the message."""
    fillers, actions = table.get("fillers", {}), table.get("actions", {})
    faults = [f"{name}: {fault}" for fault in (*_fillers(fillers), *_acts(actions, fillers), *_company(table.get("company", {}), actions))]
    once = table.get("once", [])
    faults += [f"{name}: {fault}" for fault in _strange("once", once, actions)]
    if faults:
        raise LexiconError(faults)
    company = {role: often for often, roles in table.get("company", {}).items() for role in roles}
    return {act: _action_type(act, row, fillers, company=company, once=act in once) for act, row in actions.items()}


def _strange(key: str, found: Iterable[str], valid: Collection[str]) -> list[str]:
    """A fault for each that is not valid."""
    return [f"{key}: {each!r} is not one of {', '.join(valid)}" for each in found if each not in valid]


def _fillers(fillers: Mapping[str, list[str]]) -> list[str]:
    return [fault for sort, types in fillers.items() for fault in _strange(f"fillers.{sort}", types, ENTITY_TYPES)]


def _acts(actions: Mapping[str, Any], fillers: Mapping[str, list[str]]) -> list[str]:
    faults = list[str]()
    for act, row in actions.items():
        roles = row.get("roles", {})
        for role, sort in roles.items():
            faults += _strange(f"actions.{act}.roles.{role}", [sort], fillers)
        faults += _strange(f"actions.{act}.key", row.get("key", []), roles)
    return faults


def _company(company: Mapping[str, list[str]], actions: Mapping[str, Any]) -> list[str]:
    known = sorted({role for row in actions.values() for role in row.get("roles", {})})
    faults = [fault for often, roles in company.items() for fault in _strange(f"company.{often}", roles, known)]
    return _strange("company", company, COMPANY) + faults


def _action_type(
    name: str, row: Mapping[str, Any], fillers: Mapping[str, list[str]], *, company: Mapping[str, str], once: bool
) -> ActionType:
    roles = ((r, r in row["key"], frozenset(fillers[s]), company.get(r, "seldom")) for r, s in row["roles"].items())
    return ActionType(name, tuple(Role(*role) for role in roles), once)


@cache
def load_vocabulary() -> Mapping[str, ActionType]:
    """Every act type by name, in the order of the record contract. Read once."""
    path = DATA / "actions.toml"
    return MappingProxyType(read_vocabulary(tomllib.loads(path.read_text(encoding="utf-8")), path.name))
