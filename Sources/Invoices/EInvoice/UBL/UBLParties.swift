/// Parties and addresses of a UBL document.

extension UBLWriter {
  func parties(_ xml: inout XMLWriter) {
    // The creditor's identifier (BT-90) is an identifier of the payee, or of the seller when he is paid himself.
    let creditor = invoice.eInvoicePayments.compactMap { $0.directDebit?.creditor }.first
    if let seller = invoice.seller {
      xml.group("cac:AccountingSupplierParty") { xml in
        party(seller, creditor: invoice.payee == nil ? creditor : nil, &xml)
      }
    }
    if let buyer = invoice.buyer {
      xml.group("cac:AccountingCustomerParty") { xml in party(buyer, creditor: nil, &xml) }
    }
    if let payee = invoice.payee { self.payee(payee, creditor, &xml) }
    if let representative = invoice.taxRepresentative { self.representative(representative, &xml) }
  }

  private func party(_ party: Party, creditor: String?, _ xml: inout XMLWriter) {
    xml.group("cac:Party") { xml in
      xml.leaf("cbc:EndpointID", party.endpoint?.id, ("schemeID", party.endpoint?.scheme))
      for id in party.ids { identification(id.id, id.scheme, &xml) }
      identification(creditor, "SEPA", &xml)
      xml.group("cac:PartyName") { xml in xml.leaf("cbc:Name", party.tradingName) }
      if let address = party.address { UBLWriter.address("cac:PostalAddress", address, &xml) }
      registration(party.vatId, "VAT", &xml)
      registration(party.taxId, "FC", &xml)
      xml.group("cac:PartyLegalEntity") { xml in
        xml.leaf("cbc:RegistrationName", party.name)
        xml.leaf("cbc:CompanyID", party.legalId?.id, ("schemeID", party.legalId?.scheme))
        xml.leaf("cbc:CompanyLegalForm", party.legalForm)
      }
      xml.group("cac:Contact") { xml in
        xml.leaf("cbc:Name", party.contact?.name)
        xml.leaf("cbc:Telephone", party.contact?.phone)
        xml.leaf("cbc:ElectronicMail", party.contact?.email)
      }
    }
  }

  private func payee(_ payee: Payee, _ creditor: String?, _ xml: inout XMLWriter) {
    xml.group("cac:PayeeParty") { xml in
      identification(payee.id?.id, payee.id?.scheme, &xml)
      identification(creditor, "SEPA", &xml)
      xml.group("cac:PartyName") { xml in xml.leaf("cbc:Name", payee.name) }
      xml.group("cac:PartyLegalEntity") { xml in
        xml.leaf("cbc:CompanyID", payee.legalId?.id, ("schemeID", payee.legalId?.scheme))
      }
    }
  }

  private func representative(_ party: TaxRepresentative, _ xml: inout XMLWriter) {
    xml.group("cac:TaxRepresentativeParty") { xml in
      xml.group("cac:PartyName") { xml in xml.leaf("cbc:Name", party.name) }
      if let address = party.address { UBLWriter.address("cac:PostalAddress", address, &xml) }
      registration(party.vatId, "VAT", &xml)
    }
  }

  private func identification(_ id: String?, _ scheme: String?, _ xml: inout XMLWriter) {
    xml.group("cac:PartyIdentification") { xml in xml.leaf("cbc:ID", id, ("schemeID", scheme)) }
  }

  private func registration(_ id: String?, _ scheme: String, _ xml: inout XMLWriter) {
    guard let id else { return }
    xml.group("cac:PartyTaxScheme") { xml in
      xml.leaf("cbc:CompanyID", id)
      xml.group("cac:TaxScheme") { xml in xml.leaf("cbc:ID", scheme) }
    }
  }

  static func address(_ element: StaticString, _ address: Address, _ xml: inout XMLWriter) {
    xml.group(element) { xml in
      xml.leaf("cbc:StreetName", address.street)
      xml.leaf("cbc:AdditionalStreetName", address.street2)
      xml.leaf("cbc:CityName", address.city)
      xml.leaf("cbc:PostalZone", address.postcode)
      xml.leaf("cbc:CountrySubentity", address.region)
      xml.group("cac:AddressLine") { xml in xml.leaf("cbc:Line", address.street3) }
      xml.group("cac:Country") { xml in xml.leaf("cbc:IdentificationCode", address.country) }
    }
  }
}
