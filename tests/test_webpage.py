import pytest
from shell_samples import DE, IT, OURS, page

from monitor.sources.webpage import fields
from pipelines.errors import Skip

META = (
    '<meta name="author" content="Ann Sample"><meta property="og:site_name" content="Toy Trade">'
    '<meta property="article:published_time" content="2021-03-04T23:30:00+01:00"><link rel="canonical" href="https://toys.example/1">'
)


@pytest.mark.parametrize("text", OURS.values())
def test_the_article_of_a_page(text: str) -> None:
    found = fields(page(text), path="x")
    assert found.text.count(text) == 3
    assert "Start" not in found.text


def test_its_metadata() -> None:
    found = fields(page(DE, head=META), path="x")
    assert (found.title, found.authors, found.source) == ("Norvik and Pell", ("Ann Sample",), "Toy Trade")
    assert (found.url, found.published) == ("https://toys.example/1", "2021-03-04")


def test_a_date_is_not_guessed_from_the_text_or_a_footer() -> None:
    body = f"{IT} Tutto cominciò il 3 maggio 2019."
    assert fields(page(body).replace("</body>", "<footer>© 2018 Toy Trade</footer></body>"), path="x").published is None


def test_comments_are_left_out() -> None:
    html = page(DE).replace("</body>", f'<div id="comments" class="comments"><p>{IT}</p></div></body>')
    assert IT not in fields(html, path="x").text


@pytest.mark.parametrize(
    "html",
    [
        "<html></html>",
        "<p>",
        "<html><body><nav><a href='/a'>A</a><a href='/b'>B</a></nav></body></html>",
        "<html><body><ul><li><a href='/1'>Norvik sues</a></li><li><a href='/2'>Pell replies</a></li></ul></body></html>",
        "<html><script>var a = 1;</script></html>",
    ],
)
def test_a_page_without_running_text_is_a_skip(html: str) -> None:
    with pytest.raises(Skip) as caught:
        fields(html, path="x")
    assert (caught.value.reason, caught.value.path) == ("no_article", "x")
