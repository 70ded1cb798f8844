/// Words that say what stands beside them, in the larger languages of Europe; compared whole, with letters folded.

enum Cue: UInt8, CaseIterable {
  case phone, card, bic, ssn, itin, ein, nino, nhs, taxNumber, socialSecurity, nir, dni, fiscalCode, bsn, register,
    pesel
  case personalNumber, ahv, pps, aadhaar, pan, tfn, sin, cpf, cnpj, vat, passport, driver, licence, drivingLicence,
    plate
  case born, age, secret, postcode, speech, place, title, name, call, greeting, verb, legalForm, streetAfter,
    streetBefore, box

  var words: StaticString {
    switch self {
    case .phone:
      """
      phone telephone tel telefon telefono telefone telefoon telephonique mobile mobil movil movel handy cell cellphone fax \
      telefax whatsapp call calling callback dial ring sms rufnummer telefonnummer handynummer festnetz puhelin puhelinnumero \
      telefonnr tlf tlfnr gsm portable phones desk hotline numero ph mob telefoonnummer mobiltelefon mobilnummer fono
      """
    case .card:
      "card credit debit kreditkarte karte carte tarjeta carta cartao kort visa mastercard amex pan kreditkort"
    case .bic: "bic swift"
    case .ssn: "ssn ssns social"
    case .itin: "itin taxpayer"
    case .ein: "ein fein employer"
    case .nino: "nino nin insurance"
    case .nhs: "nhs patient"
    case .taxNumber: "steuer steuerid idnr steuernummer tin steueridentifikationsnummer tax identifikationsnummer idno"
    case .socialSecurity:
      "sozialversicherung sozialversicherungsnummer rentenversicherung svnr svnummer rvnr rvnummer versicherungsnummer sv"
    case .nir: "nir securite secu insee"
    case .dni: "dni nif nie identidad contribuinte"
    case .fiscalCode: "codice fiscale cf"
    case .bsn: "bsn burgerservicenummer sofinummer sofi"
    case .register: "rijksregister rijksregisternummer registre nrn niss insz"
    case .pesel: "pesel"
    case .personalNumber:
      """
      personnummer personnr cpr fodselsnummer fodselsnr hetu henkilotunnus samordningsnummer personal cprnr pnr \
      personbeteckning
      """
    case .ahv: "ahv avs"
    case .pps: "pps ppsn"
    case .aadhaar: "aadhaar aadhar uidai uid"
    case .pan: "pan permanent"
    case .tfn: "tfn tax"
    case .sin: "sin nas social"
    case .cpf: "cpf"
    case .cnpj: "cnpj"
    case .vat: "vat ust ustid ustidnr uid tva iva moms btw mwst vatin"
    case .passport:
      "passport reisepass pass passeport pasaporte passaporto passaporte paspoort passnummer reisepassnummer paszport"
    case .driver: "driver drivers driving conduire conducir guida conducao"
    case .licence: "license licence lic permis permiso licencia patente licenses licences"
    case .drivingLicence:
      "fuhrerschein fuehrerschein fuhrerscheinnummer rijbewijs korkort korekort forerkort ajokortti dl driverslicense fuhrerscheinnr"
    case .plate:
      "plate plates kennzeichen registration immatriculation matricula targa kenteken nummernschild plaque rego"
    case .born:
      """
      born birth dob birthday birthdate geboren geburtsdatum geb geburtstag ne nee naissance nacimiento nacido nacida nascita nato \
      nata nascimento nascido fodelsedatum fodt geboortedatum geboren urodzenia urodzony urodzona fodselsdato syntynyt syntymaaika \
      dateofbirth
      """
    case .age: "age aged alter turned edad eta idade alder leeftijd wiek"
    case .secret:
      """
      password passwort passwd pwd passphrase secret token apikey kennwort contrasena senha motdepasse wachtwoord haslo key \
      credential bearer authorization clientsecret accesskey secretkey authtoken accesstoken
      """
    case .postcode: "zip zipcode postcode plz postleitzahl postal cap codepostal postnummer postnr postinumero"
    case .speech:
      "said says say explained explains asked asks replied answered argued added sagte sagt commenter producer wrote lives lived died grew spent began sang teaches taught"
    case .place: "in at near from via new south north east west old saint san santa sankt"
    case .title:
      """
      mr mrs ms miss mx dr prof professor sir madam lady lord herr frau hr fru fr frk monsieur madame mademoiselle mme mlle \
      sr sra srta senor senora senorita don dona signor signora signorina sig dott dottor ing pan pani dhr mevr mevrouw meneer \
      mister doctor rev reverend captain sergeant
      """
    case .name:
      """
      name names nom nombre nome naam namn navn imie nazwisko nimi surname lastname firstname vorname nachname familienname \
      user customer client patient employee contact cardholder recipient sender author signed attn attention \
      kunde mitarbeiter ansprechpartner kontakt
      """
    case .call: "call calls called"
    case .greeting:
      "dear hello hi hey hallo liebe lieber cher chere querido querida caro cara bonjour regards sincerely gruss gruessen grussen greetings cheers thanks hej"
    case .verb:
      """
      said says say lives lived explained explains wrote writes told tells asked asks replied answered listed began spent works worked \
      joined moved thinks thought wants wanted likes liked signed called calls argued added noted claimed recalls married died \
      plays played sings sang teaches taught studied studies believes knows knew had has points pointed sagte schrieb wohnt \
      arbeitet
      """
    case .legalForm:
      """
      inc incorporated ltd limited llc llp plc corp corporation gmbh ag kg ohg ug se sa sas sarl srl spa bv nv ab oy as aps co company \
      group holdings holding bank university institute foundation etf fund trust pjsc sp zoo kft
      """
    case .streetAfter:
      """
      street st road rd avenue ave lane ln drive dr court ct boulevard blvd way terrace place pl square sq parade crescent close \
      highway hwy parkway pkwy circle cir trail grove garden gardens walk park parks mill mills common pass village villages creek harbor harbour bridge river valley \
      heights station fort isle cliffs lodge flats greens orchard rapids summit viaduct ridge hills meadows crossing row mews hill alley loop str strasse u utca ut utja rkp ter
      """
    case .box: "suite apt box postbox postfach psc unit appartement postboks apartado apo fpo dpo p"
    case .streetBefore:
      """
      rue via avenue rua calle carrer ul av avenida avda strada boulevard bd chemin allee piazza viale corso vicolo praca travessa \
      largo estrada paseo plaza camino ctra carretera ulica aleja al os bulevardul strasse platz route impasse quai cours place
      """
    }
  }
}

