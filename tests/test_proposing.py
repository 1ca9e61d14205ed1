"""Names that the model proposes."""

from names_by_hand import seen

import pipelines
from pipelines.naming import Seen
from pipelines.proposing import guess, propose, repeats


def proposed(text: str, *stretches: str, kind: str = "company", certainty: float = 0.9) -> list[str]:
    seen = [Seen(text.index(s), text.index(s) + len(s), kind, certainty) for s in stretches]
    return [text[c.start : c.end] for c in propose(text, seen)]


def test_a_name_has_a_capital_a_figure_or_two_han_characters() -> None:
    assert proposed("contro la contraffazione di Norvik e 3spa", "contraffazione", "Norvik", "3spa") == ["Norvik", "3spa"]
    assert proposed("茶与泊禾", "茶", "泊禾") == ["泊禾"]


def test_what_never_stands_at_a_names_edge_is_cut_off() -> None:
    assert proposed("金泊禾的茶，在雲岫「茶莊」", "金泊禾的", "在雲岫", "「茶莊」") == ["金泊禾", "雲岫", "茶莊"]
    assert proposed("买美的的", "美的") == ["美的"]


def test_a_word_that_joins_names_or_opens_a_sentence_ends_none() -> None:
    text = "Norvik e Pell, Tarn and Lowe of Norvik It said; the shop Made It Big and the book It"
    assert proposed(text, "Norvik e", "Tarn and", "Norvik It", "Made It Big", "It") == ["Norvik", "Tarn", "Norvik", "Made It Big", "It"]


def test_a_name_that_stops_amid_a_compound_goes_on_to_its_end() -> None:
    text = "Die Pell Tea-Guard-Plattform und Norvik- und Tarn-Taschen"
    assert proposed(text, "Pell Tea-Guard-", "Norvik-", "Tarn") == ["Pell Tea-Guard-Plattform", "Norvik", "Tarn"]


def test_only_an_abbreviation_keeps_its_full_stop() -> None:
    assert proposed("They shop at Norvik24. Then at Pell Bros. or Tarn S.p.A. too", "Norvik24.", "Pell Bros.", "Tarn S.p.A.") == [
        "Norvik24",
        "Pell Bros.",
        "Tarn S.p.A.",
    ]


def test_nominals_and_guesses_are_no_names() -> None:
    assert proposed("Norvik ran", "Norvik", kind="nominal") == []
    assert proposed("Norvik ran", "Norvik", certainty=0.3) == []


def test_a_full_name_is_found_again_whole() -> None:
    text = "In der Boutique „Modehaus Ost“ war Ruhe. Das Modehaus Ost schloss."
    candidates = propose(text, seen(text, {"Modehaus Ost": "company"}))
    assert [c.start for c in repeats(text, candidates)] == [text.rindex("Modehaus")]


def test_persons_and_single_words_are_not_looked_for_again() -> None:
    text = "Edwin Reay left Norvik. Edwin Reay and Norvik part."
    assert repeats(text, propose(text, seen(text, {"Edwin Reay": "person", "Norvik": "company"}))) == []


def test_a_listed_place_is_none_where_the_model_sees_no_name() -> None:
    def places(language: str, text: str) -> list[str]:
        return [span.text for span in pipelines.load(language)(text).ents]

    assert places("zh", "随箱的荷兰语说明书一页未少，荷兰语标签也贴得整整齐齐。") == []
    assert places("zh", "公司去年在荷兰开了第一家门店，今年又去了丹麦。") == ["荷兰", "丹麦"]


def test_a_guess_is_shown_whole_and_is_no_place() -> None:
    text = "Norvik in Tarnford, „Pell“"
    told = [
        Seen(text.index(s), text.index(s) + len(s), kind, 0.6)
        for s, kind in (("Norvik", "company"), ("Tarnford", "place"), ("„Pell“", "brand"))
    ]
    assert [text[c.start : c.end] for c in guess(text, told)] == ["Norvik"]
