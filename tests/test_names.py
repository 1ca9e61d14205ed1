import spacy
from spacy.language import Language

from pipelines.components.names import Names, find_names, make_names


def pipeline(language: str) -> Language:
    nlp = spacy.blank(language)
    nlp.add_pipe("casewire_names")
    return nlp


def test_the_component_sets_mentions_entities_and_spans() -> None:
    doc = pipeline("en")("Norvik Audio Ltd. sued the shop Pell & Daughters at the High Court. Norvik said no more.")
    assert {e.name: e.type for e in doc._.entities.values()} == {
        "Norvik Audio Ltd.": "company",
        "Pell & Daughters": "company",
        "High Court": "court",
    }
    assert [m.start for m in doc._.mentions] == sorted(m.start for m in doc._.mentions)
    assert all(doc.text[m.start : m.end] == m.text for m in doc._.mentions)
    assert [(span.text, span.label_) for span in doc.ents][0] == ("Norvik Audio Ltd.", "COMPANY")


def test_mentions_point_at_their_entities() -> None:
    doc = pipeline("de")("Das Landgericht Köln gab der Harbeck GmbH recht. Harbeck schweigt.")
    for entity in doc._.entities.values():
        assert all(m.entity == entity.id for m in entity.mentions)
    assert sorted(m.text for e in doc._.entities.values() for m in e.mentions) == sorted(m.text for m in doc._.mentions)


def test_known_entities_are_linked_and_carry_their_owner() -> None:
    doc = pipeline("zh")("开云集团旗下有古驰。")
    kering, gucci = doc._.entities["kering"], doc._.entities["gucci"]
    assert (kering.linked, kering.name) == (True, "Kering")
    assert gucci.parent == "kering"


def test_it_runs_on_a_users_own_pipeline_and_on_empty_text() -> None:
    nlp = spacy.blank("it")
    assert isinstance(make_names(nlp, "names", [], ""), Names)
    assert pipeline("it")("")._.mentions == []


def test_two_runs_give_the_same() -> None:
    text = "Velmora e Atelier Quinzi hanno chiuso. Velmora, la piattaforma Bazarone e il Consorzio Cuoio d'Arno tacciono."
    assert find_names(text, "it") == find_names(text, "it")
