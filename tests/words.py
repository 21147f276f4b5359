"""Word lists from which made-up texts are drawn: frequent small words, stems of the field with endings, names."""

FREQUENT = {
    "ro": "de și în la a cu pe din pentru că nu o un care s-a mai au fost este ce se prin sau dar ale lor după când "
          "până între fără sub doar astfel apoi iar ei ea el noi",
    "ru": "и в на с по для из не что о а как это они был была были за от до при или но их его ещё также когда только "
          "без между под потом уже все мы она он",
    "en": "the of and to in a for on with by was were that it from as at is which their not had or but after when "
          "only then more than they we all also into",
}

STEMS = {
    "ro": "campani vânzăr client magazin strugur vin rețet familia televiziun comunitat fotografi pagin postar "
          "reclam concurs premiu festival turist pensiun sat oraș capital restaurant cafenea terasă meniu livrar "
          "comand preț ofert reducer buget rezultat creșter abonat vizualizar comentari distribuir video clip "
          "emisiun interviu jurnalist presă echip marketing brand logo ambalaj etichet produs fermier legum fruct "
          "miere brânz pâin haină modă designer muzic concert artist spectacol teatr bilet carte bibliotec școal "
          "elev student profesor curs banc credit card telefon aplicați program internet rețea mesaj email influencer "
          "strategi obiectiv public segment sondaj opini încreder reputați criz scuz promisiun donați voluntar "
          "spital medic farmaci sănătat sport maraton alergător echipament grădin floar primăvar toamn sărbătoar",
    "ru": "кампани продаж клиент магазин виноград вин рецепт семь телевидени сообществ фотографи страниц публикаци "
          "реклам конкурс приз фестивал турист пансион сел город столиц ресторан кафе террас меню доставк заказ цен "
          "предложени скидк бюджет результат рост подписчик просмотр комментари репост видео ролик передач интервью "
          "журналист пресс команд маркетинг бренд логотип упаковк этикетк продукт фермер овощ фрукт мёд сыр хлеб "
          "одежд мод дизайнер музык концерт артист спектакл театр билет книг библиотек школ ученик студент учител "
          "курс банк кредит карт телефон приложени программ интернет сет сообщени блогер стратеги цел аудитори "
          "сегмент опрос мнени довери репутаци кризис извинени обещани пожертвовани волонтёр больниц врач аптек "
          "здоровь спорт марафон бегун снаряжени сад цвет весн осен праздник",
    "en": "campaign sale client shop grape wine recipe family television community photo page post advert contest "
          "prize festival tourist guesthouse village town capital restaurant cafe terrace menu delivery order price "
          "offer discount budget result growth follower view comment share video clip broadcast interview journalist "
          "press team marketing brand logo package label product farmer vegetable fruit honey cheese bread garment "
          "fashion designer music concert artist show theatre ticket book library school pupil student teacher "
          "course bank credit card phone app programme internet network message blogger strategy goal audience "
          "segment survey opinion trust reputation crisis apology promise donation volunteer hospital doctor "
          "pharmacy health sport marathon runner gear garden flower spring autumn holiday",
}

ENDINGS = {
    "ro": ("", "a", "e", "i", "ul", "ului", "ele", "ile", "elor", "ilor", "uri", "urilor"),
    "ru": ("", "а", "ы", "у", "ом", "е", "ов", "ам", "ами", "ах", "ой", "ю"),
    "en": ("", "s", "ing", "ed", "er"),
}

SYLLABLES = {
    "ro": ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "să", "ță", "vâ", "zi", "răs", "mol", "tur"),
    "ru": ("ба", "ве", "ди", "го", "жу", "ла", "ме", "ни", "по", "ру", "со", "тя", "фи", "хо", "цы", "чай", "мор"),
    "en": ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "so", "ta", "vi", "wen", "lor", "mar", "ton"),
}

FIRST_NAMES = ("Ana", "Diana", "Doina", "Elena", "Irina", "Maria", "Natalia", "Olga", "Tatiana", "Victoria", "Andrei",
               "Constantin", "Dumitru", "Eugeniu", "Igor", "Ion", "Mihai", "Sergiu", "Vadim", "Vasile")
LAST_NAMES = ("Albu", "Balan", "Bejan", "Botnaru", "Bujor", "Cebotari", "Ceban", "Ciobanu", "Cojocaru", "Crudu",
              "Cușnir", "Gherman", "Lungu", "Moraru", "Munteanu", "Popa", "Rotaru", "Rusu", "Sârbu", "Țurcanu")
FIRMS = ("Casa", "Crama", "Fabrica", "Ferma", "Grădina", "Moara", "Pensiunea", "Atelierul", "Librăria", "Cafeneaua")
