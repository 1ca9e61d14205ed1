"""What a run did, for machines: counts by outcome, each fault and skip with its reason, what went where."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

SCHEMA = "poll-report/1"


@dataclass(slots=True)
class Report:
    """Counts of one run. `faults` names each source, page host or output that failed, and why."""

    started: str = ""
    seconds: float = 0.0
    sources: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    skips: Counter[str] = field(default_factory=Counter)
    access: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    delivered: Counter[str] = field(default_factory=Counter)
    faults: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, str]] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    failed: bool = False

    def fault(self, what: str, name: str, *, reason: str, detail: str = "", alarming: bool = True) -> None:
        """Names a failure; only an alarming one makes the run fail."""
        self.faults.append({"what": what, "name": name, "reason": reason, "detail": detail})
        self.failed = self.failed or alarming

    def json(self) -> dict[str, Any]:
        """The report as written."""
        counters = ("sources", "articles", "pages", "records", "skips", "access", "events", "delivered", "left")
        counts = {name: dict(sorted(getattr(self, name).items())) for name in counters}
        return {
            "schema": SCHEMA,
            "started": self.started,
            "seconds": round(self.seconds, 3),
            "failed": self.failed,
            **counts,
            "faults": sorted(self.faults, key=lambda f: (f["what"], f["name"])),
            "warnings": sorted(self.warnings, key=lambda w: (w["source"], w["warning"])),
        }
