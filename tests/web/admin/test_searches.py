"""What readers searched for, as an admin reads it: lists, filters, days, CSV, and a brief in one click."""

import csv
import io
import re
from datetime import timedelta

import pytest

from kb.accounts import Role
from kb.i18n import LANGUAGES
from kb.journal import LISTS, Opened, Searched
from kb.web.views.admin_searches import MOST_LINES
from tests.web.keeping_site import browser_of
from tests.web.members import words
from tests.web.page_outline import read_page

PAGE = "/ro/admin/searches"


@pytest.fixture
def log(services):
    """Some days of searches, today the last one."""
    today = services.clock().date()
    events = [
        Searched("ro", "vinul", 25), Searched("ro", "vinul", 25), Opened("ro", "vinul"), Searched("ru", "вино", 3),
        Searched("ro", "drone", 0), Searched("ro", "bere artizanală", 0, True),
        Searched("ro", "dby", 4, reason="layout"),
    ]
    services.search_log.add([(today, each) for each in events])
    services.search_log.add([(today - timedelta(days=40), Searched("ro", "demult", 1))])
    return services.search_log


def queries(page):
    return re.findall(r'<th scope="row"><a href="[^"]+" lang="\w\w">([^<]+)</a>', page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_well_written_in_every_language(admin, log, lang):
    for kind in LISTS:
        root, faults = read_page(admin.get(f"/{lang}/admin/searches?list={kind}").text)
        assert faults == []
        assert len(root.all("h1")) == 1


SHOWN = [
    ("top", ["vinul", "bere artizanală", "dby", "drone", "вино"]),
    ("nothing", ["bere artizanală", "drone"]),
    ("unopened", ["dby", "вино"]),
    ("rescued", ["dby"]),
    ("nonsense", ["vinul", "bere artizanală", "dby", "drone", "вино"]),
]


def test_each_list_is_shown(admin, log):
    assert [(kind, queries(admin.get(f"{PAGE}?list={kind}").text)) for kind, _ in SHOWN] == SHOWN


NARROWED = [
    ("lang=ru", ["вино"]),
    ("lang=xx", ["vinul", "bere artizanală", "dby", "drone", "вино"]),
    ("since=2020-01-01", ["vinul", "bere artizanală", "dby", "demult", "drone", "вино"]),
    ("since=2020-01-01&until=2020-02-01", []),
    ("since=", ["vinul", "bere artizanală", "dby", "demult", "drone", "вино"]),
]


def test_lists_are_narrowed_and_the_last_month_is_what_is_shown_first(admin, log):
    assert [(query, queries(admin.get(f"{PAGE}?{query}").text)) for query, _ in NARROWED] == NARROWED


def test_the_filter_stays_when_another_list_is_chosen(admin, log):
    page = admin.get(f"{PAGE}?list=top&lang=ru&since=2020-01-01").text
    assert f'href="{PAGE}?list=nothing&amp;lang=ru&amp;since=2020-01-01' in page
    assert 'value="2020-01-01"' in page
    assert '<option value="ru" selected>' in page


def test_all_searches_are_summed_up_and_told_by_day(admin, log):
    html = admin.get(PAGE).text
    page = words(html)
    assert "Căutări 6" in page
    assert "o parte din cuvinte" in page
    assert "altă tastatură" in page
    rows = re.findall(r'<tr><th scope="row">(\d[^<]+)</th><td[^>]*>([^<]+)</td><td[^>]*>(\d+)</td>', html)
    assert [(lang, number) for _, lang, number in rows] == [("Română", "5"), ("Русский", "1")]


QUERIES = [
    "since=x", "until=9999-12-31", "since=2026-02-30", "list=%00", "lang=%F0%9F%8D%87", "since=" + "1" * 5_000,
    "since=9999-12-31&until=0001-01-01", "list=top&list=nothing",
]


def test_no_query_breaks_it(admin, log):
    for query in QUERIES:
        for form in ("", ".csv"):
            assert admin.get(f"{PAGE}{form}?{query}").status_code == 200, query


def test_what_was_searched_is_no_markup(services, admin):
    services.search_log.add([(services.clock().date(), Searched("ro", "<script>alert(1)</script>", 0))])
    for kind in ("top", "nothing"):
        page = admin.get(f"{PAGE}?list={kind}").text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_a_list_is_not_endless_but_its_table_is_whole(services, admin):
    today = services.clock().date()
    services.search_log.add([(today, Searched("ro", f"vin {number}", 0)) for number in range(MOST_LINES + 7)])
    assert len(queries(admin.get(PAGE).text)) == MOST_LINES
    assert len(admin.get(f"{PAGE}.csv").text.splitlines()) == MOST_LINES + 8


def test_the_table_holds_what_the_filter_says_and_no_formula(services, admin, log):
    services.search_log.add([(services.clock().date(), Searched("en", "=HYPERLINK(1)", 0))])
    response = admin.get(f"{PAGE}.csv?list=nothing&lang=en")
    assert response.mimetype == "text/csv"
    assert response.headers["Content-Disposition"] == 'attachment; filename="culise-searches-nothing.csv"'
    head, row = csv.reader(io.StringIO(response.text))
    assert row[head.index("query")] == "'=HYPERLINK(1)"


def test_a_site_without_searches_says_so(admin):
    page = admin.get(PAGE).text
    assert "nu s-a căutat nimic de acest fel" in page
    assert "365 de zile" in page


def test_a_site_that_counts_nothing_says_so(site, admin, monkeypatch):
    settings = site.extensions["kb.settings"]
    monkeypatch.setitem(site.extensions, "kb.settings", type(settings)(content=settings.content, record_searches=False))
    assert "KB_RECORD_SEARCHES" in admin.get(PAGE).text


def test_what_was_missed_becomes_a_brief_in_one_click(services, admin, log):
    page = admin.get(f"{PAGE}?list=nothing").text
    assert 'name="q" value="drone"' in page
    answer = admin.send(f"{PAGE}/brief", q="drone", **{"in": "ro"})
    assert answer.status_code == 303
    [_, draft] = re.match(r"(/ro/write/)(.+)", answer.headers["Location"]).groups()
    [person] = services.accounts.people()
    [own] = services.submissions.own(services.accounts.actor(admin.session))
    assert (own.id, own.author_id, own.kind, own.lang) == (draft, person.id, "wanted", "ro")
    document = services.submissions.submission(services.accounts.actor(admin.session), draft).main
    fields = services.form_of(document.text).fields
    assert document.path == "wanted/drone.md"
    assert (fields["title"], fields["query"], fields["from"]) == ("Drone", "drone", "empty_search")
    assert admin.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize(("query", "lang", "expected"), [
    ("вино и сыр", "ru", "ru"), ("wine: 'tasting'", "en", "en"), ("- [x] #1", "ro", "ro"), ("drone", "xx", "ro"),
])
def test_any_words_make_a_brief_in_their_language(services, admin, query, lang, expected):
    answer = admin.send(f"{PAGE}/brief", q=query, **{"in": lang})
    assert answer.status_code == 303
    [own] = services.submissions.own(services.accounts.actor(admin.session))
    text = services.submissions.submission(services.accounts.actor(admin.session), own.id).main.text
    assert services.form_of(text).fields["query"] == query
    assert own.lang == expected


def test_no_words_make_no_brief(services, admin):
    assert admin.send(f"{PAGE}/brief", q="  ").status_code == 422
    assert admin.client.post(f"{PAGE}/brief", data={"q": "drone"}).status_code == 403
    assert services.submissions.own(services.accounts.actor(admin.session)) == []


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR])
def test_nobody_else_reads_it(site, role):
    browser = browser_of(site, role)
    assert browser.get(PAGE).status_code == 403
    assert browser.get(f"{PAGE}.csv").status_code == 403
    assert browser.send(f"{PAGE}/brief", q="drone").status_code == 403
