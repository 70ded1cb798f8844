/// Why a request to a customer's server had no whole answer. Nothing of the request, the answer or the address is in it.

public enum OutgoingFailure: Error, Sendable, Equatable {
  /// The name has no address.
  case nameUnknown
  /// An address of the name is not open: the operator's list decides.
  case addressRefused
  /// `http` leads to this machine only; elsewhere it has to be `https`.
  case notEncrypted
  case unreachable
  /// No TLS, a certificate that is not trusted or for another name.
  case tls
  case timedOut(Phase)
  /// The connection ended before an answer began: nobody knows whether the request was heard.
  case lost
  /// The answer broke off, or is no HTTP.
  case broken
  case tooLong
  /// Whoever asked has gone.
  case cancelled

  public enum Phase: String, Sendable { case connect, firstByte, idle, whole }
}

/// How long each part of a request may take.
public struct OutgoingLimits: Sendable {
  public var connect: Duration
  /// From the connection to the answer's head.
  public var firstByte: Duration
  /// Between two pieces of the answer.
  public var idle: Duration
  public var whole: Duration

  public init(connect: Duration, firstByte: Duration, idle: Duration, whole: Duration) {
    (self.connect, self.firstByte, self.idle, self.whole) = (connect, firstByte, idle, whole)
  }

  public static let model = OutgoingLimits(
    connect: .seconds(10), firstByte: .seconds(60), idle: .seconds(30), whole: .seconds(300))
  public static let redactor = OutgoingLimits(
    connect: .seconds(3), firstByte: .seconds(5), idle: .seconds(3), whole: .seconds(8))
}
