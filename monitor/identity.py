"""Ids of articles: digests of where an article stands, never of how it was cleaned."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pipelines.records import digest

_TRACKING = re.compile(
    r"(utm_.*|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|spm|scm|ref|ref_src|cmpid|cmp|ncid|ocid|wt_mc|xtor|at_.*|share_.*|from)",
    re.IGNORECASE,
)
_PORTS = {"http": ":80", "https": ":443"}

# An address as most are: nothing to take out but `www.` and a closing slash
_SIMPLE = re.compile(r"https?://(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)((?:/[^?#\s;]*)?)")


@lru_cache(maxsize=8192)
def canonical_url(url: str) -> str:
    """One form for the addresses of one page: https, lower-case host without `www.`, no fragment, tracking words or closing slash."""
    simple = _SIMPLE.fullmatch(url)
    if simple:
        return f"https://{simple[1]}{simple[2].rstrip('/')}"
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # no address, but still the article's own mark
        return url.strip()
    if parts.scheme.lower() not in _PORTS:
        return url.strip()
    host = parts.netloc.rpartition("@")[2].lower().removesuffix(_PORTS[parts.scheme.lower()]).removeprefix("www.")
    query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k)]
    return urlunsplit(("https", host, parts.path.rstrip("/"), urlencode(sorted(query)), ""))


def article_id(*, url: str | None, source: str | None, title: str | None, text: str) -> str:
    """The digest of the canonical URL, else of source, title and the text as given."""
    if url and url.strip():
        return digest("url", canonical_url(url))
    return digest("text", source or "", title or "", text)
