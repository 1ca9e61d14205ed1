import pytest

from pipelines.candidates import Candidate, join_offices, part_owners, settle


def candidate(start: int, end: int, by: str = "model") -> Candidate:
    return Candidate(start, end, "company", by, f"{start}-{end}")


def test_the_longest_wins() -> None:
    assert settle([candidate(0, 5), candidate(3, 12), candidate(13, 15)]) == [candidate(3, 12), candidate(13, 15)]


def test_the_more_trusted_finder_wins_where_both_are_long() -> None:
    assert settle([candidate(0, 5), candidate(0, 5, "gazetteer")]) == [candidate(0, 5, "gazetteer")]


def test_neighbours_stay() -> None:
    assert settle([candidate(5, 9), candidate(0, 5)]) == [candidate(0, 5), candidate(5, 9)]


def test_an_authority_and_its_office_right_behind_it_are_one() -> None:
    text = "临江市工商局河东分局与茶商"
    offices = [Candidate(0, 6, "authority", "gazetteer", "a", "a"), Candidate(6, 10, "authority", "model", "b")]
    (joined,) = join_offices(text, offices)
    assert (text[joined.start : joined.end], joined.type, joined.id) == ("临江市工商局河东分局", "authority", None)


def test_other_neighbours_are_two() -> None:
    text = "临江市工商局泊禾茶业"
    two = [Candidate(0, 6, "authority", "gazetteer", "a", "a"), Candidate(6, 10, "company", "model", "b")]
    assert join_offices(text, two) == two
    assert join_offices(text, []) == []


@pytest.mark.parametrize(
    ("text", "known", "parts"),
    [
        ("Norvik's Pell Shop opens", ["Norvik"], ["Norvik", "Pell Shop"]),
        ("Norvik’s Pell Shop opens", ["Norvik"], ["Norvik", "Pell Shop"]),  # noqa: RUF001 - as pages write it
        ("Norvik's Pell Shop opens", [], ["Norvik's Pell Shop"]),
        ("Norvik's of Aarhus opens", ["Norvik"], ["Norvik's of Aarhus"]),
    ],
)
def test_an_owner_and_what_he_owns_are_two_where_the_owner_is_known(text: str, known: list[str], parts: list[str]) -> None:
    whole = Candidate(0, text.index(" opens"), "platform", "model", "whole")
    owners = [Candidate(0, len(name), "company", "gazetteer", name) for name in known]
    found = part_owners(text, [whole], owners)
    assert [text[c.start : c.end] for c in found] == parts
    assert [c.type for c in found] == ["platform"] * len(parts)


def test_an_owner_who_stands_elsewhere_alone_is_known() -> None:
    text = "Norvik said that Norvik's Pell Shop opens"
    whole = Candidate(17, text.index(" opens"), "platform", "model", "whole")
    found = part_owners(text, [Candidate(0, 6, "company", "model", "norvik"), whole], [])
    assert [(text[c.start : c.end], c.key) for c in found] == [("Norvik", "norvik"), ("Norvik", "norvik"), ("Pell Shop", "pell shop")]
