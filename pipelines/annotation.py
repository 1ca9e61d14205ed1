"""The annotation format of the corpus (`corpus/GUIDE.md`): one file in, one AnnotatedArticle out, every fault at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipelines.errors import LexiconError
from pipelines.marks import Mark, is_action_id, is_entity_id, read_marks
from pipelines.records import ENTITY_TYPES, LANGUAGES, MODALITIES
from pipelines.vocabulary import load_vocabulary

HEAD_KEYS = ("source", "title", "published", "kind", "author", "names")
_LISTED = re.compile(r"^([^\s=]+)\s*=\s*(.*)$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_NAME = re.compile(r'\s*(?:"([^"]*)"|([^,]*))\s*(?:,|$)')
_ENTITY = re.compile(r"(?P<type>[a-z]+)(?:/(?P<also>[a-z]+(?:[,/]\s*[a-z]+)*))?(?:\s+<(?P<parent>[a-z][a-z0-9_]*))?(?P<optional>\s+\?)?")
_ACTION = re.compile(r"(?P<type>\w+)\s+(?P<modality>\w+)(?P<optional>\s+\?)?")
_MEASURE = re.compile(r"(\d+(?:\.\d+)?)\s+(\S.*)")


@dataclass(frozen=True, slots=True)
class ListedEntity:
    """An entity of the list. `also`: other types that are right too; `optional`: neither required nor wrong; `line`: in the file."""

    id: str
    type: str
    also: tuple[str, ...]
    parent: str | None
    names: tuple[str, ...]
    optional: bool
    line: int


@dataclass(frozen=True, slots=True)
class ListedFiller:
    """Who fills a role; `mention` counts the entity's mentions from one, None for the nearest to the first trigger."""

    entity: str
    mention: int | None


@dataclass(frozen=True, slots=True)
class ListedAction:
    """An act of the list. `dates`: the accepted values, None among them for "no date"; empty when the article tells none."""

    id: str
    type: str
    modality: str
    roles: dict[str, tuple[ListedFiller, ...]]
    dates: tuple[str | None, ...]
    amount: tuple[float, str] | None
    quantity: tuple[float, str] | None
    optional: bool
    line: int


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """One article of the corpus. `marks` point into `text`; `text_line` is the line of the file on which the text begins."""

    name: str
    language: str
    head: dict[str, str]
    text: str
    text_line: int
    marks: tuple[Mark, ...]
    entities: dict[str, ListedEntity]
    actions: dict[str, ListedAction]

    @property
    def published(self) -> str | None:
        """The day of publication, `YYYY-MM-DD`, None where it is not known."""
        return self.head.get("published")

    def marked(self, kind: str, target: str | None = None) -> list[Mark]:
        """The marks of a kind (name, nominal, trigger, date, amount, quantity, cue), in the order of the text; of one id only, if given."""
        return [m for m in self.marks if m.kind == kind and (target is None or target in m.targets)]

    def mentions(self, entity: str) -> list[Mark]:
        """Where an entity stands: by name, nominal, or in a group."""
        return [m for m in self.marks if m.kind in ("name", "nominal") and entity in m.targets]

    def where(self, offset: int) -> str:
        """`name:line` of an offset of the text, for messages."""
        return f"{self.name}:{self.text_line + self.text.count(chr(10), 0, offset)}"


def parse(written: str, name: str) -> AnnotatedArticle:
    """Reads one file of the corpus; `name` is its stem (`it-012`), which gives the language. Raises LexiconError with every fault of it."""
    faults: list[str] = []
    parts = re.split(r"^---[ \t]*$", written.replace("\r\n", "\n"), flags=re.MULTILINE)
    if len(parts) != 3:
        raise LexiconError([f"{name}:1: {len(parts)} parts; valid are three (head, text, list), parted by lines that hold only ---"])
    if name[:2] not in LANGUAGES:
        faults.append(f"{name}: the name begins with none of {', '.join(LANGUAGES)}")
    head = _read_head(parts[0], name, faults)
    lead = len(parts[1]) - len(parts[1].lstrip("\n"))
    text_line = 1 + parts[0].count("\n") + lead
    text, marks, wrong = read_marks(parts[1].strip("\n"))
    faults += [f"{name}:{text_line + text.count(chr(10), 0, at)}: {what}" for at, what in wrong]
    entities, actions = _read_list(parts[2], 1 + parts[0].count("\n") + parts[1].count("\n"), name, faults)
    if faults:
        raise LexiconError(faults)
    return AnnotatedArticle(name, name[:2], head, text, text_line, tuple(marks), entities, actions)


def _read_head(written: str, name: str, faults: list[str]) -> dict[str, str]:
    head: dict[str, str] = {}
    for number, line in enumerate(written.split("\n"), 1):
        key, colon, value = line.partition(":")
        if not line.strip():
            continue
        if not colon or key.strip() not in HEAD_KEYS:
            faults.append(f"{name}:{number}: {line!r} is not `key: value` with a key of {', '.join(HEAD_KEYS)}")
        head[key.strip()] = value.strip()
    faults += [f"{name}:1: the head lacks {key}" for key in ("source", "title", "kind") if not head.get(key)]
    if "published" in head and not _DAY.fullmatch(head["published"]):
        faults.append(f"{name}: published: {head['published']!r} is not YYYY-MM-DD")
    if head.get("names", "mixed") not in ("invented", "real", "mixed"):
        faults.append(f"{name}: names: {head['names']!r} is none of invented, real, mixed")
    return head


