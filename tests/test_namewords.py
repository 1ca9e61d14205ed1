import pytest

from pipelines.namewords import bare, grow


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Norvik Holdings Limited said", "Norvik", "Norvik Holdings Limited"),
        ("die Norvik-Gruppe", "Norvik", "Norvik-Gruppe"),
        ("die Norvik-Aktie", "Norvik", "Norvik"),
        ("Norvik America, Inc. sells", "Norvik", "Norvik America, Inc."),
        ("Norvik and others", "Norvik", "Norvik"),
        ("Norvik AG ist", "Norvik", "Norvik AG"),
        ("Norvik AGB sind", "Norvik", "Norvik"),
        ("泊禾集团说", "泊禾", "泊禾集团"),
        ("泊禾公司法", "泊禾", "泊禾"),
    ],
)
def test_names_grow_over_what_belongs_to_them(text: str, name: str, expected: str) -> None:
    at = text.index(name)
    start, end = grow(text, at, at + len(name))
    assert text[start:end] == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Norvik Group", "norvik"),
        ("Norvik S.p.A.", "norvik"),
        ("Pell & Daughters Ltd.", "pell & daughters"),
        ("泊禾茶业有限公司", "泊禾茶业"),
        ("Inc", "inc"),
    ],
)
def test_the_bare_name(name: str, expected: str) -> None:
    assert bare(name) == expected
