extension Words {
  static let german: StaticString = """
    Rechnung
    Gutschrift
    Rechnungskorrektur
    Anzahlungsrechnung
    Proforma-Rechnung
    Angebot
    Quittung
    Nummer
    Datum
    Fällig am
    Gültig bis
    Leistungsdatum
    Leistungszeitraum
    Kundennummer
    Ihr Zeichen
    Bestellung
    Vertrag
    Projekt
    Lieferschein
    Bezug
    USt-IdNr.
    Steuernr.
    Lieferanschrift
    Pos.
    Bezeichnung
    Menge
    Einzelpreis
    USt.
    Betrag
    Artikel
    Nachlass
    Zuschlag
    je
    Zwischensumme
    Summe netto
    auf
    Gesamtbetrag
    Bereits bezahlt
    Rundung
    Zahlbetrag
    Gutgeschriebener Betrag
    Übertrag
    Übertrag
    Seite {1} von {2}
    Zahlung
    Kontoinhaber
    Verwendungszweck
    Zum Bezahlen scannen
    Online bezahlen
    Bezahlt mit der Karte, die endet auf
    Der Betrag wird von {1} eingezogen (Mandat {2}).
    Steuerschuldnerschaft des Leistungsempfängers.
    Steuerfreie innergemeinschaftliche Lieferung.
    Steuerfreie Ausfuhrlieferung.
    Nicht steuerbar.
    Umsatzsteuerfrei.
    Erstattung
    Konto
    Steuer fällig am
    Auftrag
    Wareneingang
    Ausschreibung
    Objekt
    Fiskalvertreter
    Zahlungsempfänger
    Anlagen
    HUR|Std.
    DAY|Tag|Tage
    MIN|Min.
    WEE|Woche|Wochen
    MON|Monat|Monate
    ANN|Jahr|Jahre
    H87|Stk.
    SET|Set|Sets
    LS|pauschal
    XPK|Paket|Pakete
    NAR|Artikel
    """
}
