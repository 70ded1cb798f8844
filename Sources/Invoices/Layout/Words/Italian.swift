extension Words {
  static let italian: StaticString = """
    Fattura
    Nota di credito
    Fattura rettificativa
    Fattura di acconto
    Fattura proforma
    Preventivo
    Ricevuta
    Numero
    Data
    Scadenza
    Valido fino al
    Data di consegna
    Periodo
    N. cliente
    Vostro riferimento
    Ordine
    Contratto
    Progetto
    Documento di trasporto
    Riferimento
    P. IVA
    Codice fiscale
    Indirizzo di consegna
    N.
    Descrizione
    Quantità
    Prezzo
    IVA
    Importo
    Articolo
    Sconto
    Maggiorazione
    per
    Subtotale
    Imponibile
    su
    Totale
    Già pagato
    Arrotondamento
    Totale da pagare
    Importo accreditato
    A riportare
    Riporto
    Pagina {1} di {2}
    Pagamento
    Intestatario
    Causale
    Scansiona per pagare
    Paga online
    Pagato con la carta che termina con
    L’importo sarà addebitato su {1} (mandato {2}).
    Inversione contabile: IVA a carico del destinatario.
    Cessione intracomunitaria non imponibile IVA.
    Esportazione non imponibile IVA.
    Fuori campo IVA.
    Esente da IVA.
    Rimborso
    Conto
    Esigibilità IVA
    Ordine di vendita
    Ricevimento merce
    Gara
    Oggetto
    Rappresentante fiscale
    Beneficiario
    Allegati
    HUR|ora|ore
    DAY|giorno|giorni
    MIN|minuto|minuti
    WEE|settimana|settimane
    MON|mese|mesi
    ANN|anno|anni
    H87|pz.
    SET|set
    LS|a corpo
    XPK|confezione|confezioni
    NAR|articolo|articoli
    """
}
