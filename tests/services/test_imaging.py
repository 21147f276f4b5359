"""Images of submissions: cleaned, kept, seen by those who may, put into the library with the text that shows them."""

import dataclasses
import io

import pytest
from PIL import Image

from kb import services
from kb.accounts import Actor, Role
from kb.database import write_atomically
from kb.errors import Conflict, Forbidden, NotFound, StorageFailed, Unprocessable
from kb.services import Services
from kb.settings import Settings
from kb.submissions import Consent, Document, FileSteps, State
from tests.builders import CASE_BODY, case_markdown, write_library

ANA, ION, EVA = Actor("ana", Role.CONTRIBUTOR), Actor("ion", Role.CONTRIBUTOR), Actor("eva", Role.EDITOR)
YES = Consent(licence=True, images=True)
PATH = "cases/prune.md"


def png(size=(1000, 500), colour="red"):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def made(tmp_path):
    write_library(tmp_path / "content")
    built = services.build(Settings(content=tmp_path / "content", index=tmp_path / "index",
        instance=tmp_path / "instance",
                                    processes=1, log_level="error"))
    built.reindex("full")
    yield built
    built.close()


def begin(made, body="Text.", actor=ANA):
    return made.submissions.start(actor, "ro", [Document(PATH, case_markdown(title="Prune", body=CASE_BODY + body))])


def uploads(made):
    return sorted(made.uploads.iterdir()) if made.uploads.exists() else []


def publish(made, draft):
    made.submissions.submit(ANA, draft, YES)
    made.approve(EVA, draft, 1)


def media(made):
    folder = made.settings.content_folder / "media"
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.*"))


def test_an_image_is_cleaned_and_kept_under_a_random_name_in_some_widths(made):
    draft = begin(made)
    image = made.attach_image(ANA, draft, "Afiș VARĂ.PNG", png())
    assert (image.name, image.media_type, image.width, image.height) == ("afis-vara.webp", "image/webp", 1000, 500)
    assert "afis" not in image.file
    assert len(uploads(made)) == 3
    content, media_type = made.image_content(ANA, draft, "afis-vara.webp")
    assert (Image.open(io.BytesIO(content)).size, media_type) == ((1000, 500), "image/webp")


@pytest.mark.parametrize(("width", "shown"), [(None, 1000), (480, 480), (960, 960), (1600, 1000), (7, 1000)])
def test_narrow_copies_can_be_asked_for(made, width, shown):
    draft = begin(made)
    made.attach_image(ANA, draft, "a.png", png())
    assert Image.open(io.BytesIO(made.image_content(ANA, draft, "a.webp", width)[0])).width == shown


def test_two_images_of_one_name_get_names_of_their_own(made):
    draft = begin(made)
    names = [made.attach_image(ANA, draft, "a.png", png(colour=colour)).name for colour in ("red", "blue", "green")]
    assert names == ["a.webp", "a-2.webp", "a-3.webp"]


def test_only_those_who_may_see_a_draft_see_its_images(made):
    draft = begin(made)
    made.attach_image(ANA, draft, "a.png", png())
    for actor in (ION, EVA):
        with pytest.raises(NotFound):
            made.image_content(actor, draft, "a.webp")
    with pytest.raises(NotFound):
        made.attach_image(ION, draft, "a.png", png())
    with pytest.raises(NotFound):
        made.image_content(ANA, draft, "../secret_key")
    made.submissions.submit(ANA, draft, YES)
    assert made.image_content(EVA, draft, "a.webp")[1] == "image/webp"


def test_what_is_no_image_leaves_nothing_behind(made):
    draft = begin(made)
    for data in (b"", b"<svg onload='alert(1)'/>", png()[:100]):
        with pytest.raises(Unprocessable):
            made.attach_image(ANA, draft, "a.png", data)
    assert uploads(made) == []


def test_when_an_image_may_not_be_added_any_more_its_files_go(made):
    draft = begin(made)
    made.submissions.submit(ANA, draft, YES)
    with pytest.raises((Conflict, Forbidden)):
        made.attach_image(ANA, draft, "a.png", png())
    assert uploads(made) == []


def test_an_image_that_is_let_go_of_is_deleted_with_its_copies(made):
    draft = begin(made)
    made.attach_image(ANA, draft, "a.png", png())
    kept = made.attach_image(ANA, draft, "b.png", png((100, 100)))
    made.detach_image(ANA, draft, "a.webp")
    assert [file.name for file in uploads(made)] == [kept.file]
    made.forget_images(made.submissions.discard(ANA, draft))
    assert uploads(made) == []


