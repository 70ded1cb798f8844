import Testing
import Values

@testable import SampleCompany

@Suite struct CustomerTests {
  let customers = SampleCompany(day: Day(iso: "2026-03-31")!, size: .init(customers: 5_000, invoices: 250)).customers

  @Test("Customers come from eight countries, and each has a name, a domain and a VAT id of its own")
  func distinct() {
    #expect(Set(customers.map(\.country)) == ["DE", "FR", "ES", "IT", "NL", "PL", "PT", "IE"])
    #expect(Set(customers.map(\.company)).count == customers.count)
    #expect(Set(customers.map(\.email)).count == customers.count)
    #expect(Set(customers.map(\.vatID)).count == customers.count)
    #expect(customers.allSatisfy { $0.vatID.hasPrefix($0.country) })
  }

  @Test("No mail can reach anyone: every address is under .example, in plain ASCII")
  func mail() {
    for customer in customers {
      #expect(customer.email.hasSuffix(".example"))
      #expect(customer.email.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "@.-".contains($0)) })
      #expect(!customer.email.contains(".@") && !customer.email.contains("-."))
    }
  }

  @Test("Nothing is left unfilled in a name or an address")
  func filled() {
    for customer in customers {
      for text in [customer.company, customer.street, customer.postcode, customer.phone, customer.city] {
        #expect(!text.isEmpty && !text.contains { "{}#@".contains($0) })
      }
    }
  }

  @Test("A Polish woman's name ends as a woman's name does")
  func inflected() {
    let poles = customers.filter { $0.country == "PL" }
    #expect(poles.contains { $0.contact.hasSuffix("ska") && $0.contact.split(separator: " ")[0].hasSuffix("a") })
    #expect(!poles.contains { $0.contact.hasSuffix("ski") && $0.contact.hasPrefix("Anna ") })
  }

  @Test("VAT ids have the check digits of their country")
  func vatIDs() {
    // Each confirmed by python-stdnum's eu.vat.
    #expect(VATID.germany.number(serial: 1) == "DE900000975")
    #expect(VATID.ireland.number(serial: 4) == "IE7000036KH")
    #expect(VATID.portugal.number(serial: 7) == "PT590000497")
    #expect(VATID.spain.number(serial: 8) == "ESB00000083")
    #expect(VATID.poland.number(serial: 10) == "PL9990000706")
    #expect(VATID.netherlands.number(serial: 11) == "NL900009792B01")
    #expect(VATID.france.number(serial: 12) == "FR29999000128")
  }

  @Test("200 products with a number of their own, in eight categories")
  func products() {
    let products = Assortment.products
    #expect(products.count == 200)
    #expect(Set(products.map(\.sku)).count == 200)
    #expect(Set(products.map(\.name)).count == 200)
    #expect(Set(products.map(\.category)).count == 8)
    #expect(products.allSatisfy { $0.cents > 0 })
  }
}
