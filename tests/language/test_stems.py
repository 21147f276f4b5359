"""Stems against a table: forms that must meet, words that must stay apart. The endings were chosen against it."""

from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language import fold, stem, words

ONE_WORD = """
struguri strugurii strugurilor strugure strugurele strugurelui
vin vinul vinului vinuri vinurile vinurilor
vândut vândută vânduți vândute vând vinde vindem
vânzare vânzarea vânzări vânzării vânzările vânzărilor
informație informația informații informațiile informației informațiilor informatii
campanie campania campanii campaniile campaniei campaniilor
companie compania companii companiei companiilor
agenție agenția agenții agențiile agenției
reclamă reclama reclame reclamei reclamelor reclamele
client clientul clienți clienții clienților clientului
cumpărător cumpărători cumpărătorii cumpărătorilor cumpărătoare
specialist specialiști specialiștii specialiștilor
turist turiști turiștii turiștilor turistic turistică
fermier fermieri fermierii fermierilor
tânăr tineri tinerii tinerilor tânără
produs produse produsele produselor produsul
magazin magazine magazinul magazinele magazinelor
restaurant restaurante restaurantul restaurantelor
eveniment evenimente evenimentul evenimentelor
concurs concursuri concursul concursului
târg târguri târgul târgului târgurilor
preț prețuri prețul prețurilor prețului
brand branduri brandul brandului brandurile
festival festivaluri festivalul festivalului
grup grupuri grupul grupului grupurile
rezultat rezultate rezultatele rezultatelor
pagină pagini pagina paginile paginii
postare postări postarea postările
fotografie fotografii fotografia fotografiile
piață piața piețe pieței piețelor piețele
viață viața vieți vieții
stradă strada străzi străzii străzilor
livadă livada livezi livezile
floare floarea flori florii florilor
școală școala școli școlii școlilor
băutură băuturi băuturilor băuturii
măsură măsuri măsurile măsura
cafenea cafeneaua cafenele cafenelei cafenelelor
model modele modelul modelele modelelor
hotel hoteluri hotelul hotelului
mobil mobilă mobile mobilul
oraș orașe orașul orașelor orașului
sat sate satul satele satelor
premiu premii premiul premiilor
an anul ani anii anilor anului
om omul oameni oamenii oamenilor
copil copii copiii copiilor copilul
vie via vii viile viilor viei
vinărie vinării vinăria vinăriile vinăriilor
moldovean moldoveni moldovenii moldovenilor
moldovenesc moldovenești moldovenească
italian italieni italiana italienii
european europeni europeană
masă masa mese mesele
cuvânt cuvinte cuvântul cuvintele
video videoul videouri videourile
lecție lecții lecțiile lecției
cînd când
campanie CAMPANIE campania
винодельня винодельни винодельню винодельне
кампания кампании кампанию кампаний кампаниями
вино вина вином вину
виноград винограда виноградом
реклама рекламы рекламу рекламой
продажа продажи продаж продажам
бренд бренды бренда брендов
подписчик подписчики подписчиков
фермер фермеры фермеров
магазин магазины магазинов
зелёный зеленый зелёная
""".strip().splitlines()

APART = [
    ("vin", "veni"),
    ("vin", "venit"),
    ("vin", "vinărie"),
    ("vin", "vineri"),
    ("vie", "viață"),
    ("piață", "piatră"),
    ("campanie", "companie"),
    ("client", "climă"),
    ("post", "pastă"),
    ("struguri", "strungar"),
    ("carte", "cartof"),
    ("oraș", "orez"),
    ("brand", "brânză"),
    ("bere", "bară"),
    ("flori", "floc"),
    ("target", "târg"),
    ("model", "mod"),
    ("modele", "moduri"),
    ("hotel", "hoț"),
    ("seară", "sare"),
    ("restaurant", "restanță"),
    ("turist", "tur"),
    ("an", "ana"),
    ("om", "omletă"),
    ("sat", "satelit"),
    ("agenție", "agendă"),
    ("lecție", "lege"),
    ("strada", "stradanie"),
    ("deal", "dela"),
    ("goal", "gol"),
    ("lead", "led"),
    ("market", "marcă"),
    ("кампания", "компания"),
    ("вино", "вина́рня"),
    ("винодельня", "вино"),
    ("виноград", "вино"),
    ("продажа", "предложение"),
    ("рынок", "рыба"),
    ("йод", "иод"),
    ("vin", "вин"),
]

