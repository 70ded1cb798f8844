// The expected ways in which a wish is not granted; each is a value that a page can explain.

public enum Refusal: Error, Sendable, Equatable {
  /// His role has not got the capability.
  case notAllowed(Capability)
  /// Only an owner makes, changes or removes an owner.
  case ownersOnly
  /// A workspace always has an owner.
  case lastOwner
  /// There is none that he may see.
  case notFound
  /// The link or token is unknown, used or expired: which one is not told.
  case linkExpired
  /// The name, slug or address is in use.
  case taken
  /// No workspace may be founded under the name.
  case reservedName
  /// A deleted app still has the name.
  case reserved
  /// Somebody has saved this version since the text was opened.
  case newerVersion(Int64)
  /// A text is empty, too long or holds characters it cannot hold; `field` is the parameter's name.
  case invalid(field: String)
  /// The installation is closed to people who were not invited.
  case signUpClosed
  /// The invitation is for another address.
  case otherAddress
  /// The tool has to wait until the person confirms.
  case pending
  /// Just this is current already; nothing changed.
  case unchanged
  /// An app runs from the version's spec under another name.
  case otherApp
  /// The release's AI steps send text as it is: somebody who may has to approve of that.
  case needsApproval
  /// A download costs a credit, and there is none left.
  case noCredits
  /// So many permits were asked for and not spent that there are no more today.
  case tooManyUnspent
}
