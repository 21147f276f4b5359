"""Links between files: what exists, what is left out with what, and which figures a metric allows."""

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ingest.links import Resolution, resolve
from kb.ingest.reading import parse_source
from kb.model import Link, Problem, SourceFile
from tests.builders import RESULT, SOURCE, business_markdown, case_markdown, page, specialist_markdown
from tests.vocabularies import LABELS, vocabulary_yaml

VOCABULARIES = {f"vocabulary/{name}.yaml": vocabulary_yaml(name) for name in LABELS}
AROUND = {
    **VOCABULARIES,
    "businesses/tineri-fermieri.md": business_markdown(),
    "specialists/diana-crudu.md": specialist_markdown(),
}


def read(texts: Mapping[str, str]) -> list[SourceFile]:
    return [parse_source(path, text.encode()) for path, text in texts.items()]


def judge(texts: Mapping[str, str]) -> Resolution:
    return resolve(read({**AROUND, **texts}))


def told(resolution: Resolution) -> list[tuple[str, str, str]]:
    return [(problem.path, problem.field, problem.code) for problem in resolution.problems]


def case(**fields: object) -> dict[str, str]:
    return {"cases/caz.md": case_markdown(**fields)}


def test_a_whole_library_is_good() -> None:
    resolution = judge(case())
    assert resolution.problems == ()
    assert resolution.good == {*AROUND, "cases/caz.md"}


@pytest.mark.parametrize(("fields", "place", "near"), [
    ({"businesses": ["tineri-fermier"]}, "businesses.0", "tineri-fermieri"),
    ({"businesses": ["cu-totul-altceva"]}, "businesses.0", None),
    ({"industries": ["agricultur"]}, "industries.0", "agriculture"),
    ({"platforms": ["facebook", "televizor"]}, "platforms.1", None),
    ({"objectives": ["sale"]}, "objectives.0", "sales"),
    ({"places": ["chisinau", "kishinau"]}, "places.1", "chisinau"),
    ({"specialists": [{"person": "diana", "role": "business_owner"}]}, "specialists.0.person", "diana-crudu"),
    ({"specialists": [{"person": "diana-crudu", "role": "owner"}]}, "specialists.0.role", None),
    ({"results": [{**RESULT, "metric": "unit_sold"}]}, "results.0.metric", "units_sold"),
    ({"results": [{**RESULT, "evidence": "pres"}]}, "results.0.evidence", "press"),
    ({"results": [{**RESULT, "platform": "facebok"}]}, "results.0.platform", "facebook"),
    ({"related": ["alt-caz"]}, "related.0", "caz"),
    ({"books": ["o-carte"]}, "books.0", None),
])
def test_a_link_that_leads_nowhere_leaves_the_file_out(
    fields: dict[str, object], place: str, near: str | None
) -> None:
    resolution = judge(case(**fields))
    assert told(resolution) == [("cases/caz.md", place, "dangling_link")]
    assert resolution.problems[0].nearest == near
    assert resolution.problems[0].line > 1
    assert "cases/caz.md" not in resolution.good


def test_a_link_to_an_old_name_tells_the_new_one() -> None:
    texts = {"businesses/ferma.md": business_markdown(aliases=["ferma-veche"]), **case(businesses=["ferma-veche"])}
    assert [(one.code, one.nearest) for one in judge(texts).problems] == [("dangling_link", "ferma")]


def test_links_in_the_body_must_lead_somewhere_too() -> None:
    body = "## Contextul\n\nvezi [aici](../businesses/tineri-fermieri.md)\n\nși [aici](../cases/nu-e.md)\n"
    resolution = judge(case(body=body))
    assert [(one.field, one.code, one.arguments["value"]) for one in resolution.problems] == [
        ("body", "dangling_link", "nu-e"),
    ]
    text = case_markdown(body=body)
    assert resolution.problems[0].line == text.split("\n").index("și [aici](../cases/nu-e.md)") + 1


def test_an_organiser_is_a_business_or_a_person() -> None:
    event = {"name": "Supradoză", "lang": "ro", "date": "2017", "sources": [SOURCE]}
    for organiser in ("tineri-fermieri", "diana-crudu"):
        assert judge({"events/e.md": page({**event, "organiser": organiser})}).problems == ()
    problem = judge({"events/e.md": page({**event, "organiser": "diana"})}).problems[0]
    assert problem.arguments["kind"] == "businesses|specialists"


