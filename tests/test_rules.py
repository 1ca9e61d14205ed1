"""Every rule's own sentences, in every language."""

import pytest

from pipelines.lexicon import load_lexicon
from pipelines.proof import prove, read_proof
from pipelines.records import LANGUAGES
from pipelines.rules import Rule
from pipelines.vocabulary import load_vocabulary

RULES = [rule for language in LANGUAGES for rule in load_lexicon(language).rules]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_a_rule_reads_its_yes_and_not_its_no(rule: Rule) -> None:
    assert list(prove(rule, load_lexicon(rule.id.split(".")[0]))) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_a_rule_carries_its_proof(rule: Rule) -> None:
    """A rule without roles reads nothing: it only takes words from the others, so it can have no `yes`."""
    assert rule.no
    assert rule.yes or not rule.roles


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_has_a_rule(language: str) -> None:
    told = {rule.action for rule in load_lexicon(language).rules}
    assert sorted(set(load_vocabulary()) - told) == []


def test_a_proof_is_read() -> None:
    proof = read_proof("planned: [Norvik](plaintiff) will sue [Jane Roe](defendant:person).")
    assert proof.text == "Norvik will sue Jane Roe."
    assert proof.modality == "planned"
    assert proof.roles == {"plaintiff": ["Norvik"], "defendant": ["Jane Roe"]}
    assert proof.types == {"Norvik": "company", "Jane Roe": "person"}
    assert [proof.text[m.start : m.end] for m in proof.mentions] == ["Norvik", "Jane Roe"]
