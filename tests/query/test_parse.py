"""What is typed and how it is read: the table of the query language. Remarks and limits are in test_remarks."""

import pytest

from kb.query import AllOf, AnyOf, Not, Phrase, Prefix, Query, Word, parse


def w(text):
    return Word(text)


def p(*words):
    return Phrase(words)


def both(*nodes):
    return AllOf(nodes)


def either(*nodes):
    return AnyOf(nodes)


A, B, C, D = map(Word, "abcd")

WORDS = [
    # words
    ("", None),
    ("   \t\n", None),
    ("struguri", w("struguri")),
    ("STRUGURII", w("strugurii")),
    ("struguri vânduți", both(w("struguri"), w("vanduti"))),
    ("struguri  cînd\u00a0când", both(w("struguri"), w("cand"))),
    ("vin vin VIN", w("vin")),
    ("Пуркарь вино", both(w("пуркарь"), w("вино"))),
    ("vin,bere;must", both(w("vin"), w("bere"), w("must"))),
    ("vin. bere!", both(w("vin"), w("bere"))),
    # as written
    ("C++", w("c++")),
    ("c#", w("c#")),
    ("50%", p("50", "%")),
    ("50 %", both(w("50"), w("%"))),
    ("e-mail", p("e", "mail")),
    ("l'oreal", p("l", "oreal")),
    ("L’Oréal", p("l", "oreal")),
    ("Facebook-ul", w("facebook")),
    ("#vin", w("vin")),
    ("#vin_de_moldova", p("vin", "de", "moldova")),
    ("@purcari", w("purcari")),
    ("1200", w("1200")),
    ("1.200", w("1200")),
    ("1 200", w("1200")),
    ("1 200 000 lei", both(w("1200000"), w("lei"))),
    ("1 200,50", both(w("1200"), w("50"))),
    ("2,5 milioane", both(p("2", "5"), w("milioane"))),
    ("2019 500", both(w("2019"), w("500"))),
    ("24/7", p("24", "7")),
    ("https://point.md/ro", p("https", "point", "md", "ro")),
    ("12:30", p("12", "30")),
    ("Purcari: povestea", both(w("purcari"), w("povestea"))),
    # phrases
    ('"vin roșu"', p("vin", "rosu")),
    ('"vin"', w("vin")),
    ("„vin roșu”", p("vin", "rosu")),
    ("«белое вино»", p("белое", "вино")),
    ("“vin” ”roșu„", both(w("vin"), w("rosu"))),
    ('"1 200"', w("1200")),
    ('"1, 200"', p("1", "200")),
    ('a"b c"d', both(A, p("b", "c"), D)),
    ('""', None),
    ('"…"', None),
    ('"a OR b -c"', p("a", "or", "b", "c")),
    ('"vin*"', w("vin")),
    # prefixes
    ("vin*", Prefix("vin")),
    ("Vânză*", Prefix("vanza")),
    ("vin**", Prefix("vin")),
    ("vin*.", Prefix("vin")),
    ("вин*", Prefix("вин")),
    ("vi*", w("vi")),
    ("*", None),
    ("*vin", w("vin")),
    ("e-mail*", p("e", "mail")),
    ("c++*", w("c++")),
    # OR
    ("a OR b", either(A, B)),
    ("a SAU b", either(A, B)),
    ("a ИЛИ b", either(A, B)),
    ("a | b", either(A, B)),
    ("a|b||c", either(A, B, C)),
    ("a or b", both(A, w("or"), B)),
    ("a sau b", both(A, w("sau"), B)),
    ("a OR b OR c", either(A, B, C)),
    ("a OR b c", both(either(A, B), C)),
    ("a b OR c", both(A, either(B, C))),
    ("a OR b c OR d", both(either(A, B), either(C, D))),
    ("a OR a", A),
    ("OR", None),
    ("OR a", A),
    ("a OR", A),
    ("a OR OR b", either(A, B)),
    ("a OR 😀 OR b", either(A, B)),
    # AND is what the blank means already
    ("a AND b", both(A, B)),
    ("a ȘI b ŞI c SI d", both(A, B, C, D)),
    ("a И b", both(A, B)),
    ("a și b", both(A, w("si"), B)),
    ("a OR AND b", either(A, B)),
    ("AND", None),
    # exclusions
    ("a -b", both(A, Not(B))),
    ("-b a", both(A, Not(B))),
    ("a -b -c", both(A, Not(B), Not(C))),
    ("a --b", both(A, Not(B))),
    ("a - b", both(A, B)),
    ("a-b", p("a", "b")),
    ('a -"b c"', both(A, Not(p("b", "c")))),
    ("a -vin*", both(A, Not(Prefix("vin")))),
    ("a -(b c)", both(A, Not(both(B, C)))),
    ("a -(b OR c)", both(A, Not(B), Not(C))),
    ("-a", Not(A)),
    ("-a -b", Not(either(A, B))),
    ("-(a b)", Not(both(A, B))),
    ("-(-a)", A),
    ("-(-a -b)", either(A, B)),
    ("-(a -b)", Not(both(A, Not(B)))),
    ("-OR a", both(A, Not(w("or")))),
    ("-😀 a", A),
    ("-,a", A),
    ("-", None),
    ("a OR -b", both(A, Not(B))),
    ("-a OR -b", Not(either(A, B))),
    # parentheses
    ("(a)", A),
    ("((a b))", both(A, B)),
    ("(a b) OR c", either(both(A, B), C)),
    ("(a -b) OR c", either(both(A, Not(B)), C)),
    ("a (b c)", both(A, B, C)),
    ("(a OR b) (c OR d)", both(either(A, B), either(C, D))),
    ("a OR (b OR c)", either(A, B, C)),
    ("(a", A),
    ("a)", A),
    (")a(", A),
    ("()", None),
    ("a OR ()", A),
    ("a OR ) b", both(A, B)),
    ("(((((((((((a)))))))))))", A),
    # nothing breaks it
    ('"a b', both(A, B)),
    ('a" b', both(A, B)),
    ("date:[", w("date")),
    ("foo:bar", p("foo", "bar")),
    ('foo:"a b"', both(w("foo"), p("a", "b"))),
    ("\x00a\x00b", both(A, B)),
    ("\u202ea\u200f", A),
    ("🍇", None),
    ("a\udc80b", both(A, B)),
    ("title^4 NEAR(a b) {x}", both(p("title", "4"), w("near"), A, B, w("x"))),
    ("'; DROP TABLE cases; --", both(w("drop"), w("table"), w("cases"))),
]