def test_what_links_to_a_file_with_problems_is_left_out_and_so_on() -> None:
    texts = {
        "businesses/stricat.md": business_markdown(lang="xx"),
        "cases/unu.md": case_markdown(businesses=["stricat"]),
        "cases/doi.md": case_markdown(related=["unu"]),
        "cases/trei.md": case_markdown(related=["doi"]),
        "cases/patru.md": case_markdown(),
    }
    resolution = judge(texts)
    assert told(resolution) == [
        ("cases/doi.md", "related.0", "left_out_link"),
        ("cases/trei.md", "related.0", "left_out_link"),
        ("cases/unu.md", "businesses.0", "left_out_link"),
    ]
    assert {path for path in resolution.good if path.startswith("cases")} == {"cases/patru.md"}


def test_cases_that_relate_to_each_other_stand_or_fall_together() -> None:
    pair = {"cases/a.md": case_markdown(related=["b"]), "cases/b.md": case_markdown(related=["a"])}
    assert judge(pair).problems == ()
    bad = {**pair, "cases/b.md": case_markdown(related=["a"], title=None)}
    assert judge(bad).good.isdisjoint(pair)


def test_a_case_may_relate_to_itself_without_end() -> None:
    assert judge(case(related=["caz"])).problems == ()


VERSION = {"title": "Виноград", "summary": "Фермеры продали виноград.", "lang": "ru"}


def test_a_version_stands_with_its_main_file() -> None:
    resolution = judge({**case(), "cases/caz.ru.md": page(VERSION)})
    assert resolution.problems == ()
    assert "cases/caz.ru.md" in resolution.good


def test_a_version_without_a_main_file_is_left_out() -> None:
    resolution = judge({"cases/caz.ru.md": page(VERSION)})
    assert told(resolution) == [("cases/caz.ru.md", "", "lonely_version")]
    assert resolution.problems[0].arguments == {"path": "cases/caz.md"}


def test_a_version_goes_with_a_main_file_that_is_left_out() -> None:
    resolution = judge({**case(title=None), "cases/caz.ru.md": page(VERSION)})
    assert told(resolution) == [("cases/caz.ru.md", "", "left_out_link")]
    assert resolution.good.isdisjoint({"cases/caz.md", "cases/caz.ru.md"})


def test_a_bad_version_leaves_its_main_file_in() -> None:
    resolution = judge({**case(), "cases/caz.ru.md": page({**VERSION, "title": ""})})
    assert "cases/caz.md" in resolution.good
    assert "cases/caz.ru.md" not in resolution.good


def test_a_version_is_in_another_language_than_the_main_file() -> None:
    version = page({**VERSION, "lang": "ro"})
    assert told(judge({**case(), "cases/caz.ro.md": version})) == [("cases/caz.ro.md", "lang", "version_language")]


@pytest.mark.parametrize(("texts", "place"), [
    ({"labels": {1: "a", 2: "b"}}, "labels.2"), ({"notes": {3: "a"}}, "notes.3"), ({"did": {2: "a"}}, "did.2"),
])
def test_a_version_has_texts_only_for_what_the_main_file_has(texts: dict[str, object], place: str) -> None:
    resolution = judge({**case(), "cases/caz.ru.md": page({**VERSION, **texts})})
    assert told(resolution) == [("cases/caz.ru.md", place, "out_of_range")]


def test_an_old_name_belongs_to_one_page() -> None:
    texts = {
        "cases/a.md": case_markdown(aliases=["b"]),
        "cases/b.md": case_markdown(),
        "cases/c.md": case_markdown(aliases=["veche"]),
        "cases/d.md": case_markdown(aliases=["veche", "d"]),
        "businesses/x.md": business_markdown(aliases=["a"]),
    }
    resolution = judge(texts)
    assert told(resolution) == [
        ("cases/a.md", "aliases.0", "duplicate_slug"),
        ("cases/d.md", "aliases.0", "duplicate_slug"),
        ("cases/d.md", "aliases.1", "duplicate_slug"),
    ]
    assert {"cases/b.md", "cases/c.md", "businesses/x.md"} <= resolution.good


RATE = {**RESULT, "metric": "engagement_rate", "unit": "percent", "base": "reach"}


@pytest.mark.parametrize(("result", "place", "code", "near"), [
    ({**RESULT, "unit": "percent"}, "results.0.unit", "wrong_unit", None),
    ({**RESULT, "unit": "tone"}, "results.0.unit", "dangling_link", "tonne"),
    ({**RATE, "unit": "count"}, "results.0.unit", "wrong_unit", None),
    ({**RESULT, "base": "reach"}, "results.0.base", "wrong_base", None),
    ({**RATE, "base": "visits"}, "results.0.base", "dangling_link", None),
    ({name: value for name, value in RATE.items() if name != "base"}, "results.0.base", "rate_without_base", None),
])
def test_a_metric_says_which_units_and_bases_it_allows(
    result: dict[str, str], place: str, code: str, near: str | None
) -> None:
    resolution = judge(case(results=[result]))
    assert (place, code, near) in [(one.field, one.code, one.nearest) for one in resolution.problems]
    assert "cases/caz.md" not in resolution.good


