// What everybody reads about the controls, and what only operators do.

import Contract
import ControlStore
import Foundation
import Logging
import Postgres
import PostgresTesting
import ServerKit
import Testing
import Trust
import Values
import Workspaces

@testable import ControlPlane

@Suite("The trust pages")
struct SecurityPageTests {
  private func keep(
    _ plane: TestPlane, _ outcome: ControlOutcome, of control: Control = Control.all[0], key: SigningKey? = nil,
    programs: [ControlResult.Program]? = nil
  ) async throws {
    var evidence = Evidence()
    evidence.names(outcome == .passed ? "tables" : "found", ["secret_table_of_ours"])
    let result = ControlResult(
      control: control.id, kind: control.kind, at: plane.plane.clock.now(), outcome: outcome, milliseconds: 12,
      programs: programs ?? LiveChecks.programs + plane.plane.pageFiles, evidence: evidence)
    let key = key ?? plane.plane.signingKey
    try await plane.store.keep([try SignedControlResult(signing: result, with: key)], key: key.verifier)
  }

  @Test("Before a check has run every claim is there, and none of them as kept")
  func never() async throws {
    try await TestPlane.serving { plane in
      let page = try await Browser(plane).get("/security")
      #expect(page.status == 200)
      for control in Control.all {
        #expect(page.text.contains(String(decoding: ("\(control.claim)" as HTML).bytes, as: UTF8.self)))
      }
      let unclaimed = plane.plane.settings.unclaimed
      let checked = Control.all.filter { $0.kind != .attested && unclaimed[$0.id.text] == nil }.count
      #expect(page.text.contains("0 of \(checked) claims held"))
      #expect(page.text.components(separatedBy: "Not checked yet").count == checked + 1)
      #expect(!page.text.contains(">Holds<"))
    }
  }

  @Test("What holds and what does not is told to everybody, what the check saw to operators alone")
  func told() async throws {
    try await TestPlane.serving { plane in
      try await keep(plane, .passed)
      try await keep(plane, .failed, of: Control.all[1])
      try await keep(plane, .couldNotRun, of: Control.all[2])
      let page = try await Browser(plane).get("/security").text
      #expect(page.contains(">Holds<") && page.contains(">Does not hold<") && page.contains(">Could not be checked<"))
      #expect(page.contains("1 did not."))
      #expect(!page.contains("secret_table_of_ours"))
      let owner = try await plane.owner()
      let id = Control.all[1].id.text
      #expect(try await owner.get("/trust").text.contains("/trust/\(id)"))
      #expect(try await owner.get("/trust/\(id)").text.contains("secret_table_of_ours"))
      #expect(try await owner.get("/trust/data.nothing").status == 404)
      let other = try await plane.person("other@example.org")
      #expect(try await other.get("/trust").status == 404)
      #expect(try await other.get("/trust/\(id)").status == 404)
      try await keep(plane, .passed, of: Control.all[1])
      #expect(try await !Browser(plane).get("/security").text.contains("Does not hold"))
    }
  }

  @Test("A record that this installation did not sign is shown as that, and never as kept")
  func forged() async throws {
    try await TestPlane.serving { plane in
      try await keep(plane, .failed)
      try await plane.asSuperuser(
        "update freehold.control_results set result = replace(result, '\"failed\"', '\"passed\"')")
      let page = try await Browser(plane).get("/security").text
      #expect(page.contains("Record not genuine") && !page.contains(">Holds<"))
      try await plane.asSuperuser("delete from freehold.control_results")
      try await keep(plane, .passed, key: SigningKey())
      #expect(try await !Browser(plane).get("/security").text.contains(">Holds<"))
      #expect(try await plane.owner().get("/trust/\(Control.all[0].id)").text.contains("not signed by this"))
    }
  }

  @Test("An old record that is put there again, under another time or another control’s name, hides nothing")
  func replayed() async throws {
    for (control, at) in [
      ("control", "now() + interval '10 years'"), ("control", "'infinity'"), ("control", "now()"), ("control", "at"),
      ("'zz.later'", "at"), ("'ops.pinned'", "at"),
    ] {
      try await TestPlane.serving { plane in
        let tenant = try #require(Control.all.first { $0.id.text == "data.tenant" })
        try await keep(plane, .passed, of: tenant)
        plane.clock.advance(seconds: 60)
        try await keep(plane, .failed, of: tenant)
        try await plane.asSuperuser(
          """
          insert into freehold.control_results (id, control, at, result, signature)
          select gen_random_uuid(), \(control), \(at), result, signature from freehold.control_results
          where control = 'data.tenant' and result like '%"passed"%' order by at limit 1
          """)
        let page = try await Browser(plane).get("/security").text
        #expect(!page.contains(">Holds<"), "\(control) \(at)")
        #expect(page.contains(">Does not hold<") || page.contains("Record not genuine"), "\(control) \(at)")
      }
    }
  }

