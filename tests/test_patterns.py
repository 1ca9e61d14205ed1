import pytest

from pipelines.automaton import Automaton
from pipelines.fold import fold
from pipelines.lexicon import literals
from pipelines.patterns import Match, find_matches, parse_pattern


def fire(written: str, text: str, *, han: bool = False) -> list[str]:
    pattern = parse_pattern(written)
    automaton = Automaton([(literal, element) for element in sorted(set(pattern.elements)) for literal in literals(element, {})])
    hits: dict[str, list[tuple[int, int]]] = {}
    for start, end, key in sorted(automaton.find(fold(text))):
        hits.setdefault(key, []).append((start, end))
    return [text[m.start : m.end] for m in find_matches(pattern, hits, fold(text), base=0, han=han)]


def test_neighbours() -> None:
    assert fire("file|filed suit", "Norvik filed suit. Pell filed their suit.") == ["filed suit"]


def test_a_gap_keeps_the_order() -> None:
    assert fire("filed .. suit", "Norvik filed a long suit; the suit was filed") == ["filed a long suit"]


def test_any_order() -> None:
    assert fire("zog & zurück*", "zurückgezogen, zog er") == ["zurückgezogen, zog"]


def test_a_gap_ends_at_a_sentence_or_semicolon() -> None:
    assert fire("filed .. suit", "He filed; a suit followed") == []


def test_a_gap_has_a_limit_that_is_shorter_in_han_script() -> None:
    assert fire("将 .. 告上", "将" + "某" * 29 + "告上", han=True) == ["将" + "某" * 29 + "告上"]
    assert fire("将 .. 告上", "将" + "某" * 31 + "告上", han=True) == []


def test_of_two_readings_the_tighter() -> None:
    assert fire("drop .. case", "drop the case in this case") == ["drop the case"]


def test_open_ends_stay_within_the_word() -> None:
    assert fire("withdr*", "It withdrew. Notwithdrawn.") == ["withdrew"]
    assert fire("*klage", "Die Markenklage, die Klagewelle") == ["Markenklage"]


@pytest.mark.parametrize("written", ["", ".. suit", "file ..", "file .. & suit"])
def test_a_broken_pattern_says_so(written: str) -> None:
    with pytest.raises(ValueError, match="pattern|between"):
        parse_pattern(written)


def test_a_match_spans_its_parts() -> None:
    assert (Match(((5, 9), (1, 3))).start, Match(((5, 9), (1, 3))).end) == (1, 9)
