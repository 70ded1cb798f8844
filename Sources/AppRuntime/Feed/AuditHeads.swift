/// The last sealed head of each workspace's audit tree, kept where the control plane cannot reach it: a later head
/// that is shorter, or as long with another root, says that history was rewritten.

import Contract
import Logging
import ServerKit
import Values

actor AuditHeads {
  private struct Head: Equatable {
    var epoch: Int64
    var size: Int64
    var root: String
  }

  private let path: String
  private let controlKey: VerificationKey
  private let spool: Spool
  private let clock: WallClock
  private let logger: Logger
  private var heads: [WorkspaceID: Head] = [:]

  init(
    path: String, controlKey: VerificationKey, spool: Spool, clock: WallClock, logger: Logger
  ) throws {
    self.path = path
    self.controlKey = controlKey
    self.spool = spool
    self.clock = clock
    self.logger = logger
    guard let bytes = try StateFile.read(path) else { return }
    for item in try JSON.parse(bytes).array ?? [] {
      var reader = try JSONReader(item)
      let workspace: WorkspaceID = try reader.id("workspace")
      heads[workspace] = Head(
        epoch: try reader.integer("epoch"), size: try reader.integer("size"), root: try reader.string("root"))
    }
  }

  /// Keeps a head that follows; reports one that does not and keeps the old.
  func take(_ json: JSON, of workspace: WorkspaceID) async {
    guard let head = verified(json, of: workspace), follows(head, heads[workspace]) else {
      logger.critical("a sealed audit head is rejected", metadata: ["workspace": .string(workspace.description)])
      let report = Report(
        id: .random(milliseconds: clock.milliseconds()), workspace: workspace, at: clock.now(),
        kind: .auditHeadRejected)
      do { try await spool.add([report]) } catch { logger.error("a report is lost: \(error)") }
      return
    }
    guard heads[workspace] != head else { return }
    heads[workspace] = head
    do { try StateFile.replace(path, with: kept.bytes) } catch { logger.error("\(error)") }
  }

  /// A new epoch begins when a control store was restored from a dump; it may be shorter, and is logged.
  private func follows(_ head: Head, _ last: Head?) -> Bool {
    guard let last else { return true }
    if head.epoch > last.epoch {
      logger.warning("the audit tree began a new epoch", metadata: ["epoch": .stringConvertible(head.epoch)])
      return true
    }
    guard head.epoch == last.epoch else { return false }
    return head.size > last.size || head == last
  }

  /// Signed by the control plane, and about this workspace: the signature covers all members but itself.
  private func verified(_ json: JSON, of workspace: WorkspaceID) -> Head? {
    guard let members = json.members, json["workspace"]?.string == workspace.description,
      let signature = json["signature"]?.string.flatMap({ Base64URL.decode($0) }),
      let epoch = json["epoch"]?.integer, let size = json["size"]?.integer, let root = json["root"]?.string
    else { return nil }
    let message = JSON.object(members.filter { $0.name != "signature" }).bytes
    return controlKey.verifies(signature, .auditHead, message) ? Head(epoch: epoch, size: size, root: root) : nil
  }

  private var kept: JSON {
    .array(
      heads.sorted { $0.key < $1.key }.map { workspace, head in
        .object([
          .init("workspace", .string(workspace.description)), .init("epoch", .integer(head.epoch)),
          .init("size", .integer(head.size)), .init("root", .string(head.root)),
        ])
      })
  }
}
