/// Phones: 020 91, which ComReg keeps for drama. VAT ids: seven millions with the second letter H are not issued.
extension Country {
  static let ireland = Country(
    code: "IE", language: "en", share: 5, rates: (230, 0),
    women: list(
      """
      Mary, Aoife, Niamh, Ciara, Sinéad, Siobhán, Emma, Sarah, Orla, Gráinne, Róisín, Caoimhe, Deirdre, Fiona, Laura
      Rachel, Maeve, Clodagh, Aisling, Catherine
      """),
    men: list(
      """
      John, Patrick, Seán, Conor, Michael, Liam, Declan, Eoin, Brian, Cian, Kevin, Aidan, Padraig, Ronan, Darragh
      Stephen, Niall, Fergal, Barry, Thomas
      """),
    families: list(
      """
      Murphy, Kelly, O'Sullivan, Walsh, Smith, O'Brien, Byrne, Ryan, O'Connor, O'Neill, O'Reilly, Doyle, McCarthy
      Gallagher, Doherty, Kennedy, Lynch, Murray, Quinn, Moore, McLoughlin, Carroll, Connolly, Daly, Wilson, Dunne
      Brennan, Burke, Collins, Campbell, Clarke, Johnston, Hughes, Farrell, Fitzgerald, Nolan, Power, Maguire
      """),
    namesOfPeople: .plain,
    cities: [
      City(name: "Dublin 2", postcode: "D02 @#@#"), City(name: "Dublin 8", postcode: "D08 @##@"),
      City(name: "Cork", postcode: "T12 @#@#"), City(name: "Galway", postcode: "H91 @#@#"),
      City(name: "Limerick", postcode: "V94 @##@"), City(name: "Waterford", postcode: "X91 @#@#"),
      City(name: "Kilkenny", postcode: "R95 @##@"), City(name: "Killarney", postcode: "V93 @#@#"),
      City(name: "Sligo", postcode: "F91 @#@#"), City(name: "Westport", postcode: "F28 @##@"),
    ],
    streets: list(
      """
      Main Street, Church Street, Patrick Street, O'Connell Street, Bridge Street, High Street, The Quay, Abbey Street
      Castle Street, Market Square, Shop Street, Parnell Street, Mill Road, Harbour Road, Pearse Street, Barrack Street
      """),
    street: "{number} {street}",
    companies: list(
      """
      The {noun}, {noun} Hotel, {noun} Café, {family}'s Bakery, {family}'s Bar, {family} & Sons Ltd
      {family} Catering Ltd, {family} Hospitality Ltd, The {noun} Inn, {noun} Restaurant, {family}'s Coffee Roasters
      {family}'s Guesthouse, {noun} Kitchen, {city} Food Company Ltd, {family}'s Foodhall
      """),
    nouns: list(
      """
      Harbour, Anchor, Old Mill, Brazen Head, Lighthouse, Shamrock, Abbey, Claddagh, Riverside, Quayside, Hazelwood
      Seaview, Blackthorn, Copper Kettle, Atlantic, Stag's Rest, Heather, Castle Arms
      """),
    phones: ["+353 20 91# ####"],
    vatID: .ireland)
}