/// Which cues each word is, as bits by `Cue.rawValue`; a small table, built at first use and kept.
struct CueTable: @unchecked Sendable {
  private static let slots = 4096
  // Pointers, for the scan asks at every word and arrays would be retained each time.
  private let hashes: UnsafeMutablePointer<UInt32>
  private let bits: UnsafeMutablePointer<UInt64>

  static let shared = CueTable()

  private init() {
    hashes = .allocate(capacity: CueTable.slots)
    bits = .allocate(capacity: CueTable.slots)
    hashes.initialize(repeating: 0, count: CueTable.slots)
    bits.initialize(repeating: 0, count: CueTable.slots)
    for cue in Cue.allCases { add(cue) }
  }

  private func add(_ cue: Cue) {
    Word.each(cue.words) { hash in
      let slot = slot(hash)
      hashes[slot] = hash
      bits[slot] |= 1 << UInt64(cue.rawValue)
    }
  }

  @inline(__always)
  private func slot(_ hash: UInt32) -> Int {
    var slot = Int((hash ^ hash >> 15) & UInt32(CueTable.slots - 1))
    while hashes[slot] != 0, hashes[slot] != hash { slot = (slot + 1) & (CueTable.slots - 1) }
    return slot
  }

  @inline(__always)
  subscript(hash: UInt32) -> UInt64 { bits[slot(hash)] }
}
