/// What `freehold dev` did once and need not do again, kept beside the data that it did it to.

import Values

struct DevState: Equatable {
  var isSeeded = false
  var isEnrolled = false
  /// Its addresses are https.
  var isSecure = false
  /// SHA-256 of the sample's secret as the runtime has it.
  var secretDigest = ""

  static func load(_ path: String) throws(ToolFailure) -> DevState {
    guard Files.exists(path) else { return DevState() }
    do {
      let json = try JSON.parse(try Files.read(path))
      return DevState(
        isSeeded: json["seeded"]?.bool ?? false, isEnrolled: json["enrolled"]?.bool ?? false,
        isSecure: json["secure"]?.bool ?? false,
        secretDigest: json["secret"]?.string ?? "")
    } catch let failure as ToolFailure {
      throw failure
    } catch {
      throw ToolFailure(.thisMachine, "\(path) is damaged.", advice: "Remove the data folder to begin anew.")
    }
  }

  func save(_ path: String) throws(ToolFailure) {
    let json: JSON = [
      "seeded": .bool(isSeeded), "enrolled": .bool(isEnrolled), "secure": .bool(isSecure),
      "secret": .string(secretDigest),
    ]
    try Files.write(json.bytes, to: path, mode: 0o600)
  }
}
