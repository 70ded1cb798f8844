/// What was found where, how sure that is, and why: each finding can be explained.

public struct Finding: Sendable, Equatable {
  public var kind: Kind
  /// In bytes of the UTF-8.
  public var range: Range<Int>
  public var certainty: Certainty
  public var reason: Reason

  init(_ kind: Kind, _ range: Range<Int>, _ certainty: Certainty, _ reason: Reason) {
    self.kind = kind
    self.range = range
    self.certainty = certainty
    self.reason = reason
  }
}

/// Of two findings that overlap the more certain one stays; of two alike the one that begins earlier.
public enum Certainty: UInt8, Sendable, Comparable {
  case possible, likely, certain

  public static func < (left: Certainty, right: Certainty) -> Bool { left.rawValue < right.rawValue }

  /// As the webhook's protocol states it, in hundredths.
  public var hundredths: Int {
    switch self {
    case .possible: 50
    case .likely: 80
    case .certain: 100
    }
  }
}

public enum Reason: UInt8, Sendable {
  case form, checksum, checksumAndCue, cue, prefix, privateKey, webToken, password, entropyAndCue, plan, given, pair
  case surname, title, introduced, verb, street, box, legalForm, list

  public var text: String {
    switch self {
    case .form: "its form is unmistakable"
    case .checksum: "its check digits hold"
    case .checksumAndCue: "its check digit holds, and a word beside it says what it is"
    case .cue: "a word beside it says what it is"
    case .prefix: "it begins as its issuer's credentials do"
    case .privateKey: "it stands between the marks of a private key"
    case .webToken: "it is a JSON web token"
    case .password: "it stands where an address has its password"
    case .entropyAndCue: "it looks random, and a word beside it says what it is"
    case .plan: "country code, length and grouping are those of a telephone number"
    case .given: "it is a given name and no common word"
    case .pair: "given and family name stand together"
    case .surname: "it is a family name and no common word"
    case .title: "a title stands before it"
    case .introduced: "the words before it introduce a name"
    case .verb: "the word after it says what a person does"
    case .street: "it has the parts of a street address"
    case .box: "it is a post box or a military address"
    case .legalForm: "a company's legal form follows"
    case .list: "it stands in the list of places"
    }
  }
}
