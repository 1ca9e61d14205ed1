"""One record for one act."""

from sentences_by_hand import acts, fillers


def test_an_act_told_twice_is_one() -> None:
    found = acts("[Norvik](-) sued [Pell](-) in May 2015. In May 2015 [Norvik](-) filed a lawsuit against [Pell](-).", "en")
    assert [a.type for a in found] == ["lawsuit_filed"]


def test_two_suits_a_year_apart_are_two() -> None:
    found = acts("[Norvik](-) sued [Pell](-) in May 2015. [Norvik](-) sued [Pell](-) again in June 2016.", "en")
    assert [a.date.value for a in found if a.date] == ["2015-05", "2016-06"]


def test_suits_against_others_stay_apart() -> None:
    found = acts("[Norvik](-) sued [Pell](-). [Norvik](-) sued [Harbeck](-).", "en")
    assert [fillers(a, "defendant") for a in found] == [["Pell"], ["Harbeck"]]


def test_planned_and_denied_acts_are_not_the_done_one() -> None:
    found = acts("[Norvik](-) sued [Pell](-). [Norvik](-) will sue [Pell](-).", "en")
    assert sorted(a.modality for a in found) == ["asserted", "planned"]


def test_a_plan_to_leave_and_the_leaving_are_one_act() -> None:
    found = acts("[Norvik](-) has left the [Tea Union](-:association). In May [Norvik](-) decided to leave the [Tea Union](-).", "en")
    assert [(a.type, a.modality) for a in found] == [("membership_withdrawn", "asserted")]


def test_a_batch_is_one_act_with_several_fillers() -> None:
    found = acts("[Norvik](-) sued [Pell](-), [Harbeck](-) and [Tarvie](-) on the same day.", "en")
    assert [fillers(a, "defendant") for a in found] == [["Pell", "Harbeck", "Tarvie"]]


def test_an_article_tells_the_same_in_two_languages_once() -> None:
    from pipelines import extract
    from pipelines.records import Article

    text = (
        "开云集团于2015年起诉阿里巴巴，案件引起广泛关注，业内人士纷纷表示关切。\n\n"
        "Kering sued Alibaba in 2015, and the case drew wide attention in the trade; observers said they were worried by it."
    )
    record = extract(Article("x", text, published="2017-08-09"))
    assert [s.code for s in record.languages] == ["zh", "en"]
    assert [a.type for a in record.actions] == ["lawsuit_filed"]
    assert {e.id for e in record.entities} >= {"kering", "alibaba"}
