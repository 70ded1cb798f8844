/// The last sealed head of each workspace's audit tree, kept where the control plane cannot reach it: a later head must
/// prove that its tree goes on from it (RFC 6962 section 2.1.2), or history was rewritten.

import Contract
import Logging
import ServerKit
import Synchronization
import Values

actor AuditHeads {
  private let path: String
  private let controlKey: VerificationKey
  private let control: any ControlPlaneLink
  private let spool: Spool
  private let clock: WallClock
  private let logger: Logger
  private var heads: [WorkspaceID: AuditHeadClaim] = [:]
  private let offers: AsyncStream<(JSON, WorkspaceID)>
  private nonisolated let offered: AsyncStream<(JSON, WorkspaceID)>.Continuation
  /// Told once: each report is an event of the very trail whose next head would be rejected again.
  private nonisolated let rejected = Mutex<Set<WorkspaceID>>([])

  init(
    path: String, controlKey: VerificationKey, control: any ControlPlaneLink, spool: Spool, clock: WallClock,
    logger: Logger
  ) throws {
    self.path = path
    self.controlKey = controlKey
    self.control = control
    self.spool = spool
    self.clock = clock
    self.logger = logger
    (offers, offered) = AsyncStream.makeStream(of: (JSON, WorkspaceID).self, bufferingPolicy: .bufferingNewest(10_000))
    guard let bytes = try StateFile.read(path) else { return }
    for item in try JSON.parse(bytes).array ?? [] {
      let (workspace, head) = try AuditHeadClaim.kept(item)
      heads[workspace] = head
    }
  }

  /// Whether a head was rejected and none that fits has come since.
  nonisolated var isRejecting: Bool { rejected.withLock { !$0.isEmpty } }

  /// In the order in which they came; returns at once, because a proof is asked for.
  nonisolated func offer(_ head: JSON, of workspace: WorkspaceID) { offered.yield((head, workspace)) }

  /// Judges what is offered until its task is cancelled.
  func run() async {
    for await (json, workspace) in offers { await judge(json, of: workspace) }
  }

  /// Keeps a head that follows; reports one that does not and keeps the old.
  private func judge(_ json: JSON, of workspace: WorkspaceID) async {
    guard let head = AuditHeadClaim(verifying: json, of: workspace, by: controlKey) else {
      return await reject(workspace, "its signature is wrong")
    }
    do {
      if let reason = try await objection(to: head, of: workspace) { return await reject(workspace, reason) }
    } catch {
      // The next head asks again.
      return logger.notice("a sealed audit head waits for its proof", metadata: ["error": "\(type(of: error))"])
    }
    if rejected.withLock({ $0.remove(workspace) }) != nil { logger.notice("the audit tree fits again") }
    guard heads[workspace] != head else { return }
    heads[workspace] = head
    do { try StateFile.replace(path, with: kept.bytes) } catch { logger.error("\(error)") }
  }

  /// Why `head` cannot follow the one that is kept; nil when it does.
  private func objection(to head: AuditHeadClaim, of workspace: WorkspaceID) async throws -> String? {
    guard let last = heads[workspace], last != head else { return nil }
    if head.epoch < last.epoch || head.size < last.size { return "it is older or shorter than the last one" }
    if head.size == last.size { return head.root == last.root ? nil : "it has another root at the same size" }
    let proof = try await control.consistency(of: workspace, from: last.size, to: head.size)
    let continues = proof.map {
      MerkleHash.continues(
        first: last.size, firstRoot: last.root, second: head.size, secondRoot: head.root, path: $0.path)
    }
    return continues ?? false ? nil : "its tree does not contain the last one"
  }

  private func reject(_ workspace: WorkspaceID, _ reason: String) async {
    guard rejected.withLock({ $0.insert(workspace).inserted }) else { return }
    logger.critical(
      """
      a sealed audit head is rejected: \(reason). If the control plane's database was restored from an older copy, \
      remove \(path) and start again; otherwise its history was rewritten
      """,
      metadata: ["workspace": .string(workspace.description)])
    let report = Report(
      id: .random(milliseconds: clock.milliseconds()), workspace: workspace, at: clock.now(), kind: .auditHeadRejected)
    do { try await spool.add([report]) } catch { logger.error("a report is lost: \(error)") }
  }

  private var kept: JSON { .array(heads.sorted { $0.key < $1.key }.map { $1.json(of: $0) }) }
}

/// What a head says (`Trust.AuditHead`), as much of it as a runtime compares.
struct AuditHeadClaim: Equatable {
  /// Grows when a control store was restored from a dump.
  var epoch: Int64
  var size: Int64
  var root: Digest

  /// Nil unless signed by the control plane, and about this workspace: the signature covers all members but itself.
  init?(verifying json: JSON, of workspace: WorkspaceID, by key: VerificationKey) {
    guard let members = json.members, json["workspace"]?.string == workspace.description,
      let signature = json["signature"]?.string.flatMap({ Base64URL.decode($0) }),
      let epoch = json["epoch"]?.integer, let size = json["size"]?.integer, size >= 0,
      let root = json["root"]?.string.flatMap({ Digest(hex: $0) }),
      key.verifies(signature, .auditHead, JSON.object(members.filter { $0.name != "signature" }).bytes)
    else { return nil }
    (self.epoch, self.size, self.root) = (epoch, size, root)
  }

  private init(epoch: Int64, size: Int64, root: Digest) { (self.epoch, self.size, self.root) = (epoch, size, root) }

  static func kept(_ json: JSON) throws(JSONReader.Problem) -> (WorkspaceID, AuditHeadClaim) {
    var reader = try JSONReader(json)
    let workspace: WorkspaceID = try reader.id("workspace")
    let (epoch, size) = (try reader.integer("epoch"), try reader.integer("size"))
    guard let root = Digest(hex: try reader.string("root")) else { throw JSONReader.Problem(member: "root") }
    return (workspace, AuditHeadClaim(epoch: epoch, size: size, root: root))
  }

  func json(of workspace: WorkspaceID) -> JSON {
    .object([
      .init("workspace", .string(workspace.description)), .init("epoch", .integer(epoch)),
      .init("size", .integer(size)), .init("root", .string(root.description)),
    ])
  }
}
