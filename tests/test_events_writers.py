"""The formats of events, each read back by a reader that is not ours."""

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from output_samples import DROPPED, EVENT_ROWS, FILED, HOSTILE, MAY

from monitor.flat import EVENT_COLUMNS
from monitor.writers import events_atom, events_csv, events_jsonfeed, events_jsonl, events_jsonld

ATOM = "{http://www.w3.org/2005/Atom}"


def text(pieces: Any) -> str:
    return "".join(pieces)


def test_jsonl_is_what_came_in() -> None:
    assert [json.loads(line) for line in text(events_jsonl.write(EVENT_ROWS)).splitlines()] == EVENT_ROWS


def test_csv_is_an_event_a_row() -> None:
    rows = list(csv.DictReader(io.StringIO(text(events_csv.write(EVENT_ROWS)))))
    assert len(rows) == len(EVENT_ROWS) and tuple(rows[0]) == EVENT_COLUMNS
    first = rows[0]
    assert (first["id"], first["headline"], first["amount"], first["currency"]) == (
        FILED,
        "Norvik Audio sued Pell & Daughters",
        "2000000",
        "USD",
    )
    assert first["roles"] == "plaintiff=Norvik Audio; defendant=Pell & Daughters; court=Harrow County Court"
    assert (first["languages"], first["disagreements"], first["quantity"]) == ("de; en", "date", "")
    assert (rows[3]["date"], rows[3]["date_from"], rows[3]["date_until"]) == ("2016-03", "2016-03-01", "2016-03-31")


def test_parquet_keeps_types_and_nesting() -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    from monitor.writers import events_parquet

    table = parquet.read_table(arrow.BufferReader(b"".join(events_parquet.write(EVENT_ROWS))))
    rows = table.to_pylist()
    assert table.num_rows == len(EVENT_ROWS) and table.schema.field("date_from").type == arrow.date32()
    assert rows[0]["roles"][0] == {"role": "plaintiff", "entity": "norvik", "name": "Norvik Audio"}
    assert rows[0]["disagreements"] == [{"field": "date", "values": ["2014-07-09", "2015-07"]}]
    assert [(r["article"], r["start"], r["published"]) for r in rows[1]["records"]] == [("a3", 0, "2017-08-04"), ("a4", 0, "2017-08-05")]
    assert rows[1]["records"][1]["evidence"] == "诺维克撤回了对佩尔的诉讼。"
    assert (rows[0]["amount"], rows[1]["amount"], rows[4]["merged_into"]) == (2000000.0, None, DROPPED)
    empty = parquet.read_table(arrow.BufferReader(b"".join(events_parquet.write([]))))
    assert empty.num_rows == 0 and empty.schema == table.schema


def test_atom_is_read_by_a_feed_reader_newest_first() -> None:
    written = text(events_atom.write(EVENT_ROWS[:3], title="A & B", url="https://feeds.example.org/x?a=1&b=2"))
    feed = feedparser.parse(written)
    assert not feed.bozo and feed.feed.title == "A & B" and feed.feed.updated == "2017-08-05T00:00:00Z"
    assert [entry.title for entry in feed.entries][:2] == [
        "Norvik Audio dropped the suit against Pell & Daughters",
        "Pell & Daughters may sue",
    ]
    assert {tag.term for tag in feed.entries[0].tags} >= {"lawsuit_withdrawn", "asserted", "norvik", "zh"}
    assert feed.entries[2].link == "https://wire.example.org/1?a=1&b=2"


def test_atom_links_to_the_web_alone_and_escapes_what_articles_say() -> None:
    written = text(events_atom.write(EVENT_ROWS))
    root = ElementTree.fromstring(written)
    links = [link.get("href") for link in root.iter(f"{ATOM}link")]
    assert links == ["https://wire.example.org/1?a=1&b=2"]
    contents = [content.text or "" for content in root.iter(f"{ATOM}content")]
    assert any("&lt;script&gt;" in content for content in contents)
    assert not any("<script" in content or "<img" in content for content in contents)


@pytest.mark.parametrize("words", ["a\x00b\x08", "\ufffe", "\x1b[31m"])
def test_atom_is_xml_whatever_characters_come(words: str) -> None:
    role = {"plaintiff": [{"entity": words, "name": words}]}
    written = text(events_atom.write([EVENT_ROWS[0] | {"roles": role}], title=words, url="https://x.example/" + words))
    assert ElementTree.fromstring(written).findtext(f"{ATOM}entry/{ATOM}title", "").endswith("sued")


def test_ids_of_entries_stay_when_the_event_changes() -> None:
    (before,), (after,) = (
        json.loads(text(events_jsonfeed.write([row])))["items"] for row in (EVENT_ROWS[0], EVENT_ROWS[0] | {"date": None})
    )
    assert before["id"] == after["id"] and before["id"].startswith("urn:uuid:")


def test_json_feed_has_what_readers_need() -> None:
    feed = json.loads(text(events_jsonfeed.write(EVENT_ROWS[:3], title="T", url="https://x.example/feed.json")))
    assert (feed["version"], feed["title"], feed["feed_url"]) == ("https://jsonfeed.org/version/1.1", "T", "https://x.example/feed.json")
    assert [item["_casewire"]["id"] for item in feed["items"]] == [DROPPED, MAY, FILED]
    last = feed["items"][2]
    assert (last["date_published"], last["date_modified"]) == ("2014-07-10T00:00:00Z", "2015-08-01T00:00:00Z")
    assert last["external_url"].startswith("https://") and "external_url" not in feed["items"][0]
    assert HOSTILE not in feed["items"][0]["content_html"]


def test_an_event_without_any_day_has_one_in_feeds_all_the_same() -> None:
    bare = EVENT_ROWS[2] | {"date": None, "first_published": None, "last_published": None}
    (item,) = json.loads(text(events_jsonfeed.write([bare])))["items"]
    assert item["date_modified"] == "1970-01-01T00:00:00Z" and "date_published" not in item


def test_json_ld_is_actions_with_roles_and_quotations() -> None:
    graph = json.loads(text(events_jsonld.write(EVENT_ROWS[:3])))["@graph"]
    assert [one["actionStatus"].rpartition("/")[2] for one in graph] == [
        "CompletedActionStatus",
        "CompletedActionStatus",
        "PotentialActionStatus",
    ]
    first = graph[0]
    assert first["agent"] == [{"@type": "Thing", "name": "Norvik Audio", "identifier": "norvik"}]
    assert [(role["roleName"], role["participant"][0]["@type"]) for role in first["participant"]] == [
        ("defendant", "Thing"),
        ("court", "Organization"),
    ]
    assert first["object"] == {"@type": "MonetaryAmount", "value": 2000000, "currency": "USD"}
    assert [quote["isPartOf"].get("url") for quote in first["subjectOf"]] == ["https://wire.example.org/1?a=1&b=2", None]
    assert first["subjectOf"][1]["inLanguage"] == "de"


def test_json_ld_leaves_out_what_did_not_happen() -> None:
    negated = EVENT_ROWS[0] | {"modality": "negated"}
    assert json.loads(text(events_jsonld.write([negated, EVENT_ROWS[1]])))["@graph"][0]["identifier"] == DROPPED
    assert json.loads(text(events_jsonld.write([])))["@graph"] == []
