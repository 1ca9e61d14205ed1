"""What the model has seen, as candidates."""

from pipelines.naming import Seen
from pipelines.proposing import propose


def test_sure_names_are_proposed_but_no_nominals_and_no_single_character() -> None:
    text = "泊禾茶业的店里，LG说店"
    seen = [Seen(0, 4, "company", 0.9), Seen(5, 6, "platform", 0.9), Seen(8, 10, "brand", 0.8), Seen(11, 12, "nominal", 0.9)]
    assert [(c.start, c.end, c.type) for c in propose(text, seen)] == [(0, 4, "company"), (8, 10, "brand")]
