/// Phones: the numbers that the Bundesnetzagentur keeps for films ("Drama numbers"). VAT ids: 9xx has not been issued.
extension Country {
  static let germany = Country(
    code: "DE", language: "de", share: 30, rates: (190, 70),
    women: list(
      """
      Anna, Lena, Katharina, Julia, Sabine, Petra, Claudia, Susanne, Birgit, Heike, Monika, Andrea, Nicole, Stefanie
      Christina, Melanie, Sandra, Martina, Ursula, Lisa, Sarah, Laura, Franziska, Johanna, Miriam, Elif, Aylin
      """),
    men: list(
      """
      Thomas, Michael, Andreas, Stefan, Christian, Markus, Jan, Tobias, Florian, Sebastian, Matthias, Martin, Frank
      Jürgen, Uwe, Jörg, Klaus, Dirk, Lukas, Felix, Jonas, Paul, Maximilian, Ralf, Holger, Mehmet, Emre
      """),
    families: list(
      """
      Müller, Schmidt, Schneider, Fischer, Weber, Meyer, Wagner, Becker, Schulz, Hoffmann, Schäfer, Koch, Bauer
      Richter, Klein, Wolf, Schröder, Neumann, Schwarz, Zimmermann, Braun, Krüger, Hofmann, Hartmann, Lange, Werner
      Krause, Lehmann, Köhler, Maier, König, Mayer, Huber, Kaiser, Fuchs, Peters, Scholz, Möller, Weiß, Jung, Hahn
      Vogel, Friedrich, Keller, Günther, Winkler, Lorenz, Baumann, Albrecht, Böhm, Yılmaz, Kaya, Petersen, Brandt
      """),
    namesOfPeople: .plain,
    cities: [
      City(name: "Berlin", postcode: "10#1#", phone: "+49 30 23125 ###"),
      City(name: "Hamburg", postcode: "20#5#", phone: "+49 40 66969 ###"),
      City(name: "München", postcode: "80#3#", phone: "+49 89 99998 ###"),
      City(name: "Köln", postcode: "506##", phone: "+49 221 4710 ###"),
      City(name: "Frankfurt am Main", postcode: "603##", phone: "+49 69 90009 ###"),
      City(name: "Stuttgart", postcode: "701##"), City(name: "Düsseldorf", postcode: "402##"),
      City(name: "Leipzig", postcode: "041##"), City(name: "Bremen", postcode: "281##"),
      City(name: "Hannover", postcode: "301##"), City(name: "Nürnberg", postcode: "904##"),
      City(name: "Dresden", postcode: "010##"), City(name: "Münster", postcode: "481##"),
      City(name: "Freiburg im Breisgau", postcode: "791##"), City(name: "Kiel", postcode: "241##"),
      City(name: "Rostock", postcode: "180##"), City(name: "Regensburg", postcode: "930##"),
      City(name: "Würzburg", postcode: "970##"), City(name: "Aachen", postcode: "520##"),
      City(name: "Lübeck", postcode: "235##"), City(name: "Konstanz", postcode: "784##"),
    ],
    streets: list(
      """
      Hauptstraße, Bahnhofstraße, Gartenstraße, Schulstraße, Dorfstraße, Bergstraße, Lindenstraße, Kirchstraße
      Waldstraße, Ringstraße, Am Markt, Schillerstraße, Goethestraße, Mühlenweg, Marktplatz, Rosenstraße, Hafenstraße
      Burgstraße, Am Alten Hafen, Friedrichstraße, Königstraße, Lange Straße, Brückenstraße, Poststraße
      """),
    street: "{street} {number}",
    companies: list(
      """
      Hotel {noun}, Gasthaus {noun}, Gasthof zum {noun}, Café {family}, Bäckerei {family}, Konditorei {family}
      {family} Gastronomie GmbH, {family} & Söhne OHG, Restaurant {noun}, {family} Catering GmbH
      Hotel {family} GmbH & Co. KG, Weinstube {family}, Brauhaus {city}, Kaffeerösterei {family}, Pension {family}
      Bistro {noun}, Feinkost {family}, Biergarten {noun}, Kantinenbetriebe {family} GmbH, Eiscafé {noun}
      Metzgerei {family}, Biomarkt {family}, Landhotel {noun}, Gästehaus {family}, Tagungshotel {city} GmbH
      """),
    nouns: list(
      """
      Adler, Hirsch, Löwen, Schwan, Krone, Rebstock, Lindenhof, Seeblick, Sonnenhof, Waldhorn, Anker, Mühlenhof
      Rosengarten, Bergblick, Bellevue, Schlossgarten, Kaiserhof, Grüner Baum, Zur Post, Hafenblick, Kastanie, Steinbock
      """),
    phones: ["+49 171 39200##", "+49 176 040690##", "+49 30 23125 ###", "+49 69 90009 ###"],
    vatID: .germany)
}
