extension Words {
  static let dutch: StaticString = """
    Factuur
    Creditnota
    Gecorrigeerde factuur
    Voorschotfactuur
    Pro-formafactuur
    Offerte
    Kwitantie
    Nummer
    Datum
    Vervaldatum
    Geldig tot
    Leverdatum
    Periode
    Klantnummer
    Uw referentie
    Bestelling
    Contract
    Project
    Pakbon
    Betreft
    Btw-nummer
    Fiscaal nr.
    Afleveradres
    Nr.
    Omschrijving
    Aantal
    Prijs
    Btw
    Bedrag
    Artikel
    Korting
    Toeslag
    per
    Subtotaal
    Totaal excl. btw
    over
    Totaal
    Reeds betaald
    Afronding
    Te betalen
    Gecrediteerd bedrag
    Transport
    Transport
    Pagina {1} van {2}
    Betaling
    Rekeninghouder
    Kenmerk
    Scan om te betalen
    Online betalen
    Betaald met kaart eindigend op
    Het bedrag wordt afgeschreven van {1} (machtiging {2}).
    Btw verlegd.
    Vrijgestelde intracommunautaire levering.
    Vrijgestelde uitvoer.
    Niet aan btw onderworpen.
    Vrijgesteld van btw.
    Terugbetaling
    Rekening
    Btw verschuldigd
    Verkooporder
    Ontvangstbon
    Aanbesteding
    Object
    Fiscaal vertegenwoordiger
    Begunstigde
    Bijlagen
    HUR|uur
    DAY|dag|dagen
    MIN|minuut|minuten
    WEE|week|weken
    MON|maand|maanden
    ANN|jaar
    H87|stuk|stuks
    SET|set|sets
    LS|vast bedrag
    XPK|pak|pakken
    NAR|artikel|artikelen
    """
}
