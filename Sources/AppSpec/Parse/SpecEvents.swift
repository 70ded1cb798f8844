internal import CYaml

/// libyaml's events, one after the other, from a spec's bytes.
///
/// Yams builds its tree by recursion and resolves aliases before one can look, so the events are read straight from the
/// libyaml that Yams carries.
struct SpecEvents: ~Copyable {
  enum Event: Equatable {
    case streamStart, streamEnd, documentStart, documentEnd
    case scalar(String, SpecNode.Style)
    case sequenceStart, sequenceEnd, mappingStart, mappingEnd
    case alias
  }
  struct Located: Equatable {
    let event: Event
    let place: Place
    var anchored = false
    var tag: String?
  }
  /// libyaml's own words for what it cannot read.
  struct Failure: Error, Equatable {
    let problem: String
    let context: String
    let place: Place
    /// Where that which failed began.
    let contextPlace: Place?
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>

  init(_ bytes: [UInt8]) {
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    input = .allocate(capacity: max(bytes.count, 1))
    _ = input.initialize(from: bytes)
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  func next() throws(Failure) -> Located {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
    defer { yaml_event_delete(&event) }
    let place = Place(line: Int(event.start_mark.line) + 1, column: Int(event.start_mark.column) + 1)
    switch event.type {
    case YAML_SCALAR_EVENT: return scalar(event, place)
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      return Located(event: .sequenceStart, place: place, anchored: start.anchor != nil, tag: text(start.tag))
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      return Located(event: .mappingStart, place: place, anchored: start.anchor != nil, tag: text(start.tag))
    case YAML_SEQUENCE_END_EVENT: return Located(event: .sequenceEnd, place: place)
    case YAML_MAPPING_END_EVENT: return Located(event: .mappingEnd, place: place)
    case YAML_ALIAS_EVENT: return Located(event: .alias, place: place)
    case YAML_STREAM_START_EVENT: return Located(event: .streamStart, place: place)
    case YAML_DOCUMENT_START_EVENT: return Located(event: .documentStart, place: place)
    case YAML_DOCUMENT_END_EVENT: return Located(event: .documentEnd, place: place)
    default: return Located(event: .streamEnd, place: place)
    }
  }

  private func scalar(_ event: yaml_event_t, _ place: Place) -> Located {
    let scalar = event.data.scalar
    let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    let style: SpecNode.Style =
      switch scalar.style {
      case YAML_LITERAL_SCALAR_STYLE: .literal
      case YAML_FOLDED_SCALAR_STYLE: .folded
      case YAML_PLAIN_SCALAR_STYLE: .plain
      default: .quoted
      }
    return Located(
      event: .scalar(String(decoding: bytes, as: UTF8.self), style), place: place, anchored: scalar.anchor != nil,
      tag: text(scalar.tag))
  }

  private func text(_ pointer: UnsafeMutablePointer<UInt8>?) -> String? { pointer.map { String(cString: $0) } }

  private func failure() -> Failure {
    let failed = parser.pointee
    let mark = failed.problem_mark
    let begin = failed.context_mark
    return Failure(
      problem: failed.problem.map { String(cString: $0) } ?? "unreadable",
      context: failed.context.map { String(cString: $0) } ?? "",
      place: Place(line: Int(mark.line) + 1, column: Int(mark.column) + 1),
      contextPlace: failed.context == nil ? nil : Place(line: Int(begin.line) + 1, column: Int(begin.column) + 1))
  }
}
