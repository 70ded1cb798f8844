/// One line of a log, and how a person reads it.

import Values

struct LogLine {
  let plane: LogPlane
  let text: String
  let json: JSON
  let time: Instant
  let level: LogLevel

  /// Nil for what is no line of a server's log.
  init?(_ bytes: ArraySlice<UInt8>, of plane: LogPlane) {
    let text = String(decoding: bytes, as: UTF8.self)
    let json: JSON
    do { json = try JSON.parse(text) } catch { return nil }
    guard let time = json["time"]?.string.flatMap({ Instant(iso: $0) }),
      let level = json["level"]?.string.flatMap({ LogLevel(rawValue: $0) })
    else { return nil }
    (self.plane, self.text, self.json, self.time, self.level) = (plane, text, json, time, level)
  }

  /// `2026-11-21 19:20:01.123  info  control  request  method=GET …`
  var readable: String {
    let stamp = time.iso.dropLast()
    let fraction = stamp.dropFirst(19).dropFirst().prefix(3)
    let milliseconds = String(fraction + String(repeating: "0", count: 3 - fraction.count))
    let moment = "\(stamp.prefix(10)) \(stamp.dropFirst(11).prefix(8)).\(milliseconds)"
    let word = level.rawValue.padded(to: 8)
    let tone = level >= .warning ? Terminal.bold(word) : word
    let head = "\(Terminal.dim(moment))  \(tone)  \(plane.rawValue.padded(to: 7))"
    let message = Self.plain(json["message"]?.string ?? "")
    let rest = members.map { " \(Terminal.dim($0.name + "="))\($0.value)" }.joined()
    return "\(head)  \(message)\(rest.isEmpty ? "" : " " + rest)"
  }

  private var members: [(name: String, value: String)] {
    guard case .object(let members) = json else { return [] }
    return members.filter { !["time", "level", "logger", "message"].contains($0.name) }.map { member in
      let value = member.value.string ?? String(decoding: member.value.bytes, as: UTF8.self)
      return (Self.plain(member.name), Self.plain(value))
    }
  }

  /// Controls could move a terminal's cursor.
  private static func plain(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028
      scalars.append(isControl ? "\u{FFFD}" : scalar)
    }
    return String(scalars)
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
