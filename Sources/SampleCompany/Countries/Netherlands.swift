/// Phones: area code 0119, which no place has (there is no official range for fiction). VAT ids: 9xx is not issued.
extension Country {
  static let netherlands = Country(
    code: "NL", language: "nl", share: 18, rates: (210, 90),
    women: list(
      """
      Emma, Julia, Sanne, Lotte, Anouk, Femke, Marieke, Ingrid, Esther, Monique, Petra, Linda, Saskia, Wendy, Iris
      Eva, Fleur, Maaike, Annemarie, Karin, Yvonne, Fatima, Noor, Tessa, Roos
      """),
    men: list(
      """
      Jan, Pieter, Daan, Sem, Bram, Thijs, Ruben, Jeroen, Bas, Maarten, Henk, Kees, Wouter, Sander, Rob, Erik, Marcel
      Dennis, Joost, Niels, Stefan, Mohammed, Tim, Lars, Gijs
      """),
    families: list(
      """
      de Jong, Jansen, de Vries, van den Berg, van Dijk, Bakker, Janssen, Visser, Smit, Meijer, de Boer, Mulder
      de Groot, Bos, Vos, Peters, Hendriks, van Leeuwen, Dekker, Brouwer, de Wit, Dijkstra, Smits, de Graaf
      van der Meer, Kok, Jacobs, de Haan, Vermeulen, van den Heuvel, van der Veen, van den Broek, de Bruijn
      Schouten, van Beek, Willems, van Vliet, Hoekstra, Maas, Verhoeven, Koster, Prins, Huisman, Postma, El Amrani
      """),
    namesOfPeople: .plain,
    cities: [
      City(name: "Amsterdam", postcode: "101# @@"), City(name: "Rotterdam", postcode: "301# @@"),
      City(name: "Den Haag", postcode: "251# @@"), City(name: "Utrecht", postcode: "351# @@"),
      City(name: "Eindhoven", postcode: "561# @@"), City(name: "Groningen", postcode: "971# @@"),
      City(name: "Tilburg", postcode: "503# @@"), City(name: "Breda", postcode: "481# @@"),
      City(name: "Nijmegen", postcode: "651# @@"), City(name: "Haarlem", postcode: "201# @@"),
      City(name: "Arnhem", postcode: "681# @@"), City(name: "Maastricht", postcode: "621# @@"),
      City(name: "Leiden", postcode: "231# @@"), City(name: "Delft", postcode: "261# @@"),
      City(name: "Zwolle", postcode: "801# @@"), City(name: "Leeuwarden", postcode: "891# @@"),
      City(name: "Middelburg", postcode: "433# @@"), City(name: "Gouda", postcode: "280# @@"),
    ],
    streets: list(
      """
      Dorpsstraat, Kerkstraat, Molenstraat, Schoolstraat, Stationsweg, Hoofdstraat, Markt, Nieuwstraat, Julianastraat
      Wilhelminastraat, Beatrixlaan, Havenkade, Oude Gracht, Singel, Breestraat, Lindelaan, Parklaan, Haven
      Grote Markt, Vismarkt, Prinsengracht, Burgemeesterlaan
      """),
    street: "{street} {number}",
    companies: list(
      """
      Hotel {noun}, Café {noun}, Eetcafé {noun}, Restaurant {noun} B.V., Bakkerij {family}, {family} Horeca B.V.
      {family} Catering B.V., Koffiehuis {noun}, Koffiebranderij {family}, Grand Café {city}, Lunchroom {noun}
      Brasserie {family}, Strandpaviljoen {noun}, Hotel {family} B.V., Slagerij {family}, {family} Food Service B.V.
      Herberg {noun}, Pannenkoekenhuis {noun}, Bistro {family}, Kaashandel {family}, Tuincentrum {family} B.V.
      """),
    nouns: list(
      """
      De Gouden Leeuw, De Zwaan, Het Anker, De Molen, De Vergulde Hand, De Kroon, Zeezicht, De Linde, De Halve Maan
      Het Wapen, De Pelikaan, De Posthoorn, Duinzicht, De Zon, De Ooievaar, Het Veerhuis, De Engel, De Waag
      De Koperen Ketel, Het Hof
      """),
    phones: ["+31 119 ### ###"],
    vatID: .netherlands)
}
