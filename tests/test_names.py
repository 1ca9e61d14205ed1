from collections.abc import Mapping

import spacy
from names_by_hand import found, seen
from spacy.language import Language
from spacy.tokens import Doc

from pipelines.components.names import Names, find_names, make_names
from pipelines.document import prepare


def pipeline(language: str) -> Language:
    nlp = spacy.blank(language)
    nlp.add_pipe("casewire_names")
    return nlp


def read(text: str, language: str, names: Mapping[str, str]) -> Doc:
    """The text run through the component alone, the model having seen `names`."""
    nlp = pipeline(language)
    doc = prepare(nlp.make_doc(text))
    doc._.seen = seen(text, names)
    return nlp(doc)


def test_the_component_sets_mentions_entities_and_spans() -> None:
    text = "Norvik Audio Ltd. sued the shop Pell & Daughters at the High Court. Norvik said no more."
    doc = read(text, "en", {"Norvik Audio Ltd.": "company", "Pell & Daughters": "company"})
    assert {e.name: e.type for e in doc._.entities.values()} == {
        "Norvik Audio Ltd.": "company",
        "Pell & Daughters": "company",
        "High Court": "court",
    }
    assert [m.start for m in doc._.mentions] == sorted(m.start for m in doc._.mentions)
    assert all(doc.text[m.start : m.end] == m.text for m in doc._.mentions)
    assert [(span.text, span.label_) for span in doc.ents][0] == ("Norvik Audio Ltd.", "COMPANY")


def test_mentions_point_at_their_entities() -> None:
    doc = read("Das Landgericht Köln gab der Harbeck GmbH recht. Harbeck schweigt.", "de", {"Harbeck GmbH": "company"})
    assert len(doc._.mentions) == 3
    for entity in doc._.entities.values():
        assert all(m.entity == entity.id for m in entity.mentions)
    assert sorted(m.text for e in doc._.entities.values() for m in e.mentions) == sorted(m.text for m in doc._.mentions)


def test_known_entities_are_linked_and_carry_their_owner() -> None:
    doc = pipeline("zh")("开云集团旗下有古驰。")
    kering, gucci = doc._.entities["kering"], doc._.entities["gucci"]
    assert (kering.linked, kering.name) == (True, "Kering")
    assert gucci.parent == "kering"


def test_without_a_view_only_what_is_listed_or_told_by_grammar_is_found() -> None:
    text = "The marketplace Bazaarly sued Gucci, the customs of Genoa and Edwin Reay at the High Court, not in Milan."
    assert {c.by for c in find_names(text, "en")} == {"gazetteer", "courts", "authorities", "places"}
    assert not any("Bazaarly" in text[c.start : c.end] or "Reay" in text[c.start : c.end] for c in find_names(text, "en"))


def test_it_runs_on_a_users_own_pipeline_and_on_empty_text() -> None:
    nlp = spacy.blank("it")
    assert isinstance(make_names(nlp, "names", [], ""), Names)
    assert pipeline("it")("")._.mentions == []


def test_two_runs_give_the_same() -> None:
    text = "Velmora e Atelier Quinzi hanno chiuso. Velmora, la piattaforma Bazarone e il Consorzio Cuoio d'Arno tacciono."
    names = {"Velmora": "company", "Bazarone": "platform", "Consorzio Cuoio d'Arno": "association"}
    assert found(text, "it", names) == found(text, "it", names)
