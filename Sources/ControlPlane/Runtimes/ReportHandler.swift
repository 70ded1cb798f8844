/// What runtimes report: the closed vocabulary of `Contract.Report`, nothing else. A name that the release's spec
/// lacks, an unknown member, a string that is none of ours: that report is refused, the others count.

import AppSpec
import Contract
import ControlStore
import HTTPTypes
import Hummingbird
import Logging
import ServerKit
import Values

private let reportLimit = 500

extension ControlPlane {
  /// Answers `{"accepted":[…ids], "refused":[…ids]}`: neither needs to be delivered again. 422 when all were refused.
  func receiveReports(_ visit: Visit<RuntimeCaller>) async throws -> Response {
    guard let items = try Self.items(visit.who.body), items.count <= reportLimit else {
      throw Problem.malformed("The body is an array of at most \(reportLimit) reports.")
    }
    var sound: [Report] = []
    var refused: [JSON] = []
    for item in items {
      if let report = try await report(item, from: visit.who.runtime) {
        sound.append(report)
      } else {
        refused.append(Self.id(of: item))
      }
    }
    let accepted = try await store.receive(sound, from: visit.who.runtime, request: visit.context.requestID)
    let known = Set(accepted)
    for report in sound where !known.contains(report.id) { refused.append(.string(report.id.description)) }
    if !refused.isEmpty {
      visit.context.logger.warning("reports refused", metadata: ["count": .stringConvertible(refused.count)])
    }
    let body: JSON = ["accepted": .array(accepted.map { .string($0.description) }), "refused": .array(refused)]
    return .json(body, status: accepted.isEmpty && !items.isEmpty ? .unprocessableContent : .ok)
  }

  /// Nil for what is no report, or names what its release has not got.
  private func report(_ item: JSON, from runtime: EnrolledRuntime) async throws -> Report? {
    let report: Report
    do { report = try Report(item) } catch { return nil }
    guard let release = report.kind.release else { return report }
    guard let names = try await specNames.names(of: release, for: runtime, in: store) else { return nil }
    return names.has(report.kind) ? report : nil
  }

  private static func items(_ body: [UInt8]) throws(Problem) -> [JSON]? {
    do { return try JSON.parse(body).array } catch { throw .malformed("The request's body is not valid JSON.") }
  }

  /// The id when it is one; whatever else stands there is not repeated.
  private static func id(of item: JSON) -> JSON {
    item["id"]?.string.flatMap { ReportID($0) }.map { .string($0.description) } ?? .null
  }
}
