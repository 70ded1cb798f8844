/// Parties and addresses of a Cross Industry Invoice.

extension CIIWriter {
  func party(_ element: StaticString, _ party: Party, _ xml: inout XMLWriter) {
    xml.group(element) { xml in
      for id in party.ids where id.scheme == nil { xml.leaf("ram:ID", id.id) }
      for id in party.ids where id.scheme != nil { xml.leaf("ram:GlobalID", id.id, ("schemeID", id.scheme)) }
      xml.leaf("ram:Name", party.name)
      xml.leaf("ram:Description", party.legalForm)
      xml.group("ram:SpecifiedLegalOrganization") { xml in
        xml.leaf("ram:ID", party.legalId?.id, ("schemeID", party.legalId?.scheme))
        xml.leaf("ram:TradingBusinessName", party.tradingName)
      }
      if let contact = party.contact { self.contact(contact, &xml) }
      if let address = party.address { CIIWriter.address(address, &xml) }
      xml.group("ram:URIUniversalCommunication") { xml in
        xml.leaf("ram:URIID", party.endpoint?.id, ("schemeID", party.endpoint?.scheme))
      }
      registration(party.vatId, "VA", &xml)
      registration(party.taxId, "FC", &xml)
    }
  }

  func representative(_ party: TaxRepresentative, _ xml: inout XMLWriter) {
    xml.group("ram:SellerTaxRepresentativeTradeParty") { xml in
      xml.leaf("ram:Name", party.name)
      if let address = party.address { CIIWriter.address(address, &xml) }
      registration(party.vatId, "VA", &xml)
    }
  }

  func payee(_ payee: Payee, _ xml: inout XMLWriter) {
    xml.group("ram:PayeeTradeParty") { xml in
      if let id = payee.id { CIIWriter.identifier(id, &xml) }
      xml.leaf("ram:Name", payee.name)
      xml.group("ram:SpecifiedLegalOrganization") { xml in
        xml.leaf("ram:ID", payee.legalId?.id, ("schemeID", payee.legalId?.scheme))
      }
    }
  }

  private func contact(_ contact: Contact, _ xml: inout XMLWriter) {
    xml.group("ram:DefinedTradeContact") { xml in
      xml.leaf("ram:PersonName", contact.name)
      xml.group("ram:TelephoneUniversalCommunication") { xml in xml.leaf("ram:CompleteNumber", contact.phone) }
      xml.group("ram:EmailURIUniversalCommunication") { xml in xml.leaf("ram:URIID", contact.email) }
    }
  }

  private func registration(_ id: String?, _ scheme: String, _ xml: inout XMLWriter) {
    xml.group("ram:SpecifiedTaxRegistration") { xml in xml.leaf("ram:ID", id, ("schemeID", scheme)) }
  }

  static func address(_ address: Address, _ xml: inout XMLWriter) {
    xml.group("ram:PostalTradeAddress") { xml in
      xml.leaf("ram:PostcodeCode", address.postcode)
      xml.leaf("ram:LineOne", address.street)
      xml.leaf("ram:LineTwo", address.street2)
      xml.leaf("ram:LineThree", address.street3)
      xml.leaf("ram:CityName", address.city)
      xml.leaf("ram:CountryID", address.country)
      xml.leaf("ram:CountrySubDivisionName", address.region)
    }
  }

  /// An identifier with a scheme is a global one.
  static func identifier(_ identifier: Identifier, _ xml: inout XMLWriter) {
    if let scheme = identifier.scheme {
      xml.leaf("ram:GlobalID", identifier.id, ("schemeID", scheme))
    } else {
      xml.leaf("ram:ID", identifier.id)
    }
  }
}