  @Test("What held two days ago counts as open: later results may be gone, or nobody looks any more")
  func old() async throws {
    try await TestPlane.serving { plane in
      let tenant = try #require(Control.all.first { $0.id.text == "data.tenant" })
      try await keep(plane, .passed, of: tenant)
      plane.clock.advance(seconds: 2 * 86_400 - 60)
      #expect(try await Browser(plane).get("/security").text.contains(">Holds<"))
      plane.clock.advance(seconds: 120)
      let page = try await Browser(plane).get("/security").text
      #expect(page.contains(">Not checked since<") && !page.contains(">Holds<"))
      #expect(page.contains("0 of ") && page.contains("1 held, and was not checked again for two days."))
      #expect(try await plane.owner().get("/trust").text.contains(">Not checked since<"))
      // A drill speaks of these programs, whatever its age.
      try await keep(plane, .passed, of: try #require(Control.all.first { $0.kind == .drill }))
      plane.clock.advance(seconds: 30 * 86_400)
      #expect(try await Browser(plane).get("/security").text.contains(">Holds<"))
    }
  }

  @Test("A drill of other programs than those that run is shown as that, and not as kept")
  func otherPrograms() async throws {
    try await TestPlane.serving { plane in
      try await keep(plane, .passed)
      #expect(try await Browser(plane).get("/security").text.contains("1 of "))
      try await keep(plane, .passed, programs: [.init(name: "freehold-control", digest: Digest(of: [1]))])
      let page = try await Browser(plane).get("/security").text
      #expect(page.contains(">Held with an earlier version<") && !page.contains(">Holds<"))
      #expect(page.contains("0 of ") && page.contains("1 held with an earlier version of the programs."))
    }
  }

  @Test("A drill of other files of Studio than those that are served is none of these; a live check needs none")
  func otherPageFiles() throws {
    let key = SigningKey()
    let now = Instant(secondsSinceEpoch: 1_800_000_000)
    let files = StudioFiles([.init(name: "studio.js", bytes: [1], brotli: [2])])
    func digests(_ files: StudioFiles) -> [ControlResult.Program] { PageFiles.digests(of: files, nil) }
    func holds(_ kind: ControlKind, with seen: [ControlResult.Program], _ served: StudioFiles) throws -> Bool {
      let control = try #require(Control.all.first { $0.kind == kind })
      let result = ControlResult(
        control: control.id, kind: kind, at: now, outcome: .passed, milliseconds: 1, programs: seen,
        evidence: Evidence())
      let kept = Kept(try SignedControlResult(signing: result, with: key), control: control.id.text, at: now)
      return ControlStanding.all(
        [kept], key: key.verifier, now: now, programs: [], pageFiles: digests(served)
      ).contains(where: \.holds)
    }
    #expect(try holds(.drill, with: digests(files), files))
    // Also what is sent to browsers in place of the file itself.
    for other in [
      StudioFiles([.init(name: "studio.js", bytes: [3], brotli: [2])]),
      StudioFiles([.init(name: "studio.js", bytes: [1], brotli: [4])]),
      StudioFiles([.init(name: "studio.js", bytes: [1], brotli: nil)]),
      StudioFiles(files.files + [.init(name: "more.js", bytes: [], brotli: nil)]),
    ] {
      #expect(try !holds(.drill, with: digests(files), other))
    }
    #expect(try !holds(.drill, with: [], files))
    #expect(try holds(.live, with: [], files))
  }

  @Test("Everybody reads the installation's key and the digest of each signed record, and nothing of what it saw")
  func digests() async throws {
    try await TestPlane.serving { plane in
      let key = Base64URL.encode(plane.plane.signingKey.verifier.rawBytes)
      #expect(try await Browser(plane).get("/security").text.contains("<code class=\"secret\">\(key)</code>"))
      try await keep(plane, .passed)
      let kept = try #require(try await plane.store.latestControlResults().first)
      let page = try await Browser(plane).get("/security").text
      #expect(page.contains("<td class=\"digest\"><code>\(Digest(of: kept.signed.json.bytes))</code>"))
      try await plane.asSuperuser(
        "update freehold.control_results set result = replace(result, '\"passed\"', '\"failed\"')")
      #expect(try await !Browser(plane).get("/security").text.contains("class=\"digest\""))
    }
  }
}
