"""What is known of a court beside its names: country, level, seat (`data/courts/facts.toml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipelines.namewords import table
from pipelines.places import country_of, place_name

COURT_LEVELS = ("local", "regional", "higher", "supreme", "constitutional", "special")


@dataclass(frozen=True, slots=True)
class CourtFacts:
    """Country (ISO 3166-1 alpha-2, or `EU`), level and seat of a court; None where it is not known."""

    country: str | None
    level: str
    seat: str | None


@cache
def court_facts(court: str) -> CourtFacts | None:
    """Country (ISO 3166-1, or `EU`), level and seat of a court by its id; None where nothing is known of it."""
    rows = table("courts", "facts")
    if alone := rows["court"].get(court):
        return CourtFacts(alone[0], alone[1], alone[2] or None)
    kind = max((k for k in rows["kind"] if court == k or court.startswith(f"{k}_")), key=len, default=None)
    if kind is None:
        return None
    level, country = rows["kind"][kind]
    place = court[len(kind) + 1 :]
    seat = None if not place or kind == "us_circuit" else place_name(place)
    return CourtFacts(country_of(place) or country or None, level, seat)
