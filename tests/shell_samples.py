"""Invented texts and files for the tests of the shell; every firm in them is made up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from pipelines.schema import record_schema

EN = (
    "Norvik Audio has sued the shop chain Pell & Daughters over a label that it says was copied from its headphones. "
    "The two firms have been at odds since last spring, and neither wants to talk to the other."
)
DE = (
    "Die Harbeck GmbH hat am Montag Klage gegen das Handelshaus Tessenow erhoben, weil dort nachgemachte Töpfe verkauft würden. "
    "Über den Streitwert schwiegen sich beide Häuser auf Nachfrage gründlich aus."
)
IT = (
    "La Castelvento ha citato in giudizio la catena Ombrelli Pardo perché vende da mesi borse che somigliano troppo alle sue. "
    "È già la seconda volta che le due aziende finiscono davanti allo stesso giudice."
)
ZH = "泊禾茶业本周向法院起诉了一家网店，称其长期销售假冒茶叶。双方此前曾多次协商，但一直没有结果，法院尚未公布开庭日期。"
FR = (
    "La société Vauquelin a porté plainte contre la maison Trélazé devant le tribunal de commerce de la ville voisine. "
    "Les deux entreprises se disputent depuis des mois une étiquette que personne ne regarde plus."
)
JA = "ノルデン社は月曜日、ペレット社を相手取り、商標権侵害の訴えを地方裁判所に起こした。両社はコメントしていない。"
RU = "Компания Северин подала в суд на торговый дом Пелларин, обвинив его в подделке этикеток. Стороны от комментариев отказались."
OURS = {"en": EN, "de": DE, "it": IT, "zh": ZH}
CASEWIRE = [sys.executable, "-m", "monitor.cli"]
VALIDATOR = Draft202012Validator(record_schema())
ROOT = Path(__file__).parent.parent


def page(body: str, *, charset: str = "utf-8", head: str = "") -> str:
    """A web page with a headline, the text twice in paragraphs, and a menu."""
    menu = '<nav><a href="/">Start</a> <a href="/a">A</a></nav>'
    article = f"<article><h1>Norvik and Pell</h1><p>{body}</p><p>{body[::-1][::-1]} {body}</p></article>"
    return f'<html><head><meta charset="{charset}"><title>Norvik and Pell</title>{head}</head><body>{menu}{article}</body></html>'


def write_json(path: Path, value: object) -> Path:
    """The value as a JSON file."""
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def shared(*parts: str) -> Path:
    """A path in the folder of shared evaluation texts, which stands beside the repository on some machines only."""
    return Path(__file__).resolve().parent.parent.parent.joinpath("shared", *parts)


def casewire(*args: object, given: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """Runs the command line in a process of its own."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))}
    return subprocess.run([*CASEWIRE, *map(str, args)], input=given, capture_output=True, cwd=cwd, env=env, timeout=120, check=False)


def records(raw: bytes) -> list[dict[str, Any]]:
    """The records of JSONL, each of which must be valid."""
    found = [json.loads(line) for line in raw.decode().split("\n") if line]
    for record in found:
        VALIDATOR.validate(record)
    return found


def write_folder(tmp_path: Path) -> Path:
    """A folder with a text in each language, a web page and a list of two articles: seven records."""
    root = tmp_path / "in"
    root.mkdir()
    for code, text in OURS.items():
        (root / f"{code}.txt").write_text(f"{text}\n", encoding="utf-8")
    (root / "page.html").write_text(page(DE), encoding="utf-8")
    write_json(root / "list.json", [{"id": "one", "title": "T", "text": EN, "date": "2021-03-04"}, {"id": "two", "text": IT}])
    return root
