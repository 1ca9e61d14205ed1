"""Pipelines with what a user adds."""

from pathlib import Path

import pytest
import spacy

from pipelines import extract, load
from pipelines.errors import LexiconError, Skip, UsageError
from pipelines.records import LANGUAGES, Article
from pipelines.setup import Setup

RULES = """
language = "en"

[words]
zorbexing = ["zorbexed"]

[[rule]]
id = "own-zorbex"
action = "lawsuit_filed"
trigger = ["<zorbexing>"]
roles = { plaintiff = ["subject"], defendant = ["object"] }
yes = ["[Norvik](plaintiff) zorbexed [Pell](defendant)."]
no = ["[Norvik](-) slept."]
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pipeline_gives_ents_and_sentences(language: str) -> None:
    text = {"en": "Gucci sued Guess.", "de": "Gucci verklagt Guess.", "it": "Gucci ha citato Guess.", "zh": "古驰起诉盖尔斯。"}[language]
    doc = load(language)(text)
    assert "BRAND" in {e.label_ for e in doc.ents}
    assert [s.text for s in doc.sents] == [text]


def test_another_language_is_refused() -> None:
    with pytest.raises(UsageError, match="'fr' is not read; valid: en, zh, it, de"):
        load("fr")


def test_an_article_in_another_language_is_a_skip_with_its_code() -> None:
    text = "Le groupe a retiré sa plainte contre la plateforme, a annoncé la société dans un communiqué publié lundi à Paris."
    with pytest.raises(Skip) as caught:
        extract(Article("x", text))
    assert (caught.value.reason, caught.value.detail) == ("language", "fr")


def test_an_empty_article_is_a_skip() -> None:
    with pytest.raises(Skip, match="empty"):
        extract(Article("x", " \n "))


def test_names_of_an_installed_pipeline_are_added_where_ours_sees_none(tmp_path: Path) -> None:
    base = spacy.blank("en")
    base.add_pipe("entity_ruler").add_patterns(
        [{"label": "ORG", "pattern": "zorbex"}, {"label": "ORG", "pattern": "Gucci"}, {"label": "DATE", "pattern": "today"}]
    )  # type: ignore[attr-defined]
    base.to_disk(tmp_path / "own")
    record = extract(Article("x", "Gucci met zorbex today."), language="en", setup=Setup(bases=(("en", str(tmp_path / "own")),)))
    assert {(e.name, e.type, e.mentions[0].by) for e in record.entities} >= {
        ("zorbex", "company", str(tmp_path / "own")),
        ("Gucci", "brand", "gazetteer"),
    }
    assert len(record.entities) == 2


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(UsageError, match="pipelines.en: 'en_core_web_none' is not installed"):
        load("en", Setup(bases=(("en", "en_core_web_none"),)))


def test_a_package_that_only_bears_the_name_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "en_core_web_decoy-999.9.9.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: en_core_web_decoy\nVersion: 999.9.9\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(UsageError, match="is not spaCy's pipeline"):
        load("en", Setup(bases=(("en", "en_core_web_decoy"),)))


def test_a_pipeline_of_another_language_is_refused(tmp_path: Path) -> None:
    spacy.blank("de").to_disk(tmp_path / "own")
    with pytest.raises(UsageError, match="is a pipeline for 'de'"):
        load("en", Setup(bases=(("en", str(tmp_path / "own")),)))


def test_rules_of_a_users_own(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(RULES, "utf-8")
    setup = Setup(files=(str(tmp_path / "own.toml"),))
    doc = load("en", setup)("The lamp maker Norvik GmbH zorbexed its rival Pell Ltd. on 4 May 2020, the two firms said in Aarhus.")
    assert any(r.trigger.rule.id == "en.own-zorbex" and not r.rejected for t in doc._.trace for r in t.readings)
    assert load("de", setup)("Norvik GmbH zorbexed Pell Ltd.")._.trace[0].readings == []


def test_faults_of_a_users_file_come_all_at_once(tmp_path: Path) -> None:
    broken = RULES.replace("lawsuit_filed", "lawsuit_eaten").replace(
        '[words]\nzorbexing = ["zorbexed"]\n', 'colour = 1\n[words]\nother = ["x"]\n'
    )
    (tmp_path / "own.toml").write_text(broken, "utf-8")
    with pytest.raises(LexiconError) as caught:
        load("en", Setup(files=(str(tmp_path / "own.toml"),)))
    assert len(caught.value.faults) == 2
    assert "unknown key 'colour'; valid: language, words, rule" in caught.value.faults[0]
    assert "action 'lawsuit_eaten' is unknown; valid: " in caught.value.faults[1]
