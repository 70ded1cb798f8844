extension Words {
  static let polish: StaticString = """
    Faktura
    Nota kredytowa
    Faktura korygująca
    Faktura zaliczkowa
    Faktura pro forma
    Oferta
    Pokwitowanie
    Numer
    Data
    Termin płatności
    Ważne do
    Data dostawy
    Okres
    Nr klienta
    Państwa znak
    Zamówienie
    Umowa
    Projekt
    Dowód dostawy
    Dotyczy
    NIP UE
    NIP
    Adres dostawy
    Lp.
    Nazwa
    Ilość
    Cena
    VAT
    Wartość
    Artykuł
    Rabat
    Dopłata
    za
    Suma częściowa
    Razem netto
    od
    Razem brutto
    Zapłacono
    Zaokrąglenie
    Do zapłaty
    Kwota zwrotu
    Do przeniesienia
    Z przeniesienia
    Strona {1} z {2}
    Płatność
    Właściciel konta
    Tytuł przelewu
    Zeskanuj, aby zapłacić
    Zapłać online
    Zapłacono kartą o końcówce
    Kwota zostanie pobrana z {1} (mandat {2}).
    Odwrotne obciążenie.
    Wewnątrzwspólnotowa dostawa towarów zwolniona z VAT.
    Eksport zwolniony z VAT.
    Nie podlega VAT.
    Zwolnione z VAT.
    Zwrot
    Konto
    Obowiązek podatkowy
    Zlecenie
    Dowód przyjęcia
    Przetarg
    Przedmiot
    Przedstawiciel podatkowy
    Odbiorca płatności
    Załączniki
    HUR|godz.
    DAY|dzień|dni|dni|dnia
    MIN|min
    WEE|tydz.|tyg.
    MON|mies.
    ANN|rok|lata|lat|roku
    H87|szt.
    SET|kpl.
    LS|ryczałt
    XPK|op.
    NAR|art.
    """
}
