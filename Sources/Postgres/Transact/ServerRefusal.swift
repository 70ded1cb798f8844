// From a failed result: the code, names and a position. The texts of the server are never read.

import CLibpq

extension PostgresError {
  /// Throws when the result is libpq's own, which means that the connection is gone.
  static func server(in result: OpaquePointer, prefixLength: Int) throws(PostgresError) -> PostgresError {
    func field(_ code: Character) -> String? {
      guard let ascii = code.asciiValue, let text = PQresultErrorField(result, CInt(ascii)) else { return nil }
      return String(cString: text)
    }
    guard let code = field("C") else { throw .connection(.lost) }
    let state = SQLState(rawValue: code)
    switch state {
    case .adminShutdown, .crashShutdown, .cannotConnectNow: throw .connection(.lost)
    case .queryCanceled: return .timedOut
    default: break
    }
    let position = field("P").flatMap { Int($0) }
      .flatMap { $0 <= prefixLength ? nil : $0 - prefixLength }
    let detail = ServerDetail(
      position: position, schema: field("s"), table: field("t"), column: field("c"), constraint: field("n"))
    return .server(state, detail)
  }
}
