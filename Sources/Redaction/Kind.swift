/// What can be found. The names are Presidio's where it has one, so that either can take the other's place; the five that
/// people see most are shorter.

public enum Kind: UInt8, Sendable, CaseIterable {
  case card, iban, email, secret, phone, url, ip, mac, bic, wallet
  case usSSN, usITIN, usEIN, ukNINO, ukNHS, deTaxID, deSocialSecurity, frNIR, esNIF, esNIE, itFiscalCode, nlBSN, beNRN
  case plPESEL, sePersonalNumber, fiPersonalCode, dkCPR, noPersonalNumber, chAHV, atSocialSecurity, ptNIF, iePPS
  case inAadhaar, inPAN, auTFN, caSIN, brCPF, brCNPJ, vat
  case passport, drivingLicence, plate, birthDate, age, person, address, postcode, place, organisation

  /// As in `[EMAIL]`, `[[EMAIL_1]]` and `--types`.
  public var name: String {
    switch self {
    case .card: "CARD"
    case .iban: "IBAN"
    case .email: "EMAIL"
    case .secret: "SECRET"
    case .phone: "PHONE"
    case .url: "URL"
    case .ip: "IP"
    case .mac: "MAC"
    case .bic: "BIC"
    case .wallet: "CRYPTO"
    case .vat: "VAT"
    case .passport: "PASSPORT"
    case .drivingLicence: "DRIVING_LICENCE"
    case .plate: "PLATE"
    case .birthDate: "DATE_OF_BIRTH"
    case .age: "AGE"
    case .person: "PERSON"
    case .address: "ADDRESS"
    case .postcode: "POSTCODE"
    case .place: "PLACE"
    case .organisation: "ORGANISATION"
    default: nationalName
    }
  }

  private var nationalName: String {
    switch self {
    case .usSSN: "US_SSN"
    case .usITIN: "US_ITIN"
    case .usEIN: "US_EIN"
    case .ukNINO: "UK_NINO"
    case .ukNHS: "UK_NHS"
    case .deTaxID: "DE_TAX_ID"
    case .deSocialSecurity: "DE_SOCIAL_SECURITY"
    case .frNIR: "FR_NIR"
    case .esNIF: "ES_NIF"
    case .esNIE: "ES_NIE"
    case .itFiscalCode: "IT_FISCAL_CODE"
    case .nlBSN: "NL_BSN"
    case .beNRN: "BE_NRN"
    case .plPESEL: "PL_PESEL"
    case .sePersonalNumber: "SE_PERSONNUMMER"
    case .fiPersonalCode: "FI_PERSONAL_IDENTITY_CODE"
    case .dkCPR: "DK_CPR"
    case .noPersonalNumber: "NO_FODSELSNUMMER"
    case .chAHV: "CH_AHV"
    case .atSocialSecurity: "AT_SOCIAL_SECURITY"
    case .ptNIF: "PT_NIF"
    case .iePPS: "IE_PPS"
    case .inAadhaar: "IN_AADHAAR"
    case .inPAN: "IN_PAN"
    case .auTFN: "AU_TFN"
    case .caSIN: "CA_SIN"
    case .brCPF: "BR_CPF"
    default: "BR_CNPJ"
    }
  }

  /// As redactors name it to each other (`freehold redact --jsonl`).
  public var exchangeName: String {
    switch self {
    case .card: "CREDIT_CARD"
    case .iban: "IBAN_CODE"
    case .email: "EMAIL_ADDRESS"
    case .phone: "PHONE_NUMBER"
    case .ip: "IP_ADDRESS"
    case .mac: "MAC_ADDRESS"
    case .drivingLicence: "DRIVERS_LICENSE"
    case .address: "STREET_ADDRESS"
    case .place: "LOCATION"
    case .organisation: "ORGANIZATION"
    default: name
    }
  }

  /// By either name, in either case.
  public static func named(_ text: String) -> Kind? {
    let wanted = text.uppercased()
    return allCases.first { $0.name == wanted || $0.exchangeName == wanted }
  }
}

/// A set of kinds.
public struct Kinds: Sendable, Equatable {
  private var bits: UInt64

  public init(_ kinds: [Kind]) {
    bits = 0
    for kind in kinds { bits |= 1 << UInt64(kind.rawValue) }
  }

  private init(bits: UInt64) { self.bits = bits }

  public func contains(_ kind: Kind) -> Bool { bits & (1 << UInt64(kind.rawValue)) != 0 }

  /// All that there is.
  public static let all = Kinds(bits: (1 << UInt64(Kind.allCases.count)) - 1)
  /// All but places and organisations, which seldom say who somebody is.
  public static let standard = Kinds(bits: all.bits & ~Kinds([.place, .organisation]).bits)
  /// The checksummed and the unmistakable: what a log line never needs.
  public static let logs = Kinds([.card, .iban, .email, .secret])
}
