"""Our own sentences of general text with names."""

from collections import Counter
from pathlib import Path

import pytest

from pipelines.errors import CasewireError
from pipelines.records import LANGUAGES
from pipelines.training.sentences import read_sentences

FOLDER = Path(__file__).parents[1] / "corpus" / "sentences"


def test_names_are_read_with_their_places(tmp_path: Path) -> None:
    (tmp_path / "en-01.txt").write_text("[Ann Roe](per) left [Aarhus](loc) for [Norvik](org).\nNobody came.\n", "utf-8")
    first, second = read_sentences(tmp_path)
    assert first.text == "Ann Roe left Aarhus for Norvik."
    assert [(first.text[a:b], kind) for a, b, kind in first.names] == [("Ann Roe", "person"), ("Aarhus", "place"), ("Norvik", "company")]
    assert (second.text, second.names) == ("Nobody came.", ())


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("[Ann](person) left.", "'Ann' is marked as 'person'; valid are per, org, loc"),
        ("[Ann](!a1) left.", "valid are per, org, loc"),
        ("[Bank of [Aarhus](loc)](org) left.", "'Aarhus' stands within 'Bank of Aarhus'; names do not nest"),
        ("[Ann left.", "never closed"),
        ("", "no text"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, line: str, what: str) -> None:
    (tmp_path / "en-01.txt").write_text(f"Nobody came.\n{line}\n", "utf-8")
    with pytest.raises(CasewireError, match=r"en-01\.txt:2: ") as error:
        read_sentences(tmp_path)
    assert what in str(error.value)


def test_every_sentence_of_ours_stands_once() -> None:
    told = Counter(s.text for s in read_sentences(FOLDER))
    assert [text for text, times in told.items() if times > 1] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_has_its_share_and_all_three_kinds(code: str) -> None:
    lines = [line for path in sorted(FOLDER.glob(f"{code}-*.txt")) for line in path.read_text("utf-8").splitlines()]
    assert len(lines) >= 1500
    assert all(sum(line.count(f"]({kind})") for line in lines) >= 500 for kind in ("per", "org", "loc"))
    assert sum("](" not in line for line in lines) >= 80
