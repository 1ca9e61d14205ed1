from pipelines.candidates import Candidate, settle


def candidate(start: int, end: int, by: str = "model") -> Candidate:
    return Candidate(start, end, "company", by, f"{start}-{end}")


def test_the_longest_wins() -> None:
    assert settle([candidate(0, 5), candidate(3, 12), candidate(13, 15)]) == [candidate(3, 12), candidate(13, 15)]


def test_the_more_trusted_finder_wins_where_both_are_long() -> None:
    assert settle([candidate(0, 5), candidate(0, 5, "gazetteer")]) == [candidate(0, 5, "gazetteer")]


def test_neighbours_stay() -> None:
    assert settle([candidate(5, 9), candidate(0, 5)]) == [candidate(0, 5), candidate(5, 9)]
