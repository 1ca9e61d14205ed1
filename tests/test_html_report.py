"""The report's files, without a browser."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import pytest
from browser import Page
from output_samples import BY_ID, DISPUTE_ROWS, DROPPED, EVENT_ROWS, FILED, OLD, RECORDS, SUIT
from shell_samples import ROOT, casewire

from monitor.writers.html.marks import marked_text
from monitor.writers.html.timeline import picture
from monitor.writers.html_report import write

FILES = dict(write(RECORDS, EVENT_ROWS, DISPUTE_ROWS))


def test_there_is_a_page_for_everything() -> None:
    folders = [str(PurePosixPath(path).parent) for path in FILES]
    assert {name: folders.count(name) for name in folders} == {".": 3, "events": 5, "disputes": 2, "articles": 5}


def test_the_same_input_gives_the_same_files() -> None:
    assert dict(write(list(reversed(RECORDS)), list(reversed(EVENT_ROWS)), list(reversed(DISPUTE_ROWS)))) == FILES


def check_links(path: str, files: dict[str, str]) -> None:
    """Every link of the page leads to a file of the report, to a place in it that is there, or to the web."""
    for attributes in (a for _, a in Page(files[path]).elements):
        assert "style" not in attributes and not any(key.startswith("on") for key in attributes)
        for key in ("href", "src", "action", "data", "poster", "srcset"):
            parts = urlsplit(attributes.get(key, "data:,"))
            if parts.scheme in ("https", "data"):
                continue
            assert parts.scheme == "" and parts.netloc == ""
            target = PurePosixPath(path).parent.joinpath(unquote(parts.path)) if parts.path else PurePosixPath(path)
            name = str(Path("/", target).resolve().relative_to("/"))
            assert name in files
            assert not parts.fragment or f'id="{parts.fragment}"' in files[name], attributes


@pytest.mark.parametrize("path", sorted(FILES))
def test_every_link_leads_to_a_file_of_the_report_or_to_the_web(path: str) -> None:
    check_links(path, FILES)


def test_from_articles_to_a_report(tmp_path: Path) -> None:
    for args in (
        ("extract", ROOT / "corpus" / "articles", "-o", "records.jsonl"),
        ("merge", "records.jsonl", "-o", "events.jsonl", "--disputes", "disputes.jsonl"),
        ("report", "records.jsonl", "--events", "events.jsonl", "--disputes", "disputes.jsonl", "-o", "report"),
    ):
        assert casewire(*args, cwd=tmp_path).returncode == 0
    root = tmp_path / "report"
    files = {str(path.relative_to(root)): path.read_text("utf-8") for path in root.rglob("*.html")}
    assert sum(path.startswith("articles/") for path in files) == 27
    assert sum(path.startswith("events/") for path in files) > 100 and sum(path.startswith("disputes/") for path in files) > 10
    for path in files:
        check_links(path, files)


@pytest.mark.parametrize("path", sorted(FILES))
def test_the_policy_allows_this_style_and_this_script_alone(path: str) -> None:
    page = FILES[path]
    policy = unescape(re.search(r'Security-Policy" content="([^"]*)"', page)[1])  # type: ignore[index]
    found = [(tag, inside) for tag in ("style", "script") for inside in re.findall(f"<{tag}>(.*?)</{tag}>", page, re.S)]
    assert [tag for tag, _ in found].count("style") == 1 and ("script-src" in policy) == (len(found) == 2)
    for tag, inside in found:
        assert f"{tag}-src 'sha256-{base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy and "http" not in policy
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_what_articles_say_is_never_markup() -> None:
    for path, page in FILES.items():
        assert "alert(" not in re.sub(r"&lt;script&gt;alert\(.*?&lt;/script&gt;", "", page).replace("onerror=alert(1)&gt;", ""), path
        assert "javascript:" not in page
        assert not Page(page).of("img")


def test_every_event_links_to_its_words_in_each_article() -> None:
    page = FILES[f"events/{FILED}.html"]
    for article in ("a1", "a2"):
        assert f'href="../articles/{article}.html#act-filed"' in page
        assert BY_ID[article]["actions"][0]["evidence"]["text"].replace("&", "&amp;") in re.sub("</?b>", "", page)
    assert "Norvik <b>verklagte</b> Pell" in page
    assert page.index("<dt>plaintiff") < page.index("<dt>defendant") < page.index("<dt>court")
    assert "9 July 2014" in page and "July 2015" in page and "the most precise" in page


def test_the_filter_is_made_of_native_fields_each_with_its_label() -> None:
    page = FILES["index.html"]
    labels = re.findall(r"<label[^>]*><span>([^<]+)</span><(?:input|select) name=\"(\w+)\"", page)
    assert [name for _, name in labels] == ["q", "entity", "type", "status", "modality", "language", "since", "until", "sort"]
    assert len(re.findall("<input|<select", page)) == len(labels)
    assert '<option value="lawsuit_filed">lawsuit filed (2)</option>' in page
    orders = re.findall(r'<option value="(-?(?:when|what|type|status|told))">', page)
    assert orders == ["-when", "when", "what", "-what", "type", "-type", "status", "-status", "-told", "told"]


def test_a_merged_event_leads_on() -> None:
    assert f'href="../events/{DROPPED}.html"' in FILES[f"events/{OLD}.html"]
    assert OLD not in FILES["index.html"]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: str(record["id"]))
def test_marks_take_and_add_no_word(record: dict) -> None:
    marked = marked_text(record)
    assert unescape(re.sub(r"<[^>]*>", "", marked)).split() == record["text"].split()
    for act in record["actions"]:
        pieces = "".join(re.findall(rf'<mark data-act="[^"]*\b{act["id"]}\b[^"]*">(.*?)</mark>', marked))
        assert unescape(re.sub(r"<[^>]*>", "", pieces)) == act["evidence"]["text"]
        assert marked.count(f'id="act-{act["id"]}"') == 1
    for entity in record["entities"]:
        assert f'title="{entity["type"]}: {entity["name"].replace("&", "&amp;")}"' in marked


def test_marks_that_overlap_and_run_on_into_the_next_paragraph() -> None:
    text = "Alpha Beta\nGamma"
    spans = [{"start": 0, "end": 10, "text": "Alpha Beta"}, {"start": 6, "end": 16, "text": "Beta\nGamma"}]
    acts = [{"id": str(n), "evidence": span, "trigger": span} for n, span in enumerate(spans)]
    run = [{"code": "en", "start": 0, "end": 11}, {"code": "it", "start": 11, "end": 16}]
    marked = marked_text({"text": text, "language": "en", "languages": run, "entities": [], "actions": acts})
    assert re.findall(r'data-act="([^"]*)"', marked) == ["0", "0 1", "1"]
    assert re.findall(r'<p lang="(\w+)">', marked) == ["en", "it"]


def test_a_dispute_is_a_picture_with_its_statuses_and_numbers() -> None:
    svg = picture(DISPUTE_ROWS[0])
    assert svg.count('class="node') == 2 and 'class="band s-open"' in svg and 'class="band s-withdrawn"' in svg
    assert 'class="undoes"' in svg and 'class="flag"' in svg and "2015" in svg
    assert 'aria-label="Norvik Audio v. Pell &amp; Daughters: 2 events from 9 July 2014 to 3 Aug 2017"' in svg
    assert svg in FILES[f"disputes/{SUIT}.html"] and svg in FILES["disputes.html"]
    assert " on" in picture(DISPUTE_ROWS[1])  # a membership that holds runs on to the edge


def test_places_in_the_picture_are_percentages_in_the_order_of_time() -> None:
    places = [float(x) for x in re.findall(r'<circle cx="([\d.]+)%"', picture(DISPUTE_ROWS[0]))]
    assert places == sorted(places, reverse=True) and all(0 < x < 100 for x in places)


def test_a_dispute_without_any_day_has_no_picture() -> None:
    bare = DISPUTE_ROWS[1] | {"events": [DISPUTE_ROWS[1]["events"][0] | {"at": None, "date": None}]}
    assert picture(bare) == ""


def test_a_report_of_nothing_says_so() -> None:
    files = dict(write([], [], []))
    assert "There are no events." in files["index.html"] and "There are no disputes." in files["disputes.html"]
