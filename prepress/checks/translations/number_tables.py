"""Number tables: how languages spell the numbers up to a thousand, and words that may stand for a
number.
"""

from __future__ import annotations

from collections.abc import Mapping


def _number_table(words: str, first: int = 0, step: int = 1) -> dict[str, float]:
    """Words one after the other as numbers from `first` on; several for one number between
    strokes.
    """
    groups = enumerate(words.split())
    return {
        each.replace("~", " "): first + step * index
        for index, group in groups
        for each in group.split("|")
    }


def _english() -> dict[str, float]:
    table = _number_table(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen "
        "seventeen eighteen nineteen"
    )
    ones = {word: value for word, value in table.items() if 1 <= value <= 9}
    tens = _number_table("twenty thirty forty|fourty fifty sixty seventy eighty ninety", 20, 10)
    table |= tens | {f"{ten} {one}": tens[ten] + ones[one] for ten in tens for one in ones}
    return (
        table
        | {f"{one} hundred": 100 * ones[one] for one in ones}
        | {"hundred": 100, "thousand": 1000}
    )


def _spanish() -> dict[str, float]:
    table = _number_table(
        "cero un|uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce "
        "quince "
        "dieciséis|dieciseis diecisiete dieciocho diecinueve veinte veintiuno|veintiún|veintiuna "
        "veintidós|veintidos veintitrés|veintitres veinticuatro veinticinco veintiséis|veintiseis "
        "veintisiete "
        "veintiocho veintinueve"
    )
    ones = {word: value for word, value in table.items() if 1 <= value <= 9}
    tens = _number_table("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10)
    hundreds = _number_table(
        "cien|ciento doscientos|doscientas trescientos|trescientas cuatrocientos|cuatrocientas "
        "quinientos|quinientas "
        "seiscientos|seiscientas setecientos|setecientas ochocientos|ochocientas "
        "novecientos|novecientas",
        100,
        100,
    )
    for joint in (" y ", " "):  # the second is misspelt, and said
        table |= {f"{ten}{joint}{one}": tens[ten] + ones[one] for ten in tens for one in ones}
    return table | tens | hundreds | {"mil": 1000}


def _french() -> dict[str, float]:
    table = _number_table(
        "zéro un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze "
        "quinze seize "
        "dix~sept dix~huit dix~neuf"
    )
    ones = {word: value for word, value in table.items() if 1 <= value <= 9}
    teens = {word: value for word, value in table.items() if 10 <= value <= 19}
    tens = _number_table(
        "vingt trente quarante cinquante soixante septante huitante|octante nonante", 20, 10
    )
    more: dict[str, float] = {**tens, "quatre vingts": 80, "quatre vingt": 80}
    for ten, value in tens.items():
        more |= {f"{ten} {one}": value + ones[one] for one in ones}
        more |= {f"{ten} et {one}": value + 1 for one in ("un", "une")}
    more |= {f"soixante {teen}": 60 + teens[teen] for teen in teens} | {"soixante et onze": 71}
    more |= {f"quatre vingt {word}": 80 + value for word, value in {**ones, **teens}.items()}
    hundreds = {f"{one} {cent}": 100 * ones[one] for one in ones for cent in ("cent", "cents")}
    return table | more | hundreds | {"cent": 100, "mille": 1000}


def _german() -> dict[str, float]:
    table = _number_table(
        "null eins|ein|eine|einen|einem|einer|eines zwei|zwo drei vier fünf sechs sieben acht "
        "neun zehn elf zwölf "
        "dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
    )
    stems = {word: value for word, value in table.items() if 2 <= value <= 9} | {"ein": 1}
    tens = _number_table(
        "zwanzig dreißig|dreissig vierzig fünfzig sechzig siebzig achtzig neunzig", 20, 10
    )
    table |= tens | {f"{stem}und{ten}": stems[stem] + tens[ten] for stem in stems for ten in tens}
    return table | {"hundert": 100, "tausend": 1000}


def _vietnamese() -> dict[str, float]:
    ones = _number_table("một hai ba bốn|tư năm sáu bảy|bẩy tám chín", 1)
    # Behind a ten, năm is “years”, and five is lăm.
    last = {word: value for word, value in ones.items() if word != "năm"} | {
        "mốt": 1,
        "lăm": 5,
        "nhăm": 5,
    }
    table: dict[str, float] = {**ones, "mười": 10} | {f"mười {one}": 10 + last[one] for one in last}
    for ten, value in ones.items():
        if value > 1:
            table |= {f"{ten} mươi": 10 * value} | {
                f"{ten} mươi {one}": 10 * value + last[one] for one in last
            }
        table |= {f"{ten} trăm": 100 * value}
    return table | {"nghìn": 1000, "ngàn": 1000}


#: Number words by language. A hyphen in them counts as a space.
TABLES: Mapping[str, Mapping[str, float]] = {
    "en": _english(),
    "es": _spanish(),
    "fr": _french(),
    "de": _german(),
    "vi": _vietnamese(),
}
#: What may stand for a number, but also for something else, so that it alone is never a difference.
WEAK: Mapping[str, Mapping[str, float]] = {
    "en": {"a": 1, "an": 1, "once": 1, "single": 1, "both": 2, "double": 2, "pair": 2, "couple": 2}
    | {
        "twice": 2,
        "twice as": 2,
        "twice the": 2,
        "thrice": 3,
        "triple": 3,
        "decade": 10,
        "decades": 10,
        "dozen": 12,
        "fortnight": 14,
        "century": 100,
    }
    | {
        "threefold": 3,
        "tenfold": 10,
        "hundreds": 100,
        "thousands": 1000,
        "quarter": 4,
        "third": 3,
        "fifth": 5,
    }
    | {"half": 0.5, "half a": 0.5, "half an": 0.5, "half of a": 0.5, "half of an": 0.5},
    "es": {
        "ambos": 2,
        "ambas": 2,
        "doble": 2,
        "par": 2,
        "triple": 3,
        "decena": 10,
        "década": 10,
        "docena": 12,
    }
    | {
        "quincena": 15,
        "veintena": 20,
        "centenar": 100,
        "siglo": 100,
        "medio": 0.5,
        "media": 0.5,
        "mitad": 0.5,
    }
    | {
        "tercio": 3,
        "cuarto": 4,
        "quinto": 5,
        "décadas": 10,
        "único": 1,
        "única": 1,
        "millar": 1000,
        "sendos": 2,
    }
    | {"mitad de un": 0.5, "mitad de una": 0.5},
    "fr": {"double": 2, "paire": 2, "triple": 3, "huitaine": 8, "dizaine": 10, "décennie": 10}
    | {
        "douzaine": 12,
        "quinzaine": 15,
        "vingtaine": 20,
        "trentaine": 30,
        "centaine": 100,
        "siècle": 100,
    }
    | {
        "millier": 1000,
        "demi": 0.5,
        "demie": 0.5,
        "moitié": 0.5,
        "tiers": 3,
        "quart": 4,
        "cinquième": 5,
        "neuf": 9,
    }
    | {f"moitié d{mark}{one}": 0.5 for mark in "'’" for one in ("un", "une")},
    "de": {
        "beide": 2,
        "doppel": 2,
        "doppelt": 2,
        "paar": 2,
        "jahrzehnt": 10,
        "dutzend": 12,
        "jahrhundert": 100,
    }
    | {
        "hälfte": 0.5,
        "anderthalb": 1.5,
        "eineinhalb": 1.5,
        "drittel": 3,
        "viertel": 4,
        "fünftel": 5,
        "acht": 8,
    }
    | {"halb": 0.5},
    "vi": {
        "đôi": 2,
        "đôi ba": 2,
        "cả hai": 2,
        "gấp đôi": 2,
        "gấp ba": 3,
        "tá": 12,
        "thập kỷ": 10,
        "thế kỷ": 100,
        "rưỡi": 0.5,
    }
    | {"một": 1, "ba": 3, "tư": 4, "năm": 5, "chín": 9, "tám": 8, "nửa": 0.5, "một nửa": 0.5},
}
#: What these count, of which they say nothing else.
COUNTING: Mapping[str, Mapping[str, str]] = {
    "en": dict.fromkeys(("once", "twice", "thrice"), "time")
    | dict.fromkeys(("double", "triple", "threefold", "tenfold", "twice as", "twice the"), "fold")
    | {"fortnight": "day"},
    "es": {"doble": "fold", "triple": "fold", "quincena": "day"},
    "fr": {"double": "fold", "triple": "fold", "quinzaine": "day"},
    "de": {"doppelt": "fold"},
    "vi": {"gấp đôi": "fold", "gấp ba": "fold"},
}
#: Where “one” is a pronoun or no number: “no one”, “this one”; “one of them”, “one day”, “one
#: should”.
BEFORE_PRONOUN = (
    "no|any|some|every|each|this|that|the|which|another|other|loved|new|right|first|last|only|by|"
    "to|on|as"
)
BEHIND_PRONOUN = (
    "of|by|to|on|in|at|as|and|or|nor|who|whom|that|which|another|more|should|must|can|cannot|may|"
    "might|will|would|"
    "could|has|had|is|was|does|do|feels|needs|way|thing|point|part|reason|day|person|hand|side"
)
ARABIC: Mapping[str, float] = {
    **_number_table(
        "صفر واحد|واحدة|واحدا|احد|احدي اثنان|اثنين|اثنتان|اثنتين|اثنا|اثني|اثنتا|اثنتي ثلاث|ثلاثة "
        "اربع|اربعة خمس|خمسة ست|ستة سبع|سبعة ثمان|ثماني|ثمانية تسع|تسعة عشر|عشرة"
    ),
    **_number_table(
        (
            "عشرون|عشرين ثلاثون|ثلاثين اربعون|اربعين خمسون|خمسين ستون|ستين سبعون|سبعين "
            "ثمانون|ثمانين تسعون|تسعين"
        ),
        20,
        10,
    ),
    **_number_table(
        "مئة|مائة مئتان|مئتين|مائتان|مائتين|مئتا|مئتي|مائتا|مائتي "
        "ثلاثمئة|ثلاثمائة اربعمئة|اربعمائة خمسمئة|خمسمائة "
        "ستمئة|ستمائة سبعمئة|سبعمائة ثمانمئة|ثمانمائة|ثمانيمئة|ثمانيمائة تسعمئة|تسعمائة",
        100,
        100,
    ),
    **{
        "كلا": 2,
        "كلتا": 2,
        "الف": 1000,
        "الفان": 2000,
        "الفين": 2000,
        "نصف": 0.5,
        "عقد": 10,
        "قرن": 100,
    },
}
#: A contract or a decade, a horn or a century, “no!” or both.
ARABIC_WEAK = frozenset({"عقد", "قرن", "كلا", "كلتا"})
#: “I am not”, and Monday.
ARABIC_NO_NUMBERS = frozenset({"لست", "الاثنين"})
#: What is counted, by what it is: its singular and its plural; “two of them” is made from the
#: singular.
ARABIC_COUNTED: Mapping[str, str] = {
    "portion": "حبة حبات|قرص اقراص|كبسولة كبسولات|قطرة قطرات|جرعة جرعات|بخة بخات|ملعقة ملاعق|"
    "حقنة حقن|لصقة "
    "لصقات|"
    "كيس اكياس|امبولة امبولات|تحميلة تحاميل",
    "time": "مرة مرات|جلسة جلسات|زيارة زيارات|موعد مواعيد",
    "minute": "دقيقة دقائق",
    "hour": "ساعة ساعات",
    "day": "يوم ايام",
    "week": "اسبوع اسابيع",
    "month": "شهر اشهر|شهر شهور",
    "year": "سنة سنوات|عام اعوام",
}
#: Before a thing that is counted, these say that it is not one: each, half, any, first, last, this.
ARABIC_NOT_ONE = frozenset(
    {"كل", "نصف", "اي", "اول", "لاول", "اخر", "هذه", "هذا", "ذات", "عدة", "بضع"}
)
#: “and”, “in”, “for”, “the” and others that are written together with a word.
ARABIC_PREFIXES = ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ف", "ك")
#: What Chinese counts with; a number before anything else may be a part of some word.
CHINESE_COUNTED = frozenset(
    "个個名位次年小天日周週星岁歲倍项項条條点點例剂劑片种種秒人只组組期类類轮輪步杯粒颗顆支瓶场場"
    "滴丸喷噴贴貼袋包勺匙枚针針礼禮"
)
