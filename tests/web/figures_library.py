"""A small library whose figures can and cannot be compared, and market figures counted in several ways."""

from pathlib import Path

from tests.builders import RESULT, SOURCE, case_markdown, write_library

MARKET = """title: {ro: Utilizatori de rețele, ru: Пользователи сетей, en: Users of networks}
unit: count
method: {ro: Numărați de mai mulți., ru: Подсчитаны разными людьми., en: Counted by several.}
series:
  - name: {ro: "Odnoklassniki, după panel", ru: "Одноклассники, по панели", en: "Odnoklassniki, by the panel"}
    points:
      - {year: 2016, value: 1000000, qualifier: at_least, by: "Panel, prin presă", note: "alții dau mai mult", source: "https://panel.md/1"}
  - name: {ro: "Facebook, după panel", ru: "Facebook, по панели", en: "Facebook, by the panel"}
    platform: facebook
    points:
      - {year: 2016, value: 760000, by: "Panel, prin presă", source: "https://panel.md/1"}
  - name: {ro: "Facebook, după agenție", ru: "Facebook, по агентству", en: "Facebook, by the agency"}
    platform: facebook
    points:
      - {year: 2015, month: 3, value: 500000, by: Agenția, source: "https://www.agentie.md/a"}
      - {year: 2017, value: 910000, by: Agenția, source: "https://www.agentie.md/b"}
  - name: {ro: VKontakte, ru: ВКонтакте, en: VKontakte}
    points:
      - {year: 2014, note: "mai puțini ca oricine", source: "https://panel.md/2"}
"""


def result(value: str, **changes: object) -> dict[str, object]:
    """A reach of so many people, as the press told it."""
    return {**RESULT, "metric": "reach", "unit": "count", "qualifier": "exactly", "label": "oameni", "value": value,
            **changes}


CASES = {
    "unu": case_markdown(title="Cazul unu", industries=["wine"], platforms=["tv"], results=[
        result("100"), result("999", label="oameni altădată"),
    ]),
    "doi": case_markdown(title="Cazul doi", industries=["wine"], platforms=["tv", "facebook"], results=[
        result("300", evidence="audited", before="150"), result("7", kind="context", label="magazine"),
    ]),
    "trei": case_markdown(title="Cazul trei", industries=["wine"], platforms=["radio"], results=[
        result("200", qualifier="at_least"), result("2", metric="engagement_rate", unit="percent", base="reach"),
    ]),
    "patru": case_markdown(title="Cazul patru", industries=["retail"], objectives=["trust"], results=[
        result("8000", value_to="10000"), result("5", metric="engagement_rate", unit="percent", base="followers"),
    ]),
    "fara": case_markdown(title="Fără cifre", industries=["retail"], results=[], sources=[SOURCE], aliases=["vechi"]),
}


def write(folder: Path) -> Path:
    """Write the library into `folder`."""
    return write_library(folder, cases=CASES, files={"market/retele.yaml": MARKET})
