/// What other redactors call what we call otherwise; a type that is not known keeps its name in the token and is `OTHER` in
/// receipts.

import Redaction

enum ForeignKinds {
  static func name(_ type: String) -> TokenName {
    (known[type] ?? Kind.named(type)).map { TokenName($0) } ?? TokenName(foreign: type)
  }

  private static let known: [String: Kind] = [
    // Presidio.
    "US_DRIVER_LICENSE": .drivingLicence, "US_PASSPORT": .passport, "UK_PASSPORT": .passport, "US_ITIN": .usITIN,
    "UK_NINO": .ukNINO, "UK_NHS": .ukNHS, "ES_NIF": .esNIF, "ES_NIE": .esNIE, "IT_FISCAL_CODE": .itFiscalCode,
    "PL_PESEL": .plPESEL, "FI_PERSONAL_IDENTITY_CODE": .fiPersonalCode, "UK_VEHICLE_REGISTRATION": .plate,
    // Google DLP.
    "PERSON_NAME": .person, "FIRST_NAME": .person, "LAST_NAME": .person, "CREDIT_CARD_NUMBER": .card,
    "US_SOCIAL_SECURITY_NUMBER": .usSSN, "US_INDIVIDUAL_TAXPAYER_IDENTIFICATION_NUMBER": .usITIN,
    "DRIVERS_LICENSE_NUMBER": .drivingLicence, "US_DRIVERS_LICENSE_NUMBER": .drivingLicence, "SWIFT_CODE": .bic,
    "ORGANIZATION_NAME": .organisation, "VEHICLE_IDENTIFICATION_NUMBER": .plate, "JSON_WEB_TOKEN": .secret,
    "AUTH_TOKEN": .secret, "ENCRYPTION_KEY": .secret, "MAC_ADDRESS_LOCAL": .mac,
    // Amazon Comprehend.
    "NAME": .person, "CREDIT_DEBIT_NUMBER": .card, "SSN": .usSSN, "DRIVER_ID": .drivingLicence,
    "PASSPORT_NUMBER": .passport, "INTERNATIONAL_BANK_ACCOUNT_NUMBER": .iban, "LICENSE_PLATE": .plate,
    "PASSWORD": .secret, "AWS_ACCESS_KEY": .secret, "AWS_SECRET_KEY": .secret,
    "UK_NATIONAL_INSURANCE_NUMBER": .ukNINO, "UK_NATIONAL_HEALTH_SERVICE_NUMBER": .ukNHS, "IN_AADHAAR": .inAadhaar,
    "CA_SOCIAL_INSURANCE_NUMBER": .caSIN, "IN_PERMANENT_ACCOUNT_NUMBER": .inPAN,
  ]
}
