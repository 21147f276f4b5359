"""Words that praise or judge, by what is to be said against them. One line a language: Romanian, Russian, English.

They are found in all their forms. Words that also name a fact ("unique visitors", "success rate") are not here.
"""

from collections.abc import Mapping

PRAISE = (
    "excelent, excepțional, extraordinar, uimitor, spectaculos, remarcabil, fantastic, grandios, senzațional, "
    "impresionant, răsunător, formidabil, minunat, genial, magnific, fabulos, incredibil, fenomenal, strălucit, "
    "fulminant, colosal, succes răsunător, succes uriaș, mare succes, rezultate excelente, de neuitat, "
    "revoluționar, inegalabil, de excepție, de vis, superb, extrem de reușit, a făcut furori, a cucerit inimile",
    "потрясающий, невероятный, феноменальный, грандиозный, восхитительный, великолепный, блестящий, сногсшибательный, "
    "ошеломительный, ошеломляющий, впечатляющий, гениальный, фантастический, сенсационный, превосходный, "
    "изумительный, незабываемый, революционный, непревзойдённый, огромный успех, оглушительный успех, "
    "колоссальный, шикарный, роскошный результат, покорил сердца, произвёл фурор",
    "amazing, incredible, outstanding, stunning, spectacular, phenomenal, fantastic, brilliant, awesome, huge success, "
    "remarkable, impressive, extraordinary, groundbreaking, revolutionary, unforgettable, world-class, game-changing, "
    "best-in-class, cutting-edge, won the hearts",
)
SUPERLATIVE = (
    "cel mai bun, cea mai bună, cei mai buni, cele mai bune, cel mai mare, cea mai mare, cel mai popular, "
    "cea mai populară, cel mai cunoscut, cea mai cunoscută, cel mai iubit, cea mai iubită, lider de piață, "
    "liderul pieței, numărul unu, fără egal, fără precedent, unic în felul său, unică în felul său, "
    "pentru prima dată în istorie",
    "самый лучший, самая лучшая, самые лучшие, самый популярный, самая популярная, самый большой, самая большая, "
    "самый известный, самая известная, самый любимый, номер один, лидер рынка, не имеет аналогов, беспрецедентный, "
    "единственный в своём роде",
    "the best, the most popular, the biggest, the largest, best-known, market leader, number one, unprecedented, "
    "unparalleled, one of a kind, second to none",
)
LOADED = (
    "de rușine, scandalos, jalnic, lamentabil, dezastruos, catastrofal, penibil, ridicol, mizerabil, escroc, "
    "escrocherie, "
    "hoție, bătaie de joc, din păcate, din fericire, groaznic, oribil, prostesc, incompetent, trist dar adevărat, "
    "evident că, bineînțeles că, toată lumea știe",
    "позорный, позор, скандальный, жалкий, ужасный, катастрофический, провальный, смехотворный, мошенник, "
    "мошеннический, воровство, издевательство, к сожалению, к счастью, кошмарный, отвратительный, бездарный, "
    "некомпетентный, разумеется, очевидно что, все знают",
    "shameful, scandalous, pathetic, terrible, horrible, disastrous, ridiculous, miserable, crook, swindle, fraudster, "
    "unfortunately, fortunately, of course, obviously, needless to say, everybody knows, incompetent",
)
# What looks like one of them and says no more than how many.
NEUTRAL = (
    "cea mai mare parte, cele mai multe, cei mai mulți, unul dintre cele mai, una dintre cele mai",
    "большая часть, самая большая часть",
    "the largest part, the best part of",
)
TONE_WORDS: Mapping[str, tuple[str, str, str]] = {
    "neutral": NEUTRAL, "praise": PRAISE, "superlative": SUPERLATIVE, "loaded": LOADED,
}