def test_right_figures_pass() -> None:
    words = {**RESULT, "metric": "award", "text": "argint"}
    del words["value"], words["unit"]
    assert judge(case(results=[RESULT, RATE, words])).problems == ()


def test_a_missing_vocabulary_is_told_once_and_empties_nothing() -> None:
    texts = {**AROUND, **case(), "cases/alt.md": case_markdown()}
    del texts["vocabulary/platforms.yaml"]
    resolution = resolve(read(texts))
    assert told(resolution) == [("vocabulary/platforms.yaml", "", "missing_vocabulary")]
    assert {"cases/caz.md", "cases/alt.md"} <= resolution.good


def test_an_unreadable_vocabulary_empties_nothing() -> None:
    resolution = judge({**case(), "vocabulary/platforms.yaml": "- a: [b"})
    assert resolution.problems == ()
    assert "cases/caz.md" in resolution.good
    assert "vocabulary/platforms.yaml" not in resolution.good


def test_a_bad_entry_takes_only_those_with_it_that_use_it() -> None:
    text = vocabulary_yaml("platforms").replace('"slug": "tv", "ro": "Televiziune"', '"slug": "tv", "ro": ""')
    texts = {"vocabulary/platforms.yaml": text, **case(), "cases/alt.md": case_markdown(platforms=["radio"])}
    resolution = judge(texts)
    assert told(resolution) == [("cases/caz.md", "platforms.1", "dangling_link")]
    assert {"cases/alt.md", "vocabulary/platforms.yaml"} <= resolution.good


def test_a_parent_must_be_in_the_same_vocabulary() -> None:
    entry = {"slug": "a", "ro": "a", "ru": "б", "en": "c", "parent": "b"}
    resolution = judge({"vocabulary/industries.yaml": f"- {json.dumps(entry)}\n"})
    assert ("vocabulary/industries.yaml", "0.parent", "dangling_link") in told(resolution)
    assert "vocabulary/industries.yaml" in resolution.good


def test_known_questions_must_expect_cases_that_are_there() -> None:
    texts = {**case(title=None), "golden-queries.yaml": "- {q: vin, expect: [caz]}\n- {q: miere, expect: [cas]}\n"}
    resolution = judge(texts)
    assert told(resolution) == [
        ("golden-queries.yaml", "0.expect.0", "left_out_link"),
        ("golden-queries.yaml", "1.expect.0", "dangling_link"),
    ]
    assert "golden-queries.yaml" in resolution.good


def test_bodies_are_not_needed() -> None:
    without_bodies = [SourceFile(f.path, f.kind, f.slug, f.lang, f.sha256, f.fields, None, 1, f.links, f.problems)
                   for f in read({**AROUND, **case(title=None), "cases/b.md": case_markdown(related=["caz"])})]
    whole = judge({**case(title=None), "cases/b.md": case_markdown(related=["caz"])})
    assert resolve(without_bodies) == whole


def test_in_a_folder_full_of_dangling_links_the_first_are_told_what_was_meant() -> None:
    """Finding the nearest of thousands of names takes long; that a name is wrong is told of every one."""
    businesses = [SourceFile(f"businesses/b-{n}.md", "businesses", f"firma-{n:05}", None, "") for n in range(200)]
    links = tuple(Link("related.0", 1, "businesses", f"firm-{n:05}-x") for n in range(500))
    resolution = resolve([*businesses, SourceFile("cases/a.md", "cases", "a", None, "", links=links)])
    assert [bool(each.nearest) for each in resolution.problems] == [True] * 30 + [False] * 470


SLUGS = st.sampled_from("abcdef")


@given(st.dictionaries(SLUGS, st.tuples(st.booleans(), st.lists(SLUGS, max_size=4))))
def test_no_good_file_links_to_one_that_is_not(graph: dict[str, tuple[bool, list[str]]]) -> None:
    broken = (Problem("x", 1, "", "bad_yaml", {"reason": "x"}),)
    files = [
        SourceFile(f"cases/{slug}.md", "cases", slug, None, "", problems=broken if is_bad else (),
                   links=tuple(Link("related.0", 1, "cases", other) for other in others))
        for slug, (is_bad, others) in graph.items()
    ]
    resolution = resolve(files)
    good = {slug for slug in graph if f"cases/{slug}.md" in resolution.good}
    assert all(other in good for slug in good for other in graph[slug][1])
    assert all(not graph[slug][0] for slug in good)
    reachable_bad = {slug for slug, (is_bad, others) in graph.items() if is_bad or set(others) - set(graph)}
    while grown := {slug for slug in graph if set(graph[slug][1]) & reachable_bad} - reachable_bad:
        reachable_bad |= grown
    assert good == set(graph) - reachable_bad
