"""Platforms that are only where people without a name trade."""

import pytest

from pipelines.records import Entity, Mention
from pipelines.venues import find_venues, is_crowd


@pytest.mark.parametrize(
    ("language", "text", "is_venue"),
    [
        ("en", "Norvik sued individual Bazaarly users.", True),
        ("en", "Norvik sued some 30 Bazaarly store operators.", True),
        ("en", "Norvik sued three sellers of watches on the popular Bazaarly.", True),
        ("en", "Bazaarly sued sellers of watches.", False),
        ("en", "Norvik sued Bazaarly.", False),
        ("de", "Norvik verklagte Bazaarly-Händler.", True),
        ("de", "Norvik verklagte zwei Verkäufer auf Bazaarly.", True),
        ("de", "Bazaarly verklagte zwei Händler.", False),
        ("it", "Norvik ha citato alcuni venditori attivi su Bazaarly.", True),
        ("it", "Bazaarly ha citato alcuni venditori.", False),
        ("zh", "诺维将Bazaarly平台上的两家网店告上法庭。", True),
        ("zh", "Bazaarly将两家网店告上法庭。", False),
    ],
)
def test_a_platform_is_a_venue_beside_who_trades_there(language: str, text: str, is_venue: bool) -> None:
    start = text.index("Bazaarly")
    mention = Mention(start, start + 8, "Bazaarly", "bazaarly", "model")
    for kind, expected in (("platform", is_venue), ("company", False)):
        found = find_venues(text, [mention], {"bazaarly": Entity("bazaarly", "Bazaarly", kind)}, language=language)
        assert bool(found) == expected


def test_a_crowd_is_no_platform() -> None:
    for language, words, expected in (
        ("en", "the sellers", True),
        ("en", "the platform", False),
        ("zh", "这些卖家", True),
        ("de", "die Verkäuferin", True),
    ):
        nominal = Mention(0, len(words), words, "bazaarly", "model", nominal=True)
        assert is_crowd(nominal, Entity("bazaarly", "Bazaarly", "platform"), language=language) == expected
        assert not is_crowd(nominal, Entity("bazaarly", "Bazaarly", "company"), language=language)
