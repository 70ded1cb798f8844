/// Phones: zone 28, which the numbering plan leaves free (there is no official range for fiction). VAT ids: no tax
/// office has the number 999.
extension Country {
  static let poland = Country(
    code: "PL", language: "pl", share: 8, rates: (230, 50),
    women: list(
      """
      Anna, Maria, Katarzyna, Małgorzata, Agnieszka, Barbara, Ewa, Magdalena, Joanna, Krystyna, Monika, Zofia
      Aleksandra, Natalia, Julia, Karolina, Beata, Dorota, Paulina, Justyna, Iwona, Elżbieta
      """),
    men: list(
      """
      Piotr, Krzysztof, Andrzej, Tomasz, Paweł, Jan, Michał, Marcin, Jakub, Adam, Marek, Łukasz, Grzegorz, Mateusz
      Wojciech, Mariusz, Dariusz, Zbigniew, Maciej, Rafał, Robert, Kamil
      """),
    families: list(
      """
      Nowak, Kowalski, Wiśniewski, Wójcik, Kowalczyk, Kamiński, Lewandowski, Zieliński, Szymański, Woźniak
      Dąbrowski, Kozłowski, Jankowski, Mazur, Kwiatkowski, Krawczyk, Kaczmarek, Piotrowski, Grabowski, Pawłowski
      Michalski, Król, Wieczorek, Jabłoński, Wróbel, Majewski, Olszewski, Stępień, Malinowski, Jaworski, Adamczyk
      Dudek, Nowicki, Pawlak, Górski, Witkowski, Walczak, Sikora, Baran, Rutkowski, Michalak, Szewczyk, Ostrowski
      """),
    namesOfPeople: .inflected,
    cities: [
      City(name: "Warszawa", postcode: "00-###"), City(name: "Kraków", postcode: "31-###"),
      City(name: "Łódź", postcode: "90-###"), City(name: "Wrocław", postcode: "50-###"),
      City(name: "Poznań", postcode: "61-###"), City(name: "Gdańsk", postcode: "80-###"),
      City(name: "Szczecin", postcode: "70-###"), City(name: "Lublin", postcode: "20-###"),
      City(name: "Katowice", postcode: "40-###"), City(name: "Toruń", postcode: "87-1##"),
      City(name: "Zakopane", postcode: "34-500"), City(name: "Sopot", postcode: "81-7##"),
    ],
    streets: list(
      """
      ul. Długa, ul. Polna, ul. Leśna, ul. Słoneczna, ul. Krótka, ul. Szkolna, ul. Ogrodowa, ul. Lipowa, ul. Mickiewicza
      ul. Kościuszki, ul. Piłsudskiego, al. Jana Pawła II, ul. Kolejowa, ul. Parkowa, Rynek Główny, ul. Warszawska
      ul. Sienkiewicza, ul. Kwiatowa, pl. Wolności, ul. Piwna
      """),
    street: "{street} {number}",
    companies: list(
      """
      Hotel {noun}, Restauracja {noun}, Kawiarnia {noun}, Piekarnia {family}, Cukiernia {family}, Karczma {noun}
      {family} Gastronomia Sp. z o.o., {family} Catering Sp. z o.o., Pensjonat {noun}, Palarnia Kawy {family}
      Bar Mleczny {noun}, Delikatesy {family}, Zajazd {noun}, Pierogarnia {noun}, {family} i Synowie Sp.j., Bistro {noun}
      """),
    nouns: list(
      """
      Pod Różą, Pod Lipami, Zamkowa, Bałtyk, Pod Aniołem, Nad Wisłą, Stary Młyn, Pod Orłem, Górska, Złota Kaczka
      Biały Dworek, Pod Gwiazdami, Panorama, Morska, U Babci, Pod Zegarem, Zielony Gaj, Polonia
      """),
    phones: ["+48 28 ### ## ##"],
    vatID: .poland)
}