UNCHANGED = ["2019", "b2b", "covid19", "c++", "c#", "%", "4g", "日本語", "ῥόδος", "1200", ""]


@pytest.mark.parametrize("forms", ONE_WORD)
def test_forms_of_a_word_share_a_stem(forms):
    assert len({stem(fold(form)) for form in forms.split()}) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_words_have_different_stems(one, other):
    assert stem(fold(one)) != stem(fold(other))


def test_the_table_is_large_enough_to_choose_endings_by():
    meeting = sum(len(list(combinations(set(forms.split()), 2))) for forms in ONE_WORD)
    assert meeting >= 300
    assert len(APART) >= 35


@pytest.mark.parametrize("word", UNCHANGED)
def test_words_with_digits_or_signs_and_other_scripts_are_their_own_stems(word):
    assert stem(word) == word


def test_typing_without_diacritics_gives_the_same_stem():
    plain = str.maketrans("ăâșțăîё", "aastaiе")
    for forms in ONE_WORD:
        modern = [form for form in forms.lower().split() if form != "cînd"]
        assert {stem(form.translate(plain)) for form in modern} == {stem(fold(form)) for form in modern}


@given(st.text())
def test_every_word_has_a_stem_that_is_one_word(text):
    for word in words(text):
        assert stem(word)
        assert words(stem(word)) == [stem(word)]


@given(st.text(alphabet="abcdeghilmnoprstuvz", min_size=1, max_size=14))
def test_a_latin_stem_is_not_longer_than_the_word_by_more_than_an_irregular(word):
    assert len(stem(word)) <= len(word) + 2


def test_threads_get_the_same_stems():
    forms = [fold(form) for line in ONE_WORD for form in line.split()]
    alone = [stem.__wrapped__(form) for form in forms]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(stem.__wrapped__, forms * 20))
    assert together == alone * 20


def test_stems_are_remembered_within_bounds():
    assert stem.cache_info().maxsize is not None


KEPT_APART = [
    ("платья", "платили"), ("лица", "лицей"), ("лице", "лицею"), ("вместе", "вместо"), ("vine", "vin"),
    ("venit", "vinuri"), ("lectura", "lectii"), ("politia", "politica"), ("anulat", "anul"), ("ceara", "cere"),
    ("deseuri", "desi"), ("floresti", "flori"), ("maini", "man"), ("legea", "leaga"), ("masura", "masa"),
    ("mediu", "media"),
    ("meniul", "men"), ("moduri", "moda"), ("patrie", "patru"), ("publicat", "public"), ("serie", "seri"),
    ("spate", "spatiu"), ("statie", "statul"), ("traseu", "trai"), ("trees", "trei"), ("vina", "vinuri"),
    ("дорога", "дорого"), ("лето", "лет"), ("призыв", "призы"), ("семья", "семь"), ("статья", "стать"),
    ("цели", "целый"),
]


@pytest.mark.parametrize(("one", "other"), KEPT_APART)
def test_words_that_only_look_alike_keep_stems_of_their_own(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize("forms", [
    "платье платья платьев платьями", "лицей лицея лицеев", "vine veni venit venim", "инстаграм инстаграма инстаграме",
    "телеграм телеграме телеграмом", "lectura lecturi lecturilor", "politie politia politist",
    "ресторан ресторана ресторане рестораны ресторанов", "журнал журнала журналы журналов", "канал каналы канале",
    "экран экрана экраны экране", "материал материалы материалов", "начало начала начале",
    "anulat anularea", "deseu deseuri deseurilor",
    "masura masuri masurile", "mediu mediul mediului", "serie serii seriile", "statie statii statiilor",
    "traseu trasee traseele", "дорога дороги дорог", "летний лето летом", "призыв призывы призывает",
    "семья семьи семьям", "статья статей статьями", "цель целей целями",
])
def test_forms_of_a_word_kept_apart_have_one_stem(forms):
    assert len({stem(form) for form in forms.split()}) == 1
