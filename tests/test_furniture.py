import pytest
from shell_samples import DE, EN, IT, OURS, ZH

from pipelines.furniture import plain, remove
from pipelines.furniture_cues import cues


def kept(text: str, title: str | None = None) -> str:
    return remove(text, title=title).text


@pytest.mark.parametrize("text", OURS.values())
def test_prose_stays_as_it_is(text: str) -> None:
    both = f"{text}\n\n{text[: len(text) // 2]} und so weiter, et cetera, eccetera, e così via."
    assert kept(both) == both


CRUMBS = [
    "Home » Business » Shoes",
    "Startseite › Handel › Onlinehandel",
    "首页 > 财经 > 正文 2021-03-04 10:20 来源：茶业快讯 字号：小 中 大",
    "• Home",
    "Moda",
]
LINES = [
    "loading...",
    "Wird geladen…",
    "Scroll down to read more",
    "ADVERTISEMENT – STORY CONTINUES BELOW",
    "Anzeige",
    "(Continua a leggere dopo la pubblicità)",
    "READ ALSO: Norvik wins a prize | Pell opens a shop",
    "Leggi anche: «Castelvento apre a Bari» | «Pardo chiude»",
    "Lesen Sie auch: Harbeck baut um | Tessenow zieht weg",
    "相关阅读：泊禾上市 | 茶价下跌",
    "延伸閱讀：泊禾上市",
    "Meistgelesen: Harbeck verklagt Tessenow · Ärger am Markt",
    "Foto: archivio redazione",
    "[Photo: a shop window. Credit: agency]",
    "图片来源：视觉档案",
    "Share this: Email | Print",
    "Condividi | Stampa | A+ A-",
    "Teilen: Facebook · WhatsApp · Drucken",
    "分享到：微信 微博",
    "Facebook Twitter LinkedIn",
    "扫描二维码，关注我们",
    "立即打开",
    "Tags: shoes, labels, courts",
    "Schlagwörter: Schuhe, Gericht",
    "标签：茶叶 法院",
    "© 2021 Toy Trade Wire. All rights reserved.",
    "© Riproduzione riservata",
    "责任编辑：小荷",
    "译者：小荷",
    "Übersetzung: A. Muster",
    "Scritto da Bianca Ferri",
    "Von Petra Muster",
    "Seite 1 von 3",
    "1 2 3 … »",
    "Cookie settings | Sign up to our newsletter",
    "（实习生小荷对本文亦有贡献）",
]


@pytest.mark.parametrize("line", CRUMBS)
def test_a_breadcrumb_goes_where_it_stands_above_the_text(line: str) -> None:
    assert kept(f"{line}\n\n{EN}\n\n{DE}") == f"{EN}\n\n{DE}"


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("place", ["above", "between", "below"])
def test_a_line_of_furniture_goes_wherever_it_stands(line: str, place: str) -> None:
    order = {"above": [line, EN, DE], "between": [EN, line, DE], "below": [EN, DE, line]}[place]
    assert kept("\n\n".join(order)) == f"{EN}\n\n{DE}"


SENTENCES = [
    "Photo agencies were not amused by the claim.",
    "Share prices fell on the news.",
    "Print is dead, the judge remarked.",
    "Related claims were dropped in May.",
    "Tag und Nacht wurde verhandelt.",
    "Anzeige erstattete am Montag auch der Verband.",
    "Di norma i giudici decidono in un mese.",
    "Von Mai an gilt das Verbot.",
    "Stampa e televisione ne hanno parlato a lungo.",
    "Copyright law does not protect a recipe.",
    "Contacts between the two broke off in June.",
    "记者：协会昨天说您造谣，还发来了律师函。",
    "广告法的修订也在讨论之中。",
    "收藏家也提出了抗议。",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_that_begins_like_furniture_stays(sentence: str) -> None:
    text = f"{EN}\n\n{sentence}\n\n{DE}"
    assert kept(text) == text


def test_a_headline_told_twice_is_the_title_and_leaves_the_text() -> None:
    cleaned = remove(f"Menu\nPell and Norvik at odds\n\nPell and Norvik at odds\n\nBy Ann Sample\n\n{EN}")
    assert (cleaned.title, cleaned.text) == ("Pell and Norvik at odds", EN)


def test_a_breadcrumb_list_that_ends_in_the_headline() -> None:
    cleaned = remove(
        f"• Home\n  • Notizie\n  • Castelvento contro Pardo, atto secondo\n\nCastelvento contro Pardo, atto secondo\n\nModa\n\n{IT}"
    )
    assert (cleaned.title, cleaned.text) == ("Castelvento contro Pardo, atto secondo", IT)


def test_the_given_title_leaves_the_text() -> None:
    assert kept(f"Harbeck klagt!\n\n{DE}", title="Harbeck klagt!") == DE


def test_a_first_line_without_full_stop_is_the_title() -> None:
    cleaned = remove(f"泊禾茶业再上法庭，网店沉默\n\n{ZH}")
    assert (cleaned.title, cleaned.text) == ("泊禾茶业再上法庭，网店沉默", ZH)


def test_a_lead_told_twice_is_no_title() -> None:
    assert remove(f"{EN[:112].strip()}\n\n{EN[:112].strip()}\n\n{DE}").title is None


def test_headings_between_paragraphs_stay() -> None:
    text = f"{DE}\n\nWas nun folgt\n\n{DE} Mehr war nicht zu erfahren."
    assert kept(text) == text


def test_a_list_of_other_stories_goes_with_its_cue() -> None:
    listed = "- Related reading\n- Shoes | The Boot That Came In From The Cold.\n- Ten hats for autumn\n- 秋冬新品"
    assert kept(f"{EN}\n{listed}") == EN


def test_a_list_of_other_stories_ends_where_prose_begins() -> None:
    assert kept(f"{EN}\n\nLesen Sie auch\nHarbeck baut um\n\n{DE}") == f"{EN}\n\n{DE}"


def test_tags_below_the_text_go_but_an_announced_list_stays() -> None:
    assert kept(f"{EN}\n\nNorvik\nPell & Daughters\nlabels") == EN
    text = f"{EN}\n\nThe parties to the case are:\nNorvik\nPell & Daughters"
    assert kept(text) == text


def test_what_goes_is_told() -> None:
    assert remove(f"{EN}\n\nTags: shoes").dropped == (("tags", "Tags: shoes"),)


def test_text_without_prose_is_left_alone() -> None:
    assert kept("Norvik sues Pell") == "Norvik sues Pell"


def test_plain_text_has_one_form() -> None:
    assert plain("a\r\nb\u00a0\u00a0c\u200bd\x00\u2028e\ufeff") == "a\nb cd\ne"
    assert plain("Mu\u0308he \ud83d") == "Mühe \ufffd"


def test_cleaning_twice_changes_nothing_more() -> None:
    once = kept("\n\n".join([*LINES, EN, "Was nun folgt", DE, *LINES]))
    assert kept(once) == once


def test_every_cue_is_one_that_the_rules_know() -> None:
    assert {cue.rule for cue in cues()} == {"label", "prompt", "alone", "byline", "words", "pattern"}
