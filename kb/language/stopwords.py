"""Words that hold sentences together in Romanian, Russian and English, folded. Searches may do without them.

Left out on purpose, because people look for them: AI, IT, PR, vin, mai (the month), one, no.
"""

_ROMANIAN = """
    a acea aceasta aceea acel acela acele acest acesta aceste acesti al ale alt alta alte am ar are as asa
    asta atat au avea ca care cand cat ce cel cele cei cea ci cine cu cum da daca dar de deci din dintr dintre
    doar dupa e ea ei el ele era este eu fara fi fie fiind fost i ii il in incat inca intr intre isi iti iar l
    la le li lor lui mi ne ni nici nu o or ori pana pe pentru prea prin printr s sa sai sale sant sau se si
    spre su sub sunt suntem t te ti tu u ul un una unde unei unele unor unui va vor voi vom
    cati cate cata catre cumva despre fac face faci imi nostru noastra nostri noastre oare peste pot
    poate putem poti tale tau ta tuturor tot toate toti toata vreau vrea unul unora
    acolo aici apoi astfel atunci carei careia carora carui caruia celor chiar cineva deja decat fiecare foarte insa
    mea mei mele meu numai oricand oricat orice oricine oricui spui spun spune spus
"""
_RUSSIAN = """
    а без бы был была были было быть в вам вас весь во вот все всего всех вы где да для до его ее ей если есть
    еще же за и из или им их к как какая какие какой когда кто ли либо между меня мне мы на над нам нас не
    него нее нет ни них но ну о об однако он она они оно от по под после при про с свое свои своих со так
    такая также такие такой там те тем то тогда того тоже той только том ту ты у уже хотя чего чей чем что
    чтобы через который которая которое которые которых которым сколько куда откуда почему зачем можно нужно надо
    кого кому чему этих этим самый самая очень каким каких какую какое также эта эти это этого этой этом этот эту я
    другая другие другим другими других другого другое другой другом другому другую именно каждая каждого каждое
    каждой каждом каждому каждую каждые каждый которого которому которую котором которыми любая любого любое любой
    любые любых один одна одни одним одними одного одной одном одному одну около почти сам сама сами само самим самих
    самого своего своей своем своему своим своими свой своя свою та ту
"""
_ENGLISH = """
    a about after all also an and any are as at be been before being but by can could did do does for from had
    has have he her here him his how i if in into is its me my nor not of on or our out s she should so some
    such t than best during does doing without within under over get got make made much many
    that the their them then there these they this those through to too was we were what when
    where which while who whom why will with would you your
    getting just let letting making only very
"""

_STOP_WORDS = frozenset(f"{_ROMANIAN} {_RUSSIAN} {_ENGLISH}".split())


def is_stop(folded: str) -> bool:
    """Whether a folded word says nothing by itself in one of the three languages."""
    return folded in _STOP_WORDS
