"""What the browsed library holds around its cases: events, books, a question, briefs and the whole real handbook."""

from pathlib import Path

from tests.builders import SOURCE, page

QUESTION = "cum-aducem-oameni-la-un-eveniment-nou"
_HANDBOOK = Path(__file__).parents[2] / "content" / "help"
_STEPS = "1. **Filmați un apel.** [Strugurii](../cases/struguri-in-loc-de-flori.md).\n2. Chemați vecinii.\n"
_LONG = "Cuvântul_fără_niciun_loc_de_despărțire_cum_sunt_unele_nume_de_evenimente_de_pe_rețele"


def _event(**fields: object) -> str:
    return page({"name": "Târgul de struguri", "lang": "ro", "sources": [SOURCE], **fields}, "## Programul\n\nTârg.\n")


def reading_room() -> dict[str, str | bytes]:
    """The files, by path."""
    files: dict[str, str | bytes] = {
        "events/targul-2099.md": _event(
            date="2099-03-05", to="2099-03-07", place="chisinau", organiser="tineri-fermieri", summary="Un târg.",
            speakers=[{"person": "diana-crudu", "talk": "Cum vinzi struguri"}], cases=["struguri-in-loc-de-flori"],
            tickets_url="https://bilete.md/targ"),
        "events/targul-2099.ru.md": page({"name": "Ярмарка винограда", "lang": "ru"}, "## Программа\n\nЯрмарка.\n"),
        "events/targul-2019.md": _event(date="2019-03-08", organiser="diana-crudu", name=f"Târgul. {_LONG}"),
        "events/intalnirea-2017.md": _event(year="2017", name="Întâlnirea", organiser="tineri-fermieri"),
        "books/arta-vanzarii.md": page({
            "title": "Arta vânzării", "author": "Ion Autor", "original_title": "The Art of Selling", "year": "1999",
            "lang": "ro", "recommended_by": ["diana-crudu"], "sources": [SOURCE]}, "Recomandată de Diana Crudu.\n"),
        "books/alta-carte.md": page({
            "title": "Altă carte", "author": "Ana Alta", "lang": "ro", "recommended_by": ["diana-crudu"],
            "sources": [SOURCE]}),
        f"questions/{QUESTION}.md": page({
            "title": "Cum aducem oameni la un eveniment nou?", "lang": "ro", "summary": "Pe scurt.",
            "asked": "2026-11-22", "objectives": ["sales"], "platforms": ["facebook", "tv"],
            "industries": ["agriculture"],
            "cases": ["struguri-in-loc-de-flori", "campania-2"]}, _STEPS),
        "wanted/un-caz.md": page({
            "title": f"Un caz. {_LONG}", "lang": "ro", "summary": "Ce lipsește.", "from": "thin_insight",
            "industries": ["wine"], "platforms": ["tv"], "query": "vin la tv", "opened": "2026-11-22"}, "Ar ajuta.\n"),
        "wanted/alt-caz.md": page({"title": "Alt caz", "lang": "ro", "closed_by": "campania-2"}, "S-a găsit.\n"),
    }
    # The handbook links to pages of the whole library, which are not all here.
    for path in _HANDBOOK.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        files[f"help/{path.name}"] = text.replace("cases/social-media-in-culise-comunitate.md", "cases/campania-2.md")
    return files
