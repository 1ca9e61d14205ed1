"""Bytes to text: byte order mark, UTF-8, what the page declares, resiliparse's detector; a charset that lies is found out.

Labels are read as browsers do (WHATWG): gb2312 and gbk as gb18030, latin1 and ascii as cp1252.
"""

from __future__ import annotations

import codecs
import re

from pipelines.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What begins with `<` in these and bears no mark (XML 1.0, appendix F)
_OPENINGS = ((b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
# `<?xm` in every code page of EBCDIC, which share the characters of a declaration
_EBCDIC = b"\x4c\x6f\xa7\x94"
_MAGIC = (b"%PDF-", b"\x89PNG", b"PK\x03\x04", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\x1f\x8b", b"{\\rtf")
_CONTROL = bytes(byte for byte in range(1, 32) if byte not in b"\t\n\v\f\r\x1b")
_DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset\s*=\s*["']?|<\?xml[^>]{0,100}?encoding\s*=\s*["'])\s*([A-Za-z0-9_.:\-]{2,40})""", re.IGNORECASE
)
# Latin code pages that the detector mixes up on short texts; none of our languages is written in them
_MISTAKEN = re.compile("iso8859-(?:2|3|4|9|10|13|14|15|16)|cp125[0478]|mac-roman")
_WESTERN = re.compile("cp1252|iso8859-1|iso8859-15|mac-roman")
# Six letters with accents in a row are no word of a Western language: the bytes are Chinese, Cyrillic or the like
_HIGH_RUN = re.compile(rb"[\xa1-\xfe]{6}")
HEAD, SAMPLE, REPLACED = 8192, 1 << 18, 0.01


def decode(raw: bytes, *, path: str, charset: str | None = None) -> str:
    """The text of a document; `charset` is what HTTP declared. Raises InputError: `binary`, or `undecodable`."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _accept(raw[len(mark) :], encoding, path=path)
    for opening, encoding in _OPENINGS:
        if raw.startswith(opening):
            return _accept(raw, encoding, path=path)
    if raw.startswith(_EBCDIC):
        return _accept(raw, declared_charset(raw[:HEAD].decode("cp037").encode()) or "cp037", path=path)
    if _is_binary(raw):
        raise InputError(path, "binary")
    escapes = b"\x1b" in raw  # only then may bytes that are sound UTF-8 be something else
    if not escapes and (text := _utf8(raw)):
        return text
    declared = _python_name(charset) or declared_charset(raw)
    if escapes and declared and declared.startswith("iso2022"):
        return _accept(raw, declared, path=path)
    return (_utf8(raw) if escapes else None) or _strict(raw, declared) or _detected(raw, path=path)


def declared_charset(raw: bytes) -> str | None:
    """The charset that an HTML or XML document declares for itself, as Python names it."""
    match = _DECLARED.search(raw[:HEAD])
    return _python_name(match[1].decode("ascii")) if match else None


def _python_name(label: str | None) -> str | None:
    from resiliparse.parse.encoding import map_encoding_to_html5

    if not label:
        return None
    try:
        name = codecs.lookup(label.strip()).name
        return codecs.lookup(map_encoding_to_html5(name, False) or name).name
    except LookupError:  # a charset that nobody knows says nothing
        return None


def _is_binary(raw: bytes) -> bool:
    head = raw[:HEAD]
    return b"\0" in head or head.startswith(_MAGIC) or len(head) - len(head.translate(None, _CONTROL)) > 0.02 * len(head)


def _utf8(raw: bytes) -> str | None:
    """UTF-8, where it is; a few broken bytes in plenty of sound ones are replaced. Bytes of other charsets are hardly ever valid UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(not char.isascii() for char in text) - broken
    return text if sound > 8 * broken and broken <= REPLACED * len(text) else None


def _strict(raw: bytes, encoding: str | None) -> str | None:
    if encoding in (None, "utf-8"):
        return None
    if _WESTERN.fullmatch(str(encoding)) and _HIGH_RUN.search(raw):
        return None
    try:
        return raw.decode(str(encoding))
    except UnicodeDecodeError:  # the page lies about itself
        return None


def _detected(raw: bytes, *, path: str) -> str:
    from resiliparse.parse.encoding import detect_encoding

    found = _python_name(detect_encoding(raw, max_len=SAMPLE)) or "cp1252"
    candidates = ["cp1252", found] if _MISTAKEN.fullmatch(found) else [found, "gb18030", "big5", "cp1252"]
    for encoding in candidates:
        text = _strict(raw, encoding)
        if text and not re.search("[\x80-\x9f\ue000-\uf8ff]", text):
            return text
    return _accept(raw, found, path=path)


def _accept(raw: bytes, encoding: str, *, path: str) -> str:
    """The decoded text, unless more than one character in a hundred had to be replaced."""
    text = raw.decode(encoding, "replace")
    if text.count("\ufffd") > REPLACED * len(text):
        raise InputError(path, "undecodable", detail=encoding)
    return text
