/// An expected no: returned, never thrown.
public enum Refusal: Error, Sendable, Equatable {
  /// There is none at this path, or the viewer's role is not named: what is forbidden looks absent.
  case noSuchPage
  /// A value in the path is not of its type.
  case badParameters([FieldProblem])
  /// There is none of this name, or the viewer's role is not named.
  case noSuchAction
  /// The row is gone, or this viewer cannot see it.
  case noSuchRow
  /// A form that no page of ours sends; the text says what is wrong with it, without its values.
  case badForm(String)
  /// Inputs of an action are missing or not of their type.
  case invalid([FieldProblem])
}

/// What is wrong with one field, in a sentence for the person who typed it.
public struct FieldProblem: Error, Sendable, Equatable {
  /// The parameter's or input's name, or `wholeForm`.
  public var field: String
  public var message: String

  public init(field: String, message: String) {
    self.field = field
    self.message = message
  }

  /// In the place of a name: the problem is no single field's.
  public static let wholeForm = ""
}
