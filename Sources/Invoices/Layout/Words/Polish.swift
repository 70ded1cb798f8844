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
    HUR|godz.|godz.
    DAY|dzień|dni
    MIN|min|min
    WEE|tydz.|tyg.
    MON|mies.|mies.
    ANN|rok|lat
    H87|szt.|szt.
    EA|szt.|szt.
    SET|kpl.|kpl.
    LS|ryczałt|ryczałt
    XPK|op.|op.
    NAR|art.|art.
    """
}
