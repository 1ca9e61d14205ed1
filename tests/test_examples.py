"""What training makes of an annotated article."""

import random

from test_roundups import windows
from test_swaps import WRITTEN

from pipelines.training.examples import thin


def test_places_and_types_are_at_times_not_what_they_are() -> None:
    (whole,) = windows(WRITTEN, "en-001")
    random.seed(4)
    seen = [thin(whole) for _ in range(300)]
    assert {len(e.places) for e in seen} >= {3, 4, 5, 6}
    assert {e.kinds["pell"] for e in seen} == {"company", "brand", "platform", "association", "authority", "person", "program"}
    assert {e.kinds["aarhus"] for e in seen} == {"place"}
    assert sum(e.kinds["pell"] == "company" for e in seen) > 260
    assert all(e.roles == whole.roles and e.acts == whole.acts for e in seen)
