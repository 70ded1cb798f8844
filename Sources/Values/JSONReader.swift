/// Reads an object strictly: what is missing, of another type or unknown is an error, never a default.
///
///     var reader = try JSONReader(value)
///     let number = try reader.integer("number")
///     try reader.end()
public struct JSONReader {
  public struct Problem: Error, Equatable, Sendable {
    /// The member that is missing, wrong or unknown; empty when the value is no object.
    public var member: String
    public init(member: String) { self.member = member }
  }

  private var rest: [JSON.Member]

  public init(_ value: JSON) throws(Problem) {
    guard let members = value.members else { throw Problem(member: "") }
    rest = members
  }

  /// Nil when it is absent or null.
  public mutating func optional(_ name: String) -> JSON? {
    guard let index = rest.firstIndex(where: { $0.name == name }) else { return nil }
    let value = rest.remove(at: index).value
    return value == .null ? nil : value
  }

  public mutating func value(_ name: String) throws(Problem) -> JSON {
    guard let value = optional(name) else { throw Problem(member: name) }
    return value
  }

  public mutating func string(_ name: String) throws(Problem) -> String {
    guard let text = try value(name).string else { throw Problem(member: name) }
    return text
  }

  public mutating func integer(_ name: String) throws(Problem) -> Int64 {
    guard let number = try value(name).integer else { throw Problem(member: name) }
    return number
  }

  public mutating func bool(_ name: String) throws(Problem) -> Bool {
    guard let flag = try value(name).bool else { throw Problem(member: name) }
    return flag
  }

  public mutating func array(_ name: String) throws(Problem) -> [JSON] {
    guard let items = try value(name).array else { throw Problem(member: name) }
    return items
  }

  public mutating func id<Of>(_ name: String, as: ID<Of>.Type = ID<Of>.self) throws(Problem) -> ID<Of> {
    guard let id = ID<Of>(try string(name)) else { throw Problem(member: name) }
    return id
  }

  /// The bytes of a base64url member (RFC 4648 section 5, without padding).
  public mutating func base64(_ name: String) throws(Problem) -> [UInt8] {
    guard let bytes = Base64URL.decode(try string(name)) else { throw Problem(member: name) }
    return bytes
  }

  /// Every member has been read.
  public consuming func end() throws(Problem) {
    if let unknown = rest.first { throw Problem(member: unknown.name) }
  }
}
