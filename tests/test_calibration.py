"""Confidence as a share of right acts."""

import pytest

from pipelines.calibration import calibrate, fit, load_points, maker


def test_the_maker_is_told_by_who_made_the_act() -> None:
    assert [maker(by) for by in ("rule:en.sue", "rule:en.sue+model:joint", "model:joint")] == ["rule", "both", "model"]


def test_a_fitted_line_never_falls() -> None:
    judged = [(i / 100, i % 7 > 3 or i > 80) for i in range(100)]
    points = fit(judged, bins=6)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in zip(points, points[1:], strict=False))
    assert points[-1][1] > 0.8


def test_between_points_lies_a_line_and_beyond_them_a_level(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(load_points(), "model", [(0.5, 0.2), (0.9, 0.6)])
    assert [calibrate("model:joint", said) for said in (0.1, 0.5, 0.7, 0.9, 1.0)] == [0.2, 0.2, 0.4, 0.6, 0.6]


@pytest.mark.parametrize("who", ["rule:x", "rule:x+model:joint", "model:joint"])
def test_surer_makers_are_never_less_often_right(who: str) -> None:
    told = [calibrate(who, said / 20) for said in range(21)]
    assert told == sorted(told)
    assert 0 <= told[0] <= told[-1] <= 1
