"""Invented pages around the cases: an event to come and one that was, books, a question, briefs, the handbook."""

from kb.model import Body, Book, Event, Help, Page, PageText, Question, Section, Source, Talk, Wanted

SOURCE = Source("https://publika.md/pagina", "Publika.md", "ro")


def text(lang: str, name: str, html: str = "", summary: str = "") -> PageText:
    return PageText(lang, name, Body(html=html), summary)


UPCOMING = Event(
    "targul-2027", (text("ro", "Târgul de struguri", "<p>Programul.</p>", "Un târg."),
                    text("ru", "Ярмарка винограда", "<p>Программа.</p>")),
    (SOURCE,), ("targul-vechi",), date="2027-03-05", to="2027-03-07", place="chisinau", organiser="tineri-fermieri",
    speakers=(Talk("diana-crudu", "Cum vinzi struguri"), Talk("fara-pagina")), cases=("struguri-in-loc-de-flori",),
    tickets_url="https://bilete.md/targ",
)
PAST = Event("targul-2019", (text("ro", "Târgul din 2019"),), (SOURCE,), date="2019-03-08", organiser="tineri-fermieri")
UNDATED = Event("intalnirea-2017", (text("ro", "Întâlnirea"),), (SOURCE,), date="2017", organiser="diana-crudu")
BOOK = Book("arta-vanzarii", (text("ro", "Arta vânzării", "<p>De ce.</p>"), text("en", "The Art of Selling")),
            (SOURCE,), author="Ион Автор", original_title="The Art of Selling", year=1999,
            recommended_by=("diana-crudu", "plecat"))
OTHER_BOOK = Book("alta-carte", (text("ro", "Altă carte"),), (SOURCE,), author="Ана", recommended_by=("diana-crudu",))
QUESTION = Question(
    "cum-vindem",
    (text("ro", "Cum vindem?", '<ol><li><a href="../cases/vin-la-pahar">Pasul</a></li></ol>', "Pe scurt."),
     text("ru", "Как продать?", "<ol><li>Первый шаг</li></ol>")),
    asked="2026-11-22", objectives=("sales",), platforms=("facebook",), industries=("agriculture", "wine"),
    cases=("struguri-in-loc-de-flori", "vin-la-pahar"),
)
OPEN = Wanted("un-caz", (text("ro", "Un caz", "<p>Ar ajuta.</p>", "Ce lipsește."),), origin="thin_insight",
              industries=("wine",), platforms=("tv",), query="vin la tv", opened="2026-11-22")
CLOSED = Wanted("alt-caz", (text("ro", "Alt caz"),), closed_by="vin-la-pahar")


WORDS = {"ro": ("Pagina", "Partea"), "ru": ("Страница", "Часть"), "en": ("Leaf", "Part")}


def handbook_text(lang: str, number: int) -> PageText:
    name, part = WORDS[lang]
    sections = tuple(Section("other", f"s-{place}", f"{part} {place}", "…") for place in range(3))
    html = ('<h2 id="s-0">0</h2><p><a href="../help/about">1</a> <a href="../help/figures">2</a> '
            '<a href="../cases/vin-la-pahar">3</a></p><table><thead><tr><th>4</th></tr></thead></table>'
            '<h2 id="s-1">5</h2><h2 id="s-2">6</h2>')
    return PageText(lang, f"{name} {number}", Body(html=html, sections=sections), f"{part} {number}.")


SLUGS = ("about", "figures", "privacy", "review", "searching", "writing")
HANDBOOK = tuple(Help(slug, tuple(handbook_text(lang, number) for lang in WORDS)) for number, slug in enumerate(SLUGS))
PAGES: dict[str, tuple[Page, ...]] = {
    "events": (PAST, UNDATED, UPCOMING),
    "books": (OTHER_BOOK, BOOK),
    "questions": (QUESTION,),
    "wanted": (CLOSED, OPEN),
    "help": HANDBOOK,
}
