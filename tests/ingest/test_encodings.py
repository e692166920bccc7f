"""Files in the encodings and languages that reach a practice, each read in its own letters."""

from __future__ import annotations

import pytest

from dashboard.ingest.decoding import decoded

TEXTS = {
    "he": "שם,עיר,הערה\nדוד כהן,תל אביב,מבקש ייעוץ\nרות לוי,חיפה,חוזרת אליכם מחר\nיעל מזרחי,ירושלים,שאלה על מחיר\n",
    "el": "Όνομα,Πόλη,Σχόλιο\nΓιώργος Παπαδόπουλος,Αθήνα,θέλει ραντεβού\nΜαρία Νικολάου,Πάτρα,ρώτησε για την τιμή\n",
    "th": "ชื่อ,เมือง,หมายเหตุ\nสมชาย ใจดี,กรุงเทพ,ต้องการปรึกษาแพทย์\nสมหญิง รักไทย,เชียงใหม่,ถามราคาการผ่าตัด\n",
    "ru": "Имя,Город,Примечание\nИван Петров,Москва,хочет записаться на приём\nАнна Смирнова,Казань,позвонить завтра\n",
    "ar": "الاسم,المدينة,ملاحظة\nمحمد علي,القاهرة,يريد حجز موعد\nفاطمة حسن,الرياض,سألت عن السعر\n",
    "tr": "Ad,Şehir,Not\nAyşe Yılmaz,İstanbul,fiyat sordu\nMehmet Öztürk,İzmir,yarın ara\nGül Şahin,Muğla,randevu\n",
    "pl": "Imię,Miasto,Uwaga\nŁukasz Wójcik,Łódź,prosi o telefon\nMałgorzata Żak,Kraków,pyta o cenę zabiegu\n",
    "cs": "Jméno,Město,Poznámka\nTomáš Dvořák,Plzeň,chce schůzku\nJiří Němec,Ústí,zavolat příští týden\n",
    "hr": "Ime,Grad,Napomena\nŽeljko Šimić,Zagreb,traži termin\nĐurđa Čolić,Šibenik,nazvati sutra\n",
    "lt": "Vardas,Miestas,Pastaba\nJonas Žukauskas,Šiauliai,nori susitikti\nEglė Kazlauskienė,Kėdainiai,klausė\n",
    "fr": "Nom,Ville,Remarque\nHélène Lefèvre,Orléans,rappeler à midi\nZoë Garçon,Nîmes,coût élevé\n",
    "de": "Name,Ort,Notiz\nJürgen Müller,Köln,möchte Rückruf\nÄnne Groß,Düsseldorf,fragt nach Preis\n",
}
WRITTEN = [
    ("he", "cp1255"), ("el", "cp1253"), ("el", "iso8859_7"), ("th", "cp874"), ("ru", "cp1251"), ("ru", "koi8_r"),
    ("ru", "cp866"), ("ar", "cp1256"), ("tr", "cp1254"), ("pl", "cp1250"), ("pl", "iso8859_2"), ("pl", "cp852"),
    ("cs", "cp1250"), ("cs", "iso8859_2"), ("hr", "cp1250"), ("hr", "iso8859_2"), ("lt", "cp1257"),
    ("fr", "mac_roman"), ("fr", "cp850"), ("de", "mac_roman"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "encoding"), WRITTEN)
def test_a_language_is_read_in_its_own_letters_and_the_encoding_is_said(language: str, encoding: str) -> None:
    found = decoded(TEXTS[language].encode(encoding))
    assert found.data.decode() == TEXTS[language]
    assert "if letters look wrong" in found.warnings[0]


@pytest.mark.parametrize(
    ("language", "encoding"), [("fr", "cp1252"), ("de", "cp1252"), ("ru", "utf-8"), ("he", "utf-8")]
)
def test_a_usual_encoding_is_read_without_a_doubt(language: str, encoding: str) -> None:
    found = decoded(TEXTS[language].encode(encoding))
    assert (found.data.decode(), found.warnings) == (TEXTS[language], ())


@pytest.mark.parametrize(("text", "encoding"), [("Ad,Not\nAyşe,İyi\n", "cp1254"), ("Imię\nMiłosz\n", "iso8859_2")])
def test_too_few_letters_to_tell_an_encoding_are_flagged(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)).warnings


def test_a_mark_that_stands_twice_is_no_part_of_the_first_header() -> None:
    assert decoded("\ufeff\ufefflead_id\n1\n".encode()).data == b"lead_id\n1\n"
