/// Phones: area code 0129, which no district has (there is no official range for fiction). VAT ids: the numbers from
/// 9,000,000 of an office have not been issued.
extension Country {
  static let italy = Country(
    code: "IT", language: "it", share: 10, rates: (220, 100),
    women: list(
      """
      Maria, Anna, Giulia, Francesca, Chiara, Sara, Valentina, Federica, Laura, Elena, Paola, Silvia, Martina
      Alessandra, Roberta, Elisa, Giorgia, Simona, Daniela, Barbara, Lucia, Cristina, Beatrice, Ilaria
      """),
    men: list(
      """
      Giuseppe, Giovanni, Antonio, Mario, Luigi, Francesco, Andrea, Marco, Alessandro, Luca, Matteo, Lorenzo, Davide
      Stefano, Roberto, Paolo, Simone, Riccardo, Fabio, Claudio, Enrico, Nicola, Pietro, Tommaso
      """),
    families: list(
      """
      Rossi, Russo, Ferrari, Esposito, Bianchi, Romano, Colombo, Ricci, Marino, Greco, Bruno, Gallo, Conti, De Luca
      Mancini, Costa, Giordano, Rizzo, Lombardi, Moretti, Barbieri, Fontana, Santoro, Mariani, Rinaldi, Caruso
      Ferrara, Galli, Martini, Leone, Longo, Gentile, Martinelli, Vitale, Lombardo, Serra, Coppola, De Santis
      D'Angelo, Marchetti, Parisi, Villa, Conte, Ferraro, Ferri, Fabbri, Bianco, Marini, Grasso, Valentini, Sala
      """),
    namesOfPeople: .plain,
    cities: [
      City(name: "Roma", postcode: "001##"), City(name: "Milano", postcode: "201##"),
      City(name: "Napoli", postcode: "801##"), City(name: "Torino", postcode: "101##"),
      City(name: "Bologna", postcode: "401##"), City(name: "Firenze", postcode: "501##"),
      City(name: "Genova", postcode: "161##"), City(name: "Verona", postcode: "371##"),
      City(name: "Venezia", postcode: "301##"), City(name: "Bari", postcode: "701##"),
      City(name: "Palermo", postcode: "901##"), City(name: "Trieste", postcode: "341##"),
      City(name: "Lucca", postcode: "55100"), City(name: "Bergamo", postcode: "241##"),
    ],
    streets: list(
      """
      Via Roma, Via Garibaldi, Corso Italia, Via Mazzini, Piazza del Duomo, Via Dante, Via Cavour, Via Verdi
      Viale Europa, Via Marconi, Piazza Vittoria, Via San Martino, Via della Stazione, Corso Umberto I, Via Nazionale
      Lungomare Colombo, Via del Mercato, Via dei Mille, Piazza San Marco, Via Leonardo da Vinci
      """),
    street: "{street}, {number}",
    companies: list(
      """
      Hotel {noun}, Albergo {noun}, Bar {noun}, Caffè {family}, Trattoria {noun}, Ristorante {noun}, Pizzeria {noun}
      Panificio {family}, Pasticceria {family}, Osteria {noun}, {family} Ristorazione S.r.l., Fratelli {family} S.n.c.
      Torrefazione {family}, Gelateria {family}, Enoteca {family}, {family} Alberghi S.p.A., Salumeria {family}
      Agriturismo {noun}, Antica Trattoria {family}, Locanda {noun}
      """),
    nouns: list(
      """
      La Pergola, Del Sole, Bella Vista, Al Porto, Dei Fiori, La Fontana, Centrale, Il Gallo Nero, Miramare, Aurora
      Da Mario, Al Ponte, La Torre, San Giorgio, Il Cantuccio, Le Palme, Villa Rosa, Excelsior, Il Mulino, La Lanterna
      """),
    phones: ["+39 0129 ######"],
    vatID: .italy)
}
