/// Persons: what shows that a capitalised word is somebody's name, and what shows that it is not.

import Redaction
import Testing

@Suite("People")
struct PeopleTests {
  @Test(
    "are found by their names, titles and the words around them",
    arguments: [
      ("Have you met Jožef Albin before?", "Jožef Albin"), ("Mr. Pálffy is here", "Pálffy"),
      ("Sehr geehrte Frau Müller-Lüdenscheidt,", "Müller-Lüdenscheidt"),
      ("My name is Khasbulat K Shishani but", "Khasbulat K Shishani"), ("Why is Katrine so late?", "Katrine"),
      ("called by Martin C Theissen.", "Martin C Theissen"),
      ("The Gunnhildur F. Helgadóttir version", "Gunnhildur F. Helgadóttir"),
      ("a letter from Ludwig van Beethoven to", "Ludwig van Beethoven"),
      ("\"most are horrible\", says Hanuš.", "Hanuš"), ("Dear Anna,", "Anna"),
      ("Kind regards,\nThomas Petersen\n", "Thomas Petersen"),
      ("Asuka Kawano of the board", "Asuka Kawano"), ("Henio Ostrowski sang", "Henio Ostrowski"),
      ("call me anna", "anna"), ("Seán O'Brien left", "Seán O'Brien"),
    ])
  func finds(text: String, name: String) {
    let bytes = Array(text.utf8)
    let found = Redaction.findings(bytes).filter { $0.kind == .person }.map {
      String(decoding: bytes[$0.range], as: UTF8.self)
    }
    #expect(found == [name])
  }

  @Test(
    "are not found in code, headings, streets, companies and places",
    arguments: [
      "let name: String = value", "product(name: \"Hummingbird\", package: \"hummingbird\")", "Getting Started",
      "South Africa", "Jenkins.build()",
      "Lara_Croft", "class Anna(Base):", "Error Handling In Detail", "Open Source Initiative", "Monday Morning",
      "in Florence", "Transfer-Encoding has",
      "name: AES-GCM", "SELECT * FROM Customers", "Halden Wholesale Ltd.",
    ])
  func leaves(text: String) {
    let bytes = Array(text.utf8)
    let found = Redaction.findings(bytes).filter { $0.kind == .person }.map {
      String(decoding: bytes[$0.range], as: UTF8.self)
    }
    #expect(found.isEmpty)
  }

  @Test("once found by their whole name are found again by a part of it")
  func again() {
    let bytes = Array("My name is Vebi Vizintin but everyone calls me Vebi".utf8)
    #expect(Redaction.findings(bytes).count == 2)
  }
}
