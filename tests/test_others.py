"""Files of columns as sentences with names."""

from pathlib import Path

import pytest

from pipelines.errors import CasewireError
from pipelines.training.others import read_file, read_others

COLUMNS = """# text = In Aarhus, Norvik's boss Ann Roe spoke.
1\tIn\tO
2\tAarhus\tB-LOC
3\t,\tO
4\tNorvik\tB-ORG
5\t's\tO
6\tboss\tO
7\tAnn\tB-PER
8\tRoe\tI-PER
9\tspoke\tO
10\t.\tO

1\tPell\tB-ORG
2\t&\tI-ORG
3\tSons\tI-ORG
4\t(\tO
5\tAarhus\tB-LOCderiv
6\t)\tO
"""


def test_a_text_is_kept_as_it_was_and_else_set_as_a_writer_would(tmp_path: Path) -> None:
    file = tmp_path / "some.iob2"
    file.write_text(COLUMNS, "utf-8")
    first, second = read_file(file, word=1, tag=2, joiner=" ")
    assert first.text == "In Aarhus, Norvik's boss Ann Roe spoke."
    assert [(first.text[a:b], kind) for a, b, kind in first.names] == [("Aarhus", "place"), ("Norvik", "company"), ("Ann Roe", "person")]
    assert second.text == "Pell & Sons (Aarhus)"
    assert [(second.text[a:b], kind) for a, b, kind in second.names] == [("Pell & Sons", "company")]


def test_other_labels_can_be_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "some.conll"
    file.write_text("Landgericht B-GRT\nKöln I-GRT\n. O\n", "utf-8")
    (sentence,) = read_file(file, word=0, tag=1, joiner=" ", labels={"GRT": "court"})
    assert (sentence.text, sentence.names) == ("Landgericht Köln.", ((0, 16, "court"),))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CasewireError, match=r"lacks germeval2014/NER-de-dev\.tsv"):
        read_others(tmp_path)
