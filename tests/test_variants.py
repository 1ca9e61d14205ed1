import pytest

from pipelines.candidates import Candidate
from pipelines.variants import han_core, short_forms


def forms(name: str, language: str, *, kind: str = "company", by: str = "model") -> set[str]:
    return short_forms(name, Candidate(0, len(name), kind, by, name.lower()), language)


@pytest.mark.parametrize(("name", "core"), [("福建泊禾茶业有限公司", "泊禾"), ("栖砚照明", "栖砚"), ("泊禾", "泊禾")])
def test_the_core_of_a_chinese_name(name: str, core: str) -> None:
    assert han_core(name) == core


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Norvik Sound Ltd.", "en", {"norvik"}),
        ("Shanghai Norvik Garment", "en", {"norvik"}),
        ("Global Trading Partners", "en", set()),
        ("Norvik", "en", set()),
    ],
)
def test_short_forms_of_firms(name: str, language: str, expected: set[str]) -> None:
    assert forms(name, language) == expected


def test_a_person_goes_by_the_family_name() -> None:
    assert forms("Edwin Reay", "en", kind="person") == {"reay"}


def test_courts_have_no_short_forms() -> None:
    assert forms("Landgericht Köln", "de", kind="court", by="courts") == set()
