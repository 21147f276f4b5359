"""What a run of load came to, as numbers and as a row of a table."""

from collections import Counter
from dataclasses import dataclass, field


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

    def row(self, name: str) -> str:
        """The run as a row of a Markdown table; see HEAD."""
        answers = self.answers
        grown = f"{self.memory[0]:.0f} to {self.memory[-1]:.0f}" if self.memory else "?"
        cells = (name, f"{len(answers) / self.seconds:.0f}", f"{1000 * at(answers, 0.5):.0f}",
                 f"{1000 * at(answers, 0.99):.0f}", f"{1000 * max(answers, default=0):.0f}", len(answers),
                 self.failures.total(), self.thinned.total(), grown, self.reindexes, self.published)
        return "| " + " | ".join(map(str, cells)) + " |"


HEAD = ("| run | requests/s | p50 ms | p99 ms | slowest ms | answers | errors | thinned | resident MB of all server "
        "processes | reindexes | published |\n|" + "---|" * 11)


def at(ordered: list[float], share: float) -> float:
    """The value below which that share of the ordered values lies; 0 of none."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
