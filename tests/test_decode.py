import pytest
from shell_samples import DE, EN, IT, OURS, RU, ZH

from monitor.decode import declared_charset, decode
from pipelines.errors import InputError


def read(raw: bytes, charset: str | None = None) -> str:
    return decode(raw, path="x", charset=charset)


@pytest.mark.parametrize("text", OURS.values())
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le"])
def test_unicode_with_or_without_a_mark(text: str, encoding: str) -> None:
    raw = text.encode(encoding)
    raw = b"\xff\xfe" + raw if encoding == "utf-16-le" else raw
    assert read(raw) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(DE, "cp1252"), (IT, "cp1252"), (ZH, "gbk"), (ZH, "gb18030"), ("泊禾茶業本週向法院起訴了一家網店，稱其長期銷售假冒茶葉。", "big5")],
)
def test_other_charsets_are_detected(text: str, encoding: str) -> None:
    assert read(text.encode(encoding)) == text


def test_gb2312_is_read_as_gb18030_and_latin1_as_cp1252() -> None:
    assert read(f"<meta charset=gb2312>{ZH}喆䶮".encode("gb18030")).endswith("喆䶮")
    assert read(f"<meta charset=iso-8859-1>„{DE}“ – 5 €".encode("cp1252")).endswith("“ – 5 €")


@pytest.mark.parametrize(
    ("label", "text", "encoding"),
    [
        ("utf-8", DE, "cp1252"),
        ("iso-8859-1", ZH, "gbk"),
        ("gbk", DE, "utf-8"),
        ("windows-1252", IT, "utf-8"),
        ("gb2312", EN, "ascii"),
        ("shift_jis", ZH, "utf-8"),
    ],
)
def test_a_lying_charset_is_found_out(label: str, text: str, encoding: str) -> None:
    raw = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">{text}'.encode(encoding)
    assert read(raw).endswith(text)
    assert read(raw, charset=label).endswith(text)


def test_what_http_declares_goes_before_what_the_page_says() -> None:
    assert read(f"<meta charset=koi8-r>{RU}".encode("cp1251"), charset="windows-1251").endswith(RU)


def test_a_charset_that_nobody_knows_says_nothing() -> None:
    assert read(DE.encode(), charset="x-klingon") == DE
    assert declared_charset(b"<meta charset='x-klingon'>") is None


def test_a_few_broken_bytes_in_plenty_of_sound_ones_are_replaced() -> None:
    raw = (DE * 20).encode()
    assert read(raw[:900] + b"\xff" + raw[900:]).count("\ufffd") == 1


@pytest.mark.parametrize(
    "raw", [b"GIF89a" + bytes(40), b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n%\xe2\xe3", b"abc\x00def", bytes(range(1, 32)) * 9]
)
def test_binary_is_an_error(raw: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read(raw)
    assert (caught.value.reason, caught.value.path) == ("binary", "x")


def test_bytes_of_no_charset_are_an_error() -> None:
    with pytest.raises(InputError) as caught:
        read(b"\xef\xbb\xbf" + bytes(range(128, 256)) * 4)
    assert caught.value.reason == "undecodable"
