import pytest

from pipelines.sentences import split_sentences


def split(text: str, language: str) -> list[str]:
    return [text[s:e] for s, e in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        (
            "en",
            "Norvik sued Pell & Co. in the U.S. District Court. It lost.",
            ["Norvik sued Pell & Co. in the U.S. District Court.", "It lost."],
        ),
        ("en", "“Really?” asked Norvik Inc. The firm left.", ["“Really?” asked Norvik Inc.", "The firm left."]),
        ("de", "Am 8. März klagte die Harbeck GmbH. Um 18 Uhr.", ["Am 8. März klagte die Harbeck GmbH.", "Um 18 Uhr."]),
        ("de", "„Nein!“, sagte er. Das war z.B. so.", ["„Nein!“, sagte er.", "Das war z.B. so."]),
        (
            "it",
            "La Castelvento S.p.A. ha citato il sig. Rossi. Poi basta.",
            ["La Castelvento S.p.A. ha citato il sig. Rossi.", "Poi basta."],
        ),
        ("zh", "泊禾茶业起诉。他说：“不行！”公司回应。\n第二段", ["泊禾茶业起诉。", "他说：“不行！”", "公司回应。", "第二段"]),
    ],
)
def test_sentence_ends(language: str, text: str, sentences: list[str]) -> None:
    assert split(text, language) == sentences


@pytest.mark.parametrize("text", ["", "   \n ", "\n\n"])
def test_no_text_no_sentence(text: str) -> None:
    assert split(text, "en") == []


def test_every_visible_character_is_in_exactly_one_sentence() -> None:
    text = "One. Two!  Three?\n\nFour… five."
    assert "".join("".join(s.split()) for s in split(text, "en")) == "".join(text.split())


def test_a_long_run_of_one_character_is_one_sentence() -> None:
    assert [len(s) for s in split("a" * 100_000, "en")] == [100_000]
