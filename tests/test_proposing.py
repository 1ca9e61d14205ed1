"""What the model has seen, as candidates."""

from pipelines.naming import Seen
from pipelines.proposing import propose


def test_sure_names_are_proposed_but_no_nominals_and_no_single_character() -> None:
    text = "泊禾茶业的店里，LG说店"
    seen = [Seen(0, 4, "company", 0.9), Seen(5, 6, "platform", 0.9), Seen(8, 10, "brand", 0.8), Seen(11, 12, "nominal", 0.9)]
    assert [(c.start, c.end, c.type) for c in propose(text, seen)] == [(0, 4, "company"), (8, 10, "brand")]


def test_particles_are_no_part_of_a_name() -> None:
    text = "在泊禾茶业与诺维音响的，美的"
    seen = [Seen(0, 5, "company", 0.9), Seen(6, 11, "company", 0.9), Seen(12, 14, "brand", 0.9)]
    assert [text[c.start : c.end] for c in propose(text, seen)] == ["泊禾茶业", "诺维音响", "美的"]
