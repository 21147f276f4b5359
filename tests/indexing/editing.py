"""Random edits of a library, as people make them: right ones, wrong ones, mended ones; the same for the same seed."""

import os
import random
from collections.abc import Callable
from pathlib import Path

from tests.builders import case_markdown, page, specialist_markdown


class Editor:
    """Edits the library at `content`; every written file gets a time of its own, so that no edit goes unnoticed."""

    def __init__(self, content: Path, seed: int) -> None:
        self.content = content
        self.chance = random.Random(seed)
        self.made = 0
        self.spoilt: dict[str, bytes] = {}

    def edit(self) -> str:
        """Make one edit and say which."""
        kinds: list[Callable[[], str]] = [
            self.change_title, self.change_body, self.change_facts, self.add_case, self.copy_case, self.remove_page,
            self.add_version, self.rename_business, self.withdraw, self.change_label, self.spoil, self.mend, self.mend,
            self.give_old_name, self.touch, self.move, self.add_event, self.add_stray, self.dangle,
            self.relate,
        ]
        return self.chance.choice(kinds)()

    # -- files -----------------------------------------------------------------------------------------------------

    def files(self, folder: str, ending: str = ".md") -> list[str]:
        names = sorted(entry.name for entry in os.scandir(self.content / folder) if entry.name.endswith(ending))
        return [f"{folder}/{name}" for name in names]

    def pick(self, folder: str, ending: str = ".md") -> str:
        return self.chance.choice(self.files(folder, ending))

    def main_case(self) -> str:
        return self.chance.choice([path for path in self.files("cases") if path.count(".") == 1])

    def write(self, path: str, data: bytes | str) -> None:
        self.made += 1
        file = self.content / path
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        os.utime(file, ns=(0, 1_700_000_000_000_000_000 + self.made * 1_000_000_000))

    def replace(self, path: str, old: str, new: str) -> str:
        text = (self.content / path).read_text(encoding="utf-8")
        self.write(path, text.replace(old, new, 1))
        return f"{path}: {old!r} -> {new!r}"

    def keep(self, path: str) -> None:
        """Remember a file as it is, to mend it later."""
        self.spoilt.setdefault(path, (self.content / path).read_bytes())

    # -- edits -----------------------------------------------------------------------------------------------------

    def change_title(self) -> str:
        return self.replace(self.pick("cases"), "title: ", f"title: Nou {self.made} ")

    def change_body(self) -> str:
        path = self.pick("cases")
        text = (self.content / path).read_text(encoding="utf-8", errors="replace")
        self.write(path, f"{text}\n\nUn rând nou despre vin, al {self.made}-lea.\n")
        return f"{path}: a line more"

    def change_facts(self) -> str:
        year = self.chance.randint(2012, 2026)
        return self.replace(self.main_case(), "years: [", f"years: [{year}, ")

    def add_case(self) -> str:
        slug = f"cases/nou-{self.chance.randrange(6)}.md"
        business = Path(self.pick("businesses")).stem
        person = {"person": Path(self.pick("specialists")).stem, "role": "designer", "did": "a desenat sigla"}
        self.write(slug, case_markdown(title=f"Un caz nou {self.made}", businesses=[business], specialists=[person]))
        return f"{slug}: added"

    def copy_case(self) -> str:
        """Two files with one body, which is kept once."""
        path = self.main_case()
        self.write("cases/copie.md", (self.content / path).read_bytes())
        return f"cases/copie.md: a copy of {path}"

    def remove_page(self) -> str:
        path = self.pick(self.chance.choice(["cases", "cases", "cases", "businesses", "specialists"]))
        if len(self.files(path.partition("/")[0])) > 3:
            self.keep(path)
            (self.content / path).unlink()
        return f"{path}: removed"

    def add_version(self) -> str:
        stem = self.main_case().removesuffix(".md")
        lang = self.chance.choice(["ro", "ru", "en"])
        fields = {"title": f"Version {self.made}", "summary": "A text.", "lang": lang, "did": {1: "made it"}}
        body = "## Context\n\nA.\n\n## What was done\n\nB.\n\n## Results\n\nC.\n"
        self.write(f"{stem}.{lang}.md", page(fields, body))
        return f"{stem}.{lang}.md: written"

    def rename_business(self) -> str:
        return self.replace(self.pick("businesses"), "name: ", f"name: Casa {self.made} ")

    def withdraw(self) -> str:
        path = self.pick("specialists")
        self.keep(path)
        self.write(path, specialist_markdown(name="Cineva", withdrawn=self.chance.choice(["true", "false"])))
        return f"{path}: perhaps withdrawn"

    def change_label(self) -> str:
        return self.replace(self.pick("vocabulary", ".yaml"), '"ro": "', f'"ro": "Nou{self.made} ')

    def spoil(self) -> str:
        """Cut a file off, fill it with noise, or take it away; a list as well as a page."""
        folder = self.chance.choice(["cases", "cases", "businesses", "specialists", "vocabulary"])
        path = self.pick(folder, ".yaml" if folder == "vocabulary" else ".md")
        self.keep(path)
        how = self.chance.choice(["cut", "noise", "bytes", "gone", "empty"])
        data = (self.content / path).read_bytes()
        if how == "gone":
            (self.content / path).unlink()
        else:
            self.write(path, {"cut": data[:len(data) // 2], "noise": b"]: {", "bytes": b"\xff" * 9, "empty": b""}[how])
        return f"{path}: {how}"

    def mend(self) -> str:
        if not self.spoilt:
            return self.touch()
        path = self.chance.choice(sorted(self.spoilt))
        self.write(path, self.spoilt.pop(path))
        return f"{path}: mended"

    def give_old_name(self) -> str:
        old = self.chance.choice(["vechi", "mai-vechi", "nou-1", "caz-2", f"vechi-{self.made}"])
        return self.replace(self.pick(self.chance.choice(["cases", "businesses"])), "---\n", f"---\naliases: [{old}]\n")

    def touch(self) -> str:
        path = self.pick(self.chance.choice(["cases", "businesses"]))
        self.write(path, (self.content / path).read_bytes())
        return f"{path}: only touched"

    def move(self) -> str:
        path = self.main_case()
        target = f"cases/mutat-{self.chance.randrange(4)}.md"
        (self.content / path).rename(self.content / target)
        return f"{path}: moved to {target}"

    def add_event(self) -> str:
        fields = {"name": f"Întâlnirea {self.made}", "lang": "ro", "date": "2019-10-12",
                  "cases": [Path(self.main_case()).stem]}
        self.write("events/intalnire.md", page(fields, "O seară.\n"))
        return "events/intalnire.md: written"

    def add_stray(self) -> str:
        path = self.chance.choice(["cases/Nume Rau.md", "cases/notite.txt", "cases/.ascuns.md", "vocabulary/alta.yaml"])
        self.write(path, "ceva")
        return f"{path}: written"

    def dangle(self) -> str:
        path = self.main_case()
        self.keep(path)
        return self.replace(path, "businesses: [", "businesses: [nu-e, ")

    def relate(self) -> str:
        """Let a case name another one, which may name quite other pages."""
        other = Path(self.main_case()).stem
        return self.replace(self.main_case(), "\nyears: [", f"\nrelated: [{other}]\nyears: [")
