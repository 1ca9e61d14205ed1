"""The report in headless Chromium, from the disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import Page, listening, measured, needs_chromium, run
from output_samples import DISPUTE_ROWS, DROPPED, EVENT_ROWS, FILED, JOINED, MAY, RECORDS

from monitor.output import write_folder
from monitor.writers.html_report import write

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "report"
    write_folder(write(RECORDS, EVENT_ROWS, DISPUTE_ROWS), str(folder))
    return folder


def shown(dom: str) -> list[str]:
    """Ids of the rows that can be seen, in their order."""
    return [row["id"] for row in Page(dom).of("tr") if "id" in row and "hidden" not in row]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", [MAY, DROPPED, JOINED, FILED]),
        ("#type=lawsuit_withdrawn", [DROPPED]),
        ("#entity=norvik&since=2015", [DROPPED]),
        ("#q=castelvento+lega", [JOINED]),
        ("#language=zh", [DROPPED]),
        ("#status=withdrawn&sort=when", [FILED, DROPPED]),
        ("#modality=possible", [MAY]),
        ("#court=Harrow+County+Court", [FILED]),
        ("#until=2016-03", [JOINED, FILED]),
        ("#sort=what", [JOINED, DROPPED, FILED, MAY]),
        ("#entity=nobody", []),
        ("#nonsense=1&__proto__=2", [MAY, DROPPED, JOINED, FILED]),
    ],
)
def test_the_table_is_filtered_by_the_address(report: Path, tmp_path: Path, asked: str, found: list[str]) -> None:
    dom, log = run((report / "index.html").as_uri() + asked, tmp_path)
    assert shown(dom) == found
    assert "CONSOLE" not in log


def test_the_tally_and_the_fields_follow_the_address(report: Path, tmp_path: Path) -> None:
    dom, _ = run((report / "index.html").as_uri() + "#type=lawsuit_filed&sort=-type", tmp_path)
    page = Page(dom)
    assert "2 of 4 events" in [text.strip() for text in page.texts]
    assert [head.get("aria-sort") for head in page.of("th")] == [None, None, "descending", None, None]
    assert len([button for name, button in page.elements if name == "button"]) >= 5
    assert "hidden" not in page.of("form")[0]


def test_an_event_leads_to_its_words_and_they_are_lit(report: Path, tmp_path: Path) -> None:
    dom, log = run((report / "articles" / "a3.html").as_uri() + "#act-dropped", tmp_path)
    lit = [a["data-act"] for name, a in Page(dom).elements if name == "mark" and "lit" in a.get("class", "")]
    assert lit and set(lit) == {"dropped"}
    assert "CONSOLE" not in log


PAGES = [
    "index.html",
    "disputes.html",
    "articles.html",
    f"events/{FILED}.html",
    "disputes/di-000000000001.html",
    "articles/a1.html",
    "articles/a3.html",
]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_sticks_out_on_a_phone(report: Path, tmp_path: Path, path: str) -> None:
    found = measured(report / path, tmp_path, width=360)
    assert (found["width"], found["over"]) == ("360", "0")


def test_dark_where_the_reader_wants_it(report: Path, tmp_path: Path) -> None:
    light = measured(report / "index.html", tmp_path / "a", width=900)
    dark = measured(report / "index.html", tmp_path / "b", "--force-dark-mode", "--blink-settings=preferredColorScheme=0", width=900)
    assert (light["dark"], dark["dark"]) == ("false", "true")
    assert sum(map(int, dark["paper"][4:-1].split(","))) < 150 < 600 < sum(map(int, light["paper"][4:-1].split(",")))


@pytest.mark.parametrize("path", PAGES)
def test_no_request_leaves_the_folder(report: Path, tmp_path: Path, path: str) -> None:
    with listening() as (proxy, came):
        _, log = run((report / path).as_uri(), tmp_path, proxy)
    assert not [line for line in came if "evil.invalid" in line or "example.org" in line]
    assert "CONSOLE" not in log


def test_the_listener_hears_what_does_leave(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<img src="http://evil.invalid/x.png">', "utf-8")
    with listening() as (proxy, came):
        run(page.as_uri(), tmp_path / "profile", proxy)
    assert any("evil.invalid" in line for line in came)
