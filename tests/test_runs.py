import pytest

from pipelines.candidates import Candidate
from pipelines.nametexts import words
from pipelines.runs import find_runs


def runs(text: str, language: str, known: list[Candidate] | None = None) -> list[str]:
    return [text[r.start : r.end] for r in find_runs(text, known or [], words(language))]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The Norvik shop and Pell & Daughters", ["Norvik", "Pell & Daughters"]),
        ("en", "Norvik's case", ["Norvik"]),
        ("en", "the Saddlers' Guild", ["Saddlers' Guild"]),
        ("en", "On Friday the Danish M&S met eBay and 24Shop", ["M&S", "eBay", "24Shop"]),
        ("en", "Once Jan van Dorn left", ["Jan van Dorn"]),
        ("it", "L'Atelier Quinzi e Ca' Bruna", ["Atelier Quinzi", "Ca' Bruna"]),
        ("de", "Im März kam Ursula von der Au", ["Ursula von der Au"]),
    ],
)
def test_runs_of_capitals(language: str, text: str, expected: list[str]) -> None:
    assert runs(text, language) == expected


def test_known_names_cut_a_run() -> None:
    known = [Candidate(0, 6, "brand", "gazetteer", "norvik", "norvik")]
    assert runs("Norvik Marmont", "en", known) == []
    assert runs("Norvik Shield Programme", "en", known) == ["Norvik Shield Programme"]
