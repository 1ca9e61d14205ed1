import pytest

from pipelines.candidates import settle
from pipelines.fold import fold
from pipelines.persons_han import find_persons


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("董事会秘书林向晚说", ["林向晚"]),
        ("法务部负责人袁蔚昨天告诉记者", ["袁蔚"]),
        ("总监欧阳春表示", ["欧阳春"]),
        ("發言人闕雅文不願證實", ["闕雅文"]),
        ("总裁奥多·塔维纳与高管奥斯温·塔里克见面", ["奥多·塔维纳", "奥斯温·塔里克"]),
        ("律师表示不会，记者从现场回来", []),
        ("发言人向记者说", []),
    ],
)
def test_persons(text: str, expected: list[str]) -> None:
    assert [text[p.start : p.end] for p in settle(find_persons(fold(text)))] == expected
