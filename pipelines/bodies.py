"""Public bodies by grammar: patterns of heads and places read from `data/courts/<lang>.toml` and `data/authorities/<lang>.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipelines.candidates import Candidate
from pipelines.court_ids import court_id, one_id
from pipelines.namewords import table
from pipelines.places import han_place_id, han_places_before, place_id, short_place_before
from pipelines.records import slug


class Body(NamedTuple):
    """A kind of body: how it is written and how its id is made.

    `whole`: the pattern holds its place itself. `named`: the id is made of the words found. `generic`: it joins the body of the same place.
    """

    id: str
    type: str
    pattern: re.Pattern[str]
    whole: bool
    named: bool
    generic: bool


class Grammar(NamedTuple):
    """The bodies of a folder and language, tried only where the cue stands."""

    folder: str
    cue: re.Pattern[str]
    bodies: tuple[Body, ...]


def _expand(words: str, language: str) -> str:
    """The pattern with its slots filled; each place gets a group whose name begins with `place`."""
    if language == "zh":
        return words
    rows = table("places", "patterns")
    place = rows["place"].get(language, rows["place"]["en"])
    demonyms = "|".join(sorted(table("places", "adjectives")["it"]))
    words = words.replace("{di}", rows["preposition"]["it"]).replace("{er}", f"(?P<PLACE>{rows['adjective']['de']})")
    words = words.replace("{ese}", rf"(?P<PLACE>(?:{demonyms})(?:[oaie]|hi|he)?)")
    words = words.replace("{place2}", place).replace("{place}", f"(?P<PLACE>{place})")
    numbers = iter(range(100))
    return re.sub("PLACE", lambda _: f"place{next(numbers)}", words)


@cache
def grammar(folder: str, language: str, default_type: str) -> Grammar:
    """The grammar of `data/<folder>/<language>.toml`, compiled once."""
    rows = table(folder, language)
    return Grammar(folder, re.compile(rows["cue"]), tuple(_body(row, language, default_type) for row in rows["body"]))


def _body(row: dict[str, str | bool], language: str, default_type: str) -> Body:
    words = _expand("|".join(str(row[key]) for key in ("words", "short") if key in row), language)
    pattern = re.compile(words if language == "zh" else rf"(?<![\w-])(?:{words})(?![\wäöüß])")
    kind = str(row.get("type", default_type))
    return Body(str(row["id"]), kind, pattern, bool(row.get("whole")), bool(row.get("named")), bool(row.get("generic")))


def find_bodies(text: str, folded: str, *, folder: str, language: str, default_type: str) -> list[Candidate]:
    """Every body that the grammar finds, overlaps included."""
    rules = grammar(folder, language, default_type)
    if language == "zh":
        return [c for body in rules.bodies for c in _han(body, folded, folder)] if rules.cue.search(folded) else []
    windows = _windows(rules.cue, text)
    return [c for body in rules.bodies for start, end in windows for c in _latin(body, text, (start, end), folder)]


def _windows(cue: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """The stretches around the cues in which a body can stand, joined where they meet."""
    windows: list[tuple[int, int]] = []
    for match in cue.finditer(text):
        start, end = max(0, match.start() - 90), min(len(text), match.end() + 90)
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows


@cache
def _indefinite() -> re.Pattern[str]:
    return re.compile(table("places", "patterns")["indefinite"]["any"], re.IGNORECASE)


def _latin(body: Body, text: str, window: tuple[int, int], folder: str) -> Iterator[Candidate]:
    for match in body.pattern.finditer(text, *window):
        groups = {k.rstrip("0123456789"): v for k, v in match.groupdict().items() if v}
        place = place_id(groups["place"].strip()) if groups.get("place", "").strip() else ""
        if body.generic and (
            place not in table("places", "places")["places"] or _indefinite().search(text[max(0, match.start() - 9) : match.start()])
        ):
            continue
        yield _candidate(
            body,
            text,
            (match.start() + _article(match.group()), match.end()),
            (folder, place or slug(groups["circuit"]) if groups.get("circuit") else place),
        )


def _article(matched: str) -> int:
    return 4 if matched.startswith(("the ", "The ")) and not matched.startswith("The Hague") else 0


def _candidate(body: Body, text: str, span: tuple[int, int], where: tuple[str, str]) -> Candidate:
    folder, place = where
    words = text[slice(*span)]
    key = slug(words) if body.named else slug(f"{body.id} {place}") if place else body.id
    if folder == "courts":
        id_ = one_id(key) if body.named else court_id(body.id, place, words)
        return Candidate(*span, body.type, "courts", f"generic {place}" if body.generic else id_, id_)
    return Candidate(*span, body.type, "authorities", f"generic {place}" if body.generic else key, key)


def _han(body: Body, folded: str, folder: str) -> Iterator[Candidate]:
    for match in body.pattern.finditer(folded):
        if body.whole:
            yield _candidate(body, folded, match.span(), (folder, next((v for v in match.groupdict().values() if v), "")))
            continue
        short = short_place_before(folded, match.start())
        spans = han_places_before(folded, match.start()) or ([short] if short else [])
        if spans and not (
            match.group() in ("法院", "法庭") and folded[slice(*spans[-1])] in table("places", "patterns")["han"]["countries"]
        ):
            yield _candidate(body, folded, (spans[0][0], match.end()), (folder, han_place_id(folded, spans[-1])))