FILTERS = [
    ("industry:wine", {"industry": ("wine",)}, {}),
    ("Industry:WINE", {"industry": ("wine",)}, {}),
    ("industrie:vin", {"industry": ("vin",)}, {}),
    ("отрасль:вино", {"industry": ("вино",)}, {}),
    ("Площадка:Facebook", {"platform": ("facebook",)}, {}),
    ("platformă:tv", {"platform": ("tv",)}, {}),
    ("industry:wine,tourism", {"industry": ("wine", "tourism")}, {}),
    ("industry:wine industry:tourism industrie:wine", {"industry": ("wine", "tourism")}, {}),
    ("industry:wine OR industry:tourism", {"industry": ("wine", "tourism")}, {}),
    ('business:"Purcari"', {"business": ("purcari",)}, {}),
    ('business:"Asconi  Winery ",purcari', {"business": ("asconi winery", "purcari")}, {}),
    ('business:"a, b"', {"business": ("a, b",)}, {}),
    ("business:„Vinăria Purcari”", {"business": ("vinăria purcari",)}, {}),
    ("platform:own_outlets", {"platform": ("own_outlets",)}, {}),
    ("loc:chisinau an:2019", {"place": ("chisinau",), "year": ("2019",)}, {}),
    ("person:ion has:results,lessons", {"specialist": ("ion",), "has": ("results", "lessons")}, {}),
    ("limba:ru dovezi:official", {"language": ("ru",), "evidence": ("official",)}, {}),
    ("rol:strategist scop:sales", {"role": ("strategist",), "objective": ("sales",)}, {}),
    ("-industry:wine", {}, {"industry": ("wine",)}),
    ("-industry:wine,beer -год:2019", {}, {"industry": ("wine", "beer"), "year": ("2019",)}),
    ("industry:wine -industry:beer", {"industry": ("wine",)}, {"industry": ("beer",)}),
    ("(industry:wine)", {"industry": ("wine",)}, {}),
    ("-(industry:wine)", {}, {"industry": ("wine",)}),
    ("-(-industry:wine)", {"industry": ("wine",)}, {}),
    ("year:2018..2020", {"year": ("2018", "2019", "2020")}, {}),
    ("year:2020..2018", {"year": ("2018", "2019", "2020")}, {}),
    ("year:2018-2019", {"year": ("2018", "2019")}, {}),
    ("year:2018–2019", {"year": ("2018", "2019")}, {}),
    ("year:2021,2018..2019,2019", {"year": ("2018", "2019", "2021")}, {}),
    ("год:2019...2020", {"year": ("2019", "2020")}, {}),
    ("industry:2018..2020", {"industry": ("2018..2020",)}, {}),
    ("year:soon,2019", {"year": ("2019", "soon")}, {}),
    ("year:..", {"year": ("..",)}, {}),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_words_are_read(text, words):
    query = parse(text)
    assert query.words == words
    assert not query.filters
    assert not query.excluded


@pytest.mark.parametrize(("text", "filters", "excluded"), FILTERS)
def test_filters_are_read(text, filters, excluded):
    query = parse(text)
    assert query.words is None
    assert query.filters == filters
    assert query.excluded == excluded


def test_words_filters_and_exclusions_stand_side_by_side():
    query = parse("facebook OR instagram -vin industry:wine -place:balti")
    assert query == Query(
        text="facebook OR instagram -vin industry:wine -place:balti",
        words=both(either(w("facebook"), w("instagram")), Not(w("vin"))),
        filters={"industry": ("wine",)},
        excluded={"place": ("balti",)},
    )