def test_images_come_into_the_library_with_the_text_that_shows_them(made):
    draft = begin(made, "\n![Afiș](../media/prune/a.webp)\n")
    made.attach_image(ANA, draft, "a.png", png())
    made.attach_image(ANA, draft, "unused.png", png())
    publish(made, draft)
    assert media(made) == ["prune/a.480.webp", "prune/a.960.webp", "prune/a.webp"]
    html = made.case("prune").texts[0].body.html
    assert 'src="/media/prune/a.webp"' in html
    assert made.submissions.submission(ANA, draft).state is State.PUBLISHED


def test_nobody_writes_into_the_folder_of_another_page(made):
    folder = made.settings.content_folder / "media/struguri-in-loc-de-flori"
    folder.mkdir(parents=True)
    (folder / "a.webp").write_bytes(b"theirs")
    draft = begin(made, "\n![x](../media/struguri-in-loc-de-flori/a.webp)\n")
    made.attach_image(ANA, draft, "a.png", png())
    publish(made, draft)
    assert (folder / "a.webp").read_bytes() == b"theirs"
    assert media(made) == ["struguri-in-loc-de-flori/a.webp"]


def test_a_crash_between_image_and_text_is_made_good(made):
    draft = begin(made, "\n![Afiș](../media/prune/a.webp)\n")
    made.attach_image(ANA, draft, "a.png", png())
    made.submissions.submit(ANA, draft, YES)
    written = []

    def write(path, content):
        if len(written) >= 2:
            raise StorageFailed("the disk is full")
        written.append(path)
        write_atomically(path, content)

    class Failing(Services):
        file_steps = FileSteps(write=write)

    failing = Failing(made.settings, made.index)
    with pytest.raises(StorageFailed):
        failing.approve(EVA, draft, 1)
    failing.end_rendering()
    assert not (made.settings.content_folder / PATH).exists()
    made.publish_approved()
    assert len(media(made)) == 3
    assert made.case("prune") is not None


def test_the_pages_of_the_site_say_how_large_images_are(made):
    draft = begin(made, "\n![Afiș](../media/prune/a.webp)\n\n![Gol](../media/prune/none.webp)\n")
    made.attach_image(ANA, draft, "a.png", png())
    made.attach_image(ANA, draft, "none.png", png())
    publish(made, draft)
    (made.settings.content_folder / "media/prune/none.webp").unlink()
    shown = made.with_images(made.case("prune").texts[0].body.html)
    assert 'width="1000" height="500" srcset="/media/prune/a.480.webp 480w, /media/prune/a.960.webp 960w, ' in shown
    assert 'alt="Afiș"' in shown and 'loading="lazy"' in shown
    assert shown.count("width=") == 1


def test_large_photographs_have_their_size_too(made):
    out = io.BytesIO()
    Image.effect_noise((1500, 1000), 90).save(out, "WEBP", lossless=True)
    assert len(out.getvalue()) > 300_000
    folder = made.settings.content_folder / "media/x"
    folder.mkdir(parents=True)
    (folder / "big.webp").write_bytes(out.getvalue())
    assert 'width="1500" height="1000"' in made.with_images('<img alt="" src="/media/x/big.webp">')


def test_an_image_placed_by_hand_has_its_size_too_and_what_is_none_stays_as_it_is(made):
    folder = made.settings.content_folder / "media/x"
    folder.mkdir(parents=True)
    (folder / "hand.png").write_bytes(png((300, 200)))
    (folder / "bad.png").write_bytes(b"text")
    html = "".join(f'<img alt="" src="/media/x/{name}.png">' for name in ("hand", "bad", "gone"))
    shown = made.with_images(html)
    assert shown == html.replace('alt="" src="/media/x/hand.png"',
        'alt="" width="300" height="200" src="/media/x/hand.png"')
    (folder / "hand.png").write_bytes(png((30, 20)))
    assert 'width="30" height="20"' in made.with_images(html)
    assert made.with_images("<p>text</p>") == "<p>text</p>"


def test_settings_without_an_instance_folder_show_pages_all_the_same(made):
    bare = Services(dataclasses.replace(made.settings, instance=None), made.index)
    assert bare.with_images('<img alt="" src="/media/x/y.png">') == '<img alt="" src="/media/x/y.png">'