def _read_list(written: str, first: int, name: str, faults: list[str]) -> tuple[dict[str, ListedEntity], dict[str, ListedAction]]:
    entities: dict[str, ListedEntity] = {}
    actions: dict[str, ListedAction] = {}
    for number, line in enumerate(written.split("\n"), first):
        where = f"{name}:{number}"
        listed = _LISTED.match(line.strip())
        if not line.strip():
            continue
        if listed is None or not (is_action_id(listed[1]) or is_entity_id(listed[1])):
            faults.append(f"{where}: {line!r} is neither `id = type; name, …` (lower-case ASCII) nor `a1 = type modality; role: id, …`")
        elif listed[1] in entities or listed[1] in actions:
            faults.append(f"{where}: {listed[1]} is listed twice")
        elif is_action_id(listed[1]):
            actions[listed[1]] = _read_action(listed[1], listed[2], number, _Faults(where, faults))
        else:
            entities[listed[1]] = _read_entity(listed[1], listed[2], number, _Faults(where, faults))
    return entities, actions


@dataclass(frozen=True, slots=True)
class _Faults:
    """Where the line stands that is being read, and the list that its faults go to."""

    where: str
    found: list[str]

    def add(self, what: str) -> None:
        self.found.append(f"{self.where}: {what}")

    def unless_in(self, value: str, valid: Iterable[str], what: str) -> None:
        if value not in valid:
            self.add(f"{value!r} is no {what}; valid: {', '.join(valid)}")


def _read_entity(id_: str, written: str, line: int, faults: _Faults) -> ListedEntity:
    kind, _, names = written.partition(";")
    read = _ENTITY.fullmatch(kind.strip())
    if read is None:
        faults.add(f"{kind.strip()!r} is not `type[/also,also][ <parent][ ?]`, followed by `;` and names")
        return ListedEntity(id_, "", (), None, (), False, line)
    also = tuple(re.split(r"[,/]\s*", read["also"])) if read["also"] else ()
    for type_ in (read["type"], *also):
        faults.unless_in(type_, ENTITY_TYPES, "type of entity")
    listed = tuple(_names(names))
    if not listed:
        faults.add(f"{id_} has no name; names follow the `;`")
    return ListedEntity(id_, read["type"], also, read["parent"], listed, read["optional"] is not None, line)


def _names(written: str) -> Iterator[str]:
    for quoted, bare in _NAME.findall(written):
        if quoted or bare.strip():
            yield quoted or bare.strip()


def _read_action(id_: str, written: str, line: int, faults: _Faults) -> ListedAction:
    head, *rest = (p.strip() for p in written.split(";"))
    read = _ACTION.fullmatch(head)
    if read is None:
        faults.add(f"{head!r} is not `type modality[ ?]`")
    type_, modality = (read["type"], read["modality"]) if read else ("", "")
    faults.unless_in(type_, load_vocabulary(), "type of action")
    faults.unless_in(modality, MODALITIES, "modality")
    roles: dict[str, tuple[ListedFiller, ...]] = {}
    values: dict[str, str] = {}
    for part in filter(None, rest):
        key, _, value = (p.strip() for p in part.partition(":"))
        if key in values or key in roles:
            faults.add(f"{key!r} stands twice")
        if key in ("date", "amount", "quantity"):
            values[key] = value
        else:
            roles[key] = _fillers(type_, key, value, faults)
    dates, amount, quantity = _dates(values, faults), _measure(values, "amount", faults), _measure(values, "quantity", faults)
    return ListedAction(id_, type_, modality, roles, dates, amount, quantity, bool(read and read["optional"]), line)


def _fillers(type_: str, role: str, written: str, faults: _Faults) -> tuple[ListedFiller, ...]:
    valid = [r.name for r in load_vocabulary()[type_].roles] if type_ in load_vocabulary() else [role]
    faults.unless_in(role, [*valid, "date", "amount", "quantity"], f"role of {type_}")
    fillers = []
    for part in filter(None, (p.strip() for p in written.split(","))):
        entity, at, number = part.partition("@")
        if not is_entity_id(entity) or (at and not number.isdigit()):
            faults.add(f"{role}: {part!r} is not the id of an entity, nor `id@3` for its third mention")
        fillers.append(ListedFiller(entity, int(number) if number.isdigit() else None))
    if not fillers:
        faults.add(f"{role}: is empty; leave a role out that nobody fills")
    return tuple(fillers)


def _dates(values: dict[str, str], faults: _Faults) -> tuple[str | None, ...]:
    written = [v.strip() for v in values.get("date", "").split("|")] if "date" in values else []
    for value in written:
        if value != "null" and not _DATE.fullmatch(value):
            faults.add(f"date: {value!r} is not YYYY, YYYY-MM, YYYY-MM-DD or null; several are parted by |")
    return tuple(None if v == "null" else v for v in written)


def _measure(values: dict[str, str], key: str, faults: _Faults) -> tuple[float, str] | None:
    if key not in values:
        return None
    read = _MEASURE.fullmatch(values[key])
    if read is None:
        faults.add(f"{key}: {values[key]!r} is not `NUMBER {'CUR' if key == 'amount' else 'unit'}`, the number as 250000 or 0.5")
        return None
    return float(read[1]), read[2]
