from pipelines.candidates import Candidate, join_offices, settle


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
