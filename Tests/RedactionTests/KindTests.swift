/// Every kind in a text around it. The numbers with check digits were drawn at random and confirmed by an independent library
/// (PyPI `python-stdnum`).

import Redaction
import Testing

@Suite("Kinds")
struct KindTests {
  @Test(
    "are found with their whole extent, as what they are",
    arguments: [
      ("398-25-9791", "US_SSN", "398-25-9791"),
      ("273-46-4686", "US_SSN", "273-46-4686"),
      ("994-81-1771", "US_ITIN", "994-81-1771"),
      ("983-74-0119", "US_ITIN", "983-74-0119"),
      ("NHS number 9868307848", "UK_NHS", "9868307848"),
      ("NHS number 1114405795", "UK_NHS", "1114405795"),
      ("631 807 4155", "UK_NHS", "631 807 4155"),
      ("639 424 2543", "UK_NHS", "639 424 2543"),
      ("Steuer-ID: 69054167231", "DE_TAX_ID", "69054167231"),
      ("Steuer-ID: 71922238451", "DE_TAX_ID", "71922238451"),
      ("226086436245171", "FR_NIR", "226086436245171"),
      ("203115286402729", "FR_NIR", "203115286402729"),
      ("78276527Y", "ES_NIF", "78276527Y"),
      ("42719379F", "ES_NIF", "42719379F"),
      ("Z1627540L", "ES_NIE", "Z1627540L"),
      ("Z1048658R", "ES_NIE", "Z1048658R"),
      ("BSN 977771775", "NL_BSN", "977771775"),
      ("BSN 465037902", "NL_BSN", "465037902"),
      ("73060214215", "BE_NRN", "73060214215"),
      ("82101205024", "BE_NRN", "82101205024"),
      ("60040451446", "PL_PESEL", "60040451446"),
      ("73062757320", "PL_PESEL", "73062757320"),
      ("670416-9157", "SE_PERSONNUMMER", "670416-9157"),
      ("620318-1752", "SE_PERSONNUMMER", "620318-1752"),
      ("240784-703F", "FI_PERSONAL_IDENTITY_CODE", "240784-703F"),
      ("090281-810E", "FI_PERSONAL_IDENTITY_CODE", "090281-810E"),
      ("CPR 010545-1352", "DK_CPR", "010545-1352"),
      ("CPR 231297-7150", "DK_CPR", "231297-7150"),
      ("03034592585", "NO_FODSELSNUMMER", "03034592585"),
      ("15019372860", "NO_FODSELSNUMMER", "15019372860"),
      ("756.7875.3441.49", "CH_AHV", "756.7875.3441.49"),
      ("756.9659.3767.04", "CH_AHV", "756.9659.3767.04"),
      ("SVNR 2878280273", "AT_SOCIAL_SECURITY", "2878280273"),
      ("SVNR 2779161076", "AT_SOCIAL_SECURITY", "2779161076"),
      ("NIF 210177055", "PT_NIF", "210177055"),
      ("NIF 218576064", "PT_NIF", "218576064"),
      ("PPS 1081655R", "IE_PPS", "1081655R"),
      ("PPS 6409486L", "IE_PPS", "6409486L"),
      ("PPS 7903370OA", "IE_PPS", "7903370OA"),
      ("PPS 6954813DA", "IE_PPS", "6954813DA"),
      ("8883 8531 8039", "IN_AADHAAR", "8883 8531 8039"),
      ("8679 1753 7180", "IN_AADHAAR", "8679 1753 7180"),
      ("CRWPQ8389F", "IN_PAN", "CRWPQ8389F"),
      ("NWFPF1053S", "IN_PAN", "NWFPF1053S"),
      ("TFN 990 288 155", "AU_TFN", "990 288 155"),
      ("TFN 607 891 055", "AU_TFN", "607 891 055"),
      ("SIN 507-620-649", "CA_SIN", "507-620-649"),
      ("SIN 220-450-266", "CA_SIN", "220-450-266"),
      ("568.986.712-86", "BR_CPF", "568.986.712-86"),
      ("444.070.329-10", "BR_CPF", "444.070.329-10"),
      ("18.632.118/0001-06", "BR_CNPJ", "18.632.118/0001-06"),
      ("68.441.999/0001-48", "BR_CNPJ", "68.441.999/0001-48"),
      ("VPSXJH58P16H646N", "IT_FISCAL_CODE", "VPSXJH58P16H646N"),
      ("AOWOTW75L02B866D", "IT_FISCAL_CODE", "AOWOTW75L02B866D"),
      ("DE562615359", "VAT", "DE562615359"),
      ("ATU65140091", "VAT", "ATU65140091"),
      ("BE0083491957", "VAT", "BE0083491957"),
      ("DK63011576", "VAT", "DK63011576"),
      ("FI45303398", "VAT", "FI45303398"),
      ("SE537258039801", "VAT", "SE537258039801"),
      ("IT84945350290", "VAT", "IT84945350290"),
      ("FR46328220819", "VAT", "FR46328220819"),
      ("PL0007134442", "VAT", "PL0007134442"),
      ("PT570410258", "VAT", "PT570410258"),
      ("SI97450367", "VAT", "SI97450367"),
      ("LU76059400", "VAT", "LU76059400"),
      ("HR05767065494", "VAT", "HR05767065494"),
      ("EL413556041", "VAT", "EL413556041"),
      ("AB 12 34 56 C", "UK_NINO", "AB 12 34 56 C"),
      ("employer id 12-3456789", "US_EIN", "12-3456789"),
      ("Sozialversicherungsnummer 65180539W001", "DE_SOCIAL_SECURITY", "65180539W001"),
      ("BIC: DEUTDEFF500", "BIC", "DEUTDEFF500"),
      ("passport no. C01X00T47", "PASSPORT", "C01X00T47"),
      ("Kennzeichen M-AB 1234", "PLATE", "M-AB 1234"),
      ("born on 2/8/1935", "DATE_OF_BIRTH", "2/8/1935"),
      ("geboren am 12. März 1980 in", "DATE_OF_BIRTH", "12. März 1980"),
      ("Date of birth: March 12, 1980", "DATE_OF_BIRTH", "March 12, 1980"),
      ("he is 47 years old", "AGE", "47"),
      ("Age: 31", "AGE", "31"),
      ("a 19 year old", "AGE", "19"),
      ("from 41.173.96.26 at", "IP", "41.173.96.26"),
      ("2001:db8:85a3::8a2e:370:7334", "IP", "2001:db8:85a3::8a2e:370:7334"),
      ("::ffff:1 or fe80::1ff:fe23:4567:890a", "IP", "fe80::1ff:fe23:4567:890a"),
      ("eth0 00:1A:2B:3C:4D:5E up", "MAC", "00:1A:2B:3C:4D:5E"),
      ("see https://anna-muster.de/about, or", "URL", "https://anna-muster.de/about"),
      ("www.anna-muster.de.", "URL", "www.anna-muster.de"),
      ("send to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "CRYPTO", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
      ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "CRYPTO", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
      ("0x52908400098527886E0F7030069857D2E4169EE7", "CRYPTO", "0x52908400098527886E0F7030069857D2E4169EE7"),
      ("my driver's license number is 2270-66-1551", "DRIVING_LICENCE", "2270-66-1551"),
      ("Führerschein B072RRE2I55", "DRIVING_LICENCE", "B072RRE2I55"),
      ("at SW1A 2AA in", "POSTCODE", "SW1A 2AA"),
      ("ZIP 90210", "POSTCODE", "90210"),
      ("in K1A 0B1,", "POSTCODE", "K1A 0B1"),
      ("+41 (0)29 622 44 85", "PHONE", "+41 (0)29 622 44 85"),
      ("+1-445-755-8926x409", "PHONE", "+1-445-755-8926x409"),
      ("(938) 310-4062", "PHONE", "(938) 310-4062"),
      ("Tel. 030/901820", "PHONE", "030/901820"),
      ("0490 75 40 81", "PHONE", "0490 75 40 81"),
      ("01.84.63.10.33", "PHONE", "01.84.63.10.33"),
      ("call me at 413 3504 please", "PHONE", "413 3504"),
      ("0049 30 901820", "PHONE", "0049 30 901820"),
      ("mobile: 07700949414", "PHONE", "07700949414"),
      ("password: hT7q9Zp2Lm4Xw8Rk", "SECRET", "hT7q9Zp2Lm4Xw8Rk"),
      ("API_KEY=9f8a7b6c5d4e3f2a1b0c9d8e", "SECRET", "9f8a7b6c5d4e3f2a1b0c9d8e"),
      ("my card 4111 1111 1111 1112", "CARD", "4111 1111 1111 1112"),
      ("card # 675916021990 for", "CARD", "675916021990"),
      ("Lindenstraße 12a, Berlin", "ADDRESS", "Lindenstraße 12a"),
      ("1668 Glyn Street", "ADDRESS", "1668 Glyn Street"),
      ("Rua João Pessoa 1636", "ADDRESS", "Rua João Pessoa 1636"),
      ("33 avenue de Provence", "ADDRESS", "33 avenue de Provence"),
      ("P.O. Box 131", "ADDRESS", "P.O. Box 131"),
    ])
  func finds(text: String, kind: String, value: String) {
    let bytes = Array(text.utf8)
    let found = Redaction.findings(bytes).map { ($0.kind.name, String(decoding: bytes[$0.range], as: UTF8.self)) }
    #expect(found.contains { $0 == (kind, value) }, "\(found)")
  }

  @Test(
    "are not found in what only looks alike",
    arguments: [
      "2026-03-12 10:20:30", "12.03.2026", "Order 1234567890", "12345678", "version 10.2.3.4.5", "1.2.3", "12:30:45",
      "ff:ff", "3.14159265",
      "398-25-979", "000-12-3456", "45.000.000", "1,234,567.89 EUR", "0x1F", "INV-2026-0001234", "4006381333931",
      "DE123456789", "aged 30 days",
      "age 250", "127.0.0.1", "0.0.0.0", "https://example.com/x", "http://localhost:8080", "Dear customer",
      "The Green Button", "New York",
      "0xDEADBEEF", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
      "password: hunter2", "token = nextToken()",
      "1700000000", "8 of 10", "A4 80 g/m2", "10x20x30", "2024/25", "#123456789", "std::vector", "a::b", "12:34",
    ])
  func leaves(text: String) {
    let bytes = Array(text.utf8)
    let found = Redaction.findings(bytes).map { ($0.kind.name, String(decoding: bytes[$0.range], as: UTF8.self)) }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("are what is asked for and nothing else, by either name")
  func chosen() throws {
    let bytes = Array("anna@muster.de, +41 (0)29 622 44 85".utf8)
    let email = try #require(Kind.named("email_address"))
    #expect(Redaction.findings(bytes, Kinds([email])).map(\.kind) == [.email])
    #expect(Kind.named("PHONE") == .phone && Kind.named("nothing") == nil)
    for kind in Kind.allCases { #expect(Kind.named(kind.name) == kind) }
  }

  @Test("places and organisations are found where they are asked for")
  func switched() {
    let bytes = Array("Halden Wholesale Ltd. in Slovenia".utf8)
    #expect(Redaction.findings(bytes).isEmpty)
    #expect(Set(Redaction.findings(bytes, .all).map(\.kind)) == [.organisation, .place])
  }

  @Test("of two that overlap the more certain one stays")
  func certain() {
    let bytes = Array("https://anna:s3cretword@files.muster.de/x".utf8)
    #expect(Redaction.findings(bytes).map(\.kind) == [.secret])
  }
}
