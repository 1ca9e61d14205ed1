"""Public bodies by grammar: patterns of heads and places read from `data/courts/<lang>.toml` and `data/authorities/<lang>.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipelines.candidates import Candidate
from pipelines.namewords import table
from pipelines.places import han_place_id, han_places_before, place_id, places, short_place_before
from pipelines.records import slug

_LATIN_PLACE = {
    "en": r"(?!(?:January|February|March|April|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|On|In|The|That|At|Meanwhile|Yesterday|When|Before|After|And|But|So|As|By|For|From|To|A|An|If)\b)(?:the )?(?:(?:New|Los|San|Santa|St\.|The|Hong|South|North|West|East|Great|Le|La|El|Den|Ho Chi|Des|Fort|Saint|Salt|Kansas|Cape|Port|Buenos|Rio|Sankt) )?[A-Z][\w’'-]+(?: (?:upon|on|of) [A-Z]\w+)?",
    "de": r"(?:(?:New|Los|San|Bad|Sankt|St\.|Hong|Den|Neu|Groß) )?[A-ZÄÖÜ][\wäöüß]+(?:-[A-ZÄÖÜ][\wäöüß]+)*(?: (?:am (?:Main|Rhein|Neckar|See|Inn)|an der (?!Börse)[A-ZÄÖÜ]\w+|ob der Tauber|im Breisgau|in der Pfalz|a\. ?d\. ?[A-Z]\w+\.?|a\. ?M\.)| \((?:Oder|Main|Saale)\)| I{1,2}(?!\w))?",
    "it": r"(?:(?:New|Los|San|Santa|Sant['’]|Reggio|Monza e|Ascoli|La|Hong|L['’]) ?)?[A-ZÀÈÉ][\wàèéìòù]+(?:['’-][A-ZÀÈÉ]\w+)*(?: (?:Emilia|Calabria|Vetere|Baviera|Kong|York|Angeles|Francisco|Piceno|Brianza|Pausania|Terme|Calabro|Marina|Imerese|Lomellina|Veneto|Irpino))?",
}
_PREPOSITION = r"(?:di |del |della |dello |dei |delle |dell['’] ?|d['’] ?|a |in )"


class Body(NamedTuple):
    """A kind of body: how it is written and how its id is made. `generic` ones join a body of the same place that is told apart."""

    id: str
    type: str
    pattern: re.Pattern[str]
    whole: bool
    named: bool
    generic: bool


class Grammar(NamedTuple):
    """The bodies of a folder and language, tried only where the cue stands."""

    cue: re.Pattern[str]
    bodies: tuple[Body, ...]


def _expand(words: str, language: str) -> str:
    if language == "zh":
        return words
    place = _LATIN_PLACE.get(language, _LATIN_PLACE["en"])
    adjective = r"(?P<PLACE>(?:New )?[A-ZÄÖÜ][\wäöüß]+er)" if language == "de" else r"(?P<PLACE>[A-ZÄÖÜ]\w+)"
    words = words.replace("{di}", _PREPOSITION).replace("{er}", adjective)
    words = words.replace("{ese}", rf"(?P<PLACE>(?:{'|'.join(sorted(table('places', 'adjectives')['it']))})(?:[oaie]|hi|he)?)")
    words = words.replace("{place2}", place).replace("{place}", f"(?P<PLACE>{place})")
    numbers = iter(range(100))
    return re.sub("PLACE", lambda _: f"place{next(numbers)}", words)


@cache
def grammar(folder: str, language: str, default_type: str) -> Grammar:
    """The grammar of `data/<folder>/<language>.toml`, compiled once."""
    rows = table(folder, language)
    bodies = []
    for row in rows["body"]:
        words = _expand("|".join(filter(None, (row["words"], row.get("short")))), language)
        pattern = re.compile(words if language == "zh" else rf"(?<![\w-])(?:{words})(?![\wäöüß])")
        bodies.append(Body(row["id"], row.get("type", default_type), pattern, row.get("whole", False), row.get("named", False), row.get("generic", False)))
    return Grammar(re.compile(rows["cue"]), tuple(bodies))


def find_bodies(text: str, folded: str, *, folder: str, language: str, default_type: str) -> list[Candidate]:
    """Every body that the grammar finds, overlaps included."""
    rules = grammar(folder, language, default_type)
    if not rules.cue.search(text):
        return []
    read = _han if language == "zh" else _latin
    return [found for body in rules.bodies for found in read(body, text, folded, folder)]


def _latin(body: Body, text: str, folded: str, folder: str) -> Iterator[Candidate]:
    for match in body.pattern.finditer(text):
        groups = {k.rstrip("0123456789"): v for k, v in match.groupdict().items() if v}
        place = groups.get("place", "").strip()
        if body.generic and place and not _known(place):
            continue
        yield _candidate(body, match.start() + _article(match.group()), match.end(), text, folder, place_id(place) if place else groups.get("circuit", ""))


def _known(place: str) -> bool:
    """Whether a place is listed, in whatever form: a generic head needs that, "Gericht in Kraft" is none."""
    return place_id(place) in table("places", "places")["places"]


def _article(matched: str) -> int:
    return 4 if matched.startswith(("the ", "The ")) and not matched.startswith("The Hague") else 0


def _candidate(body: Body, start: int, end: int, text: str, folder: str, place: str) -> Candidate:
    head = slug(text[start:end]) if body.named else body.id
    key = slug(f"{head} {place}") if place and not body.named else head
    by = "courts" if folder == "courts" else "authorities"
    return Candidate(start, end, body.type, by, f"generic {place}" if body.generic else key, _same(folder).get(key, key))


@cache
def _same(folder: str) -> dict[str, str]:
    """Ids that mean one body, with the one that stands for all (`data/courts/same.toml`)."""
    groups = table("courts", "same")["same"] if folder == "courts" else {}
    return {key: chosen for chosen, keys in groups.items() for key in keys}


def _han(body: Body, text: str, folded: str, folder: str) -> Iterator[Candidate]:
    for match in body.pattern.finditer(folded):
        if body.whole or match.group()[0] in "京北沪上广海" and match.group().endswith("知院"):
            yield _candidate(body, match.start(), match.end(), text, folder, "")
            continue
        spans = han_places_before(folded, match.start()) or [s for s in [short_place_before(folded, match.start())] if s]
        if not spans or (match.group() in ("法院", "法庭") and _country(folded[spans[-1][0] : spans[-1][1]])):
            continue
        yield _candidate(body, spans[0][0], match.end(), text, folder, han_place_id(folded, spans[-1]))


def _country(name: str) -> bool:
    return places().get(name, "") in table("places", "adjectives").get("countries", {}) or name in ("中国", "美国", "德国", "法国", "英国", "意大利", "日本", "韩国", "外国", "欧洲")
