import pytest

from monitor.identity import article_id, canonical_url

PLAIN = "https://shoes.example/a/1?page=2"


@pytest.mark.parametrize(
    "url",
    [
        PLAIN,
        "http://shoes.example/a/1?page=2",
        "https://www.Shoes.example:443/a/1/?page=2#top",
        "https://shoes.example/a/1?utm_source=x&page=2&fbclid=y",
        " https://reader@shoes.example/a/1?page=2 ",
    ],
)
def test_addresses_of_one_page_have_one_form(url: str) -> None:
    assert canonical_url(url) == PLAIN


@pytest.mark.parametrize(
    "url", ["https://shoes.example/a/2?page=2", "https://shoes.example/a/1?page=3", "https://shoes.example/A/1?page=2", "urn:isbn:1"]
)
def test_addresses_of_other_pages_differ(url: str) -> None:
    assert canonical_url(url) != PLAIN


def test_an_address_that_cannot_be_parsed_stays_as_it_is() -> None:
    assert canonical_url("http://[half") == "http://[half"


def test_the_id_hangs_on_the_address_else_on_the_text() -> None:
    by_url = {article_id(url=PLAIN, source=s, title=None, text=t) for s, t in [("a", "x"), ("b", "y")]}
    assert len(by_url) == 1
    assert article_id(url=None, source="a", title="b", text="c") != article_id(url=" ", source="a", title="b", text="d")


def test_the_id_is_the_same_on_every_machine() -> None:
    assert article_id(url=PLAIN, source=None, title=None, text="") == "a6f5ac08fbe50e8a"


@pytest.mark.parametrize(
    "url",
    [
        "http://www.toys.example/a/b/",
        "https://toys.example",
        "http://x.toys.example//",
        "https://www.a.example/%E6?",
        "http://www.www.a.example/",
    ],
)
def test_the_short_way_gives_what_the_long_way_gives(url: str) -> None:
    assert canonical_url(url) == canonical_url(f" {url}") == canonical_url(url.replace("http", "HTTP", 1))
