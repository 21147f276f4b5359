"""What a run of load came to, as numbers and as a row of a table; and what it must come to."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

# The promise: so many requests a second, with 99 of 100 answers within so many seconds.
LEAST_RATE = 100.0
LONGEST_P99_S = 2.0
# From the end of the first quarter, by when everything was read once; more growth than this share is a leak.
MOST_GROWTH = 0.1


@dataclass
class Run:
    """Times in seconds by kind of visit; failures and thinned results in words; memory in megabytes, as it went."""

    seconds: float = 0.0
    times: dict[str, list[float]] = field(default_factory=dict)
    failures: Counter[str] = field(default_factory=Counter)
    thinned: Counter[str] = field(default_factory=Counter)
    memory: list[float] = field(default_factory=list)
    reindexes: int = 0
    published: int = 0

    def note(self, kind: str, seconds: float) -> None:
        """An answer came."""
        self.times.setdefault(kind, []).append(seconds)

    @property
    def answers(self) -> list[float]:
        """The times of all answers, the shortest first."""
        return sorted(time for times in self.times.values() for time in times)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.answers) / self.seconds

    @property
    def growth(self) -> float:
        """By what share memory grew since a quarter of the run; 0 when too little was seen."""
        settled = self.memory[len(self.memory) // 4:]
        half = len(settled) // 2
        return max(settled[half:]) / max(settled[:half]) - 1 if half else 0.0

    def row(self, name: str) -> str:
        """The run as a row of a Markdown table; see HEAD."""
        answers = self.answers
        cells = (name, f"{self.rate:.0f}", _ms(at(answers, 0.5)), _ms(at(answers, 0.99)),
                 _ms(max(answers, default=0)), f"{len(answers):,}", self.failures.total(), self.thinned.total(),
                 _memory(self.memory), self.reindexes, self.published)
        return "| " + " | ".join(map(str, cells)) + " |"

    def kinds(self) -> str:
        """What each kind of visit took, p50 / p99 in milliseconds."""
        ordered = {kind: sorted(times) for kind, times in sorted(self.times.items())}
        return ", ".join(f"{kind} {_ms(at(times, 0.5))} / {_ms(at(times, 0.99))}" for kind, times in ordered.items())

    def shortcomings(self) -> Iterator[str]:
        """What is not as promised, in words."""
        yield from (f"{count} x {what}" for what, count in self.failures.most_common(5) if count)
        yield from (f"thinned {count} x: {what}" for what, count in self.thinned.most_common(5))
        if self.rate < LEAST_RATE:
            yield f"{self.rate:.0f} requests a second are fewer than {LEAST_RATE:.0f}"
        if (p99 := at(self.answers, 0.99)) > LONGEST_P99_S:
            yield f"p99 of {p99:.1f} s is longer than {LONGEST_P99_S:.0f} s"
        if self.growth > MOST_GROWTH:
            yield f"memory grew by {self.growth:.0%}"


HEAD = ("| run | requests/s | p50 ms | p99 ms | slowest ms | answers | errors | thinned | MB of all server processes: "
        "first, most, last | full reindexes | published |\n|" + "---|" * 11)


def at(ordered: list[float], share: float) -> float:
    """The value below which that share of the ordered values lies; 0 of none."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f}"


def _memory(seen: list[float]) -> str:
    return f"{seen[0]:.0f}, {max(seen):.0f}, {seen[-1]:.0f}" if seen else "?"
