/// What can be said about a spec's bytes before and when they turn out not to be YAML.
enum SpecBytes {
  /// Some editors begin UTF-8 with a byte order mark, which is no part of the text (YAML 1.2.2, section 5.2).
  static func withoutMark(_ bytes: [UInt8]) -> [UInt8] {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
  }

  /// Too many bytes, not UTF-8, or text that reads otherwise than it is.
  static func refusal(_ bytes: [UInt8]) -> Finding? {
    if bytes.count > SpecReader.maximumBytes {
      return Finding(
        .error, .start, "too-large",
        "This spec has \(bytes.count) bytes; \(SpecReader.maximumBytes) (1 MiB) are the most a spec may have.",
        "Is it the right file? Data belongs in the source, not in the spec.")
    }
    if let offset = firstInvalid(bytes) {
      return Finding(
        .error, place(of: offset, in: bytes), "not-utf8",
        "Byte \(offset) (\(hexadecimal(bytes[offset]))) is not UTF-8 text.",
        "Save the file as UTF-8; older editors write Latin-1 or UTF-16.")
    }
    guard let offset = firstTurn(bytes) else { return nil }
    return Finding(
      .error, place(of: offset, in: bytes), "direction-control",
      "An invisible character stands here that turns the direction of the text: the line reads otherwise than it is.",
      "Remove it. Arabic and Hebrew need none.")
  }

  /// libyaml's complaint in the words of a person who writes a spec.
  static func explain(_ failure: SpecEvents.Failure, _ bytes: [UInt8]) -> Finding {
    if let offset = bytes.firstIndex(where: isForbiddenControl) {
      return Finding(
        .error, place(of: offset, in: bytes), "control-character",
        "A control character (\(hexadecimal(bytes[offset]))) stands here.", "Remove it.")
    }
    if scalar(at: failure.place, in: bytes) == UInt8(ascii: "\t") {
      return Finding(
        .error, failure.place, "tab", "A tab stands where YAML needs spaces.", "Indent with two spaces.")
    }
    let context = failure.context.isEmpty ? "" : " \(failure.context)"
    if holds(failure.problem, "nesting level") { return tooDeep(failure.place) }
    // What is never closed is missed at the end; where it began says more.
    let end = place(of: bytes.count, in: bytes)
    let place = [failure.place, failure.contextPlace].compactMap { $0 }.first { $0 < end } ?? end
    return Finding(
      .error, place, "not-yaml",
      "This is not YAML: \(failure.problem)\(context).", advice(for: failure.problem + failure.context))
  }

  static func tooDeep(_ place: Place) -> Finding {
    Finding(
      .error, place, "too-deep", "This is nested more than \(SpecReader.maximumDepth) levels deep.",
      "No part of a spec needs that many levels; look for a bracket too many.")
  }

  private static func advice(for problem: String) -> String {
    let known: [(String, String)] = [
      ("mapping values are not allowed", "Put a text that contains “: ” in quotes, or check the indentation."),
      ("did not find expected key", "Check the indentation: keys of one group stand in the same column."),
      ("block collection", "Check the indentation: entries of one list stand in the same column."),
      ("cannot start any token", "A text that begins with @, `, % or another special character needs quotes."),
      ("quoted scalar", "Close the quotes, or escape the quote inside."),
      ("flow mapping", "Close the { } or add the missing comma. {{variables}} at a text's beginning need quotes."),
      ("flow sequence", "Close the [ ] or add the missing comma."),
      ("could not find expected ':'", "Is there a colon and a space behind the key?"),
    ]
    return known.first { holds(problem, $0.0) }?.1
      ?? "Check the quotes, brackets and indentation around this place."
  }

  private static func holds(_ text: String, _ part: String) -> Bool {
    let whole = Array(text.utf8)
    let wanted = Array(part.utf8)
    guard whole.count >= wanted.count else { return false }
    return (0...(whole.count - wanted.count)).contains { whole[$0..<$0 + wanted.count].elementsEqual(wanted) }
  }

  private static func isForbiddenControl(_ byte: UInt8) -> Bool {
    (byte < 32 && byte != 9 && byte != 10 && byte != 13) || byte == 127
  }

  /// The offset of the first byte that is not part of a well-formed sequence (Unicode 15, table 3-7).
  static func firstInvalid(_ bytes: [UInt8]) -> Int? {
    var offset = 0
    while offset < bytes.count {
      let lead = bytes[offset]
      if lead < 0x80 {
        offset += 1
        continue
      }
      let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
      guard (0xC2...0xF4).contains(lead), offset + length <= bytes.count,
        secondIsValid(lead, bytes[offset + 1]),
        bytes[(offset + 1)..<(offset + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
      else { return offset }
      offset += length
    }
    return nil
  }

  /// The offset of the first U+202A to U+202E or U+2066 to U+2069.
  private static func firstTurn(_ bytes: [UInt8]) -> Int? {
    bytes.indices.first { offset in
      bytes[offset] == 0xE2 && offset + 2 < bytes.count
        && (bytes[offset + 1] == 0x80 && (0xAA...0xAE).contains(bytes[offset + 2])
          || bytes[offset + 1] == 0x81 && (0xA6...0xA9).contains(bytes[offset + 2]))
    }
  }

  private static func secondIsValid(_ lead: UInt8, _ second: UInt8) -> Bool {
    switch lead {
    case 0xE0: second >= 0xA0
    case 0xED: second < 0xA0
    case 0xF0: second >= 0x90
    case 0xF4: second < 0x90
    default: true
    }
  }

  static func place(of offset: Int, in bytes: [UInt8]) -> Place {
    var place = Place.start
    for byte in bytes[..<min(offset, bytes.count)] {
      if byte == 10 {
        place = Place(line: place.line + 1, column: 1)
      } else if byte & 0xC0 != 0x80 {
        place.column += 1
      }
    }
    return place
  }

  private static func scalar(at place: Place, in bytes: [UInt8]) -> UInt8? {
    let lines = bytes.split(separator: 10, maxSplits: place.line, omittingEmptySubsequences: false)
    guard place.line <= lines.count else { return nil }
    let starts = lines[place.line - 1].filter { $0 & 0xC0 != 0x80 }
    return place.column <= starts.count ? starts[place.column - 1] : nil
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "0x" + (digits.utf8.count == 1 ? "0" : "") + digits
  }
}
