import AppSpec
import Contract
import ServerKit
import Testing
import Values

@testable import AppRuntime

@Suite struct FeedTests {
  @Test("A new release replaces the old one; a broken, forged or foreign one does not, and the builder hears why")
  func releases() async throws {
    let house = try await House.open()
    let runtime = house.runtime
    let browser = try await runtime.signedIn()
    let next = Specs.collections.replacing("title: Overdue", with: "title: Later")
    try runtime.publish(next, app: house.app, number: 2)
    let swapped = try await eventually { try await browser.get("/collections").text.contains("Later") }
    #expect(swapped)
    let dropped = next.replacing("as total from invoices", with: "as total from nothing")
    let bad = try runtime.publish(dropped, app: house.app, number: 3)
    let told = try await eventually {
      runtime.far.reports.contains {
        $0.kind == .releaseFailed(bad, element: .init("total"), problem: .sourceChanged, sqlState: "42P01")
      }
    }
    #expect(told)
    let wrong = next.replacing("update invoices set paid = total", with: "update invoices set payed = total")
    let step = try runtime.publish(wrong, app: house.app, number: 4)
    let toldOfStep = try await eventually {
      runtime.far.reports.contains {
        $0.kind == .releaseFailed(step, element: .init("pay"), problem: .sourceChanged, sqlState: "42703")
      }
    }
    #expect(toldOfStep)
    for (spec, key, workspace, problem) in [
      (next, SigningKey(), nil, ProblemCode.releaseForged),
      (next, runtime.far.key, WorkspaceID.random(milliseconds: 3), .releaseForged),
      ("app: [", runtime.far.key, nil, .specInvalid),
      (next.replacing("app: collections", with: "app: other"), runtime.far.key, nil, .specInvalid),
    ] {
      let id = try runtime.publish(spec, app: house.app, key: key, in: workspace)
      let refused = try await eventually {
        runtime.far.reports.contains {
          $0.kind == .releaseFailed(id, element: nil, problem: problem, sqlState: nil)
        }
      }
      #expect(refused)
    }
    #expect(try await browser.get("/collections").text.contains("Later"))
    try await house.close()
  }

  @Test("A release that waits for its secret is taken once the secret is there")
  func waiting() async throws {
    let runtime = try TestRuntime()
    let database = try await SourceDatabase.make()
    try await runtime.start()
    let app = AppID.random(milliseconds: 1)
    try runtime.publish(Specs.collections, app: app)
    let told = try await eventually {
      runtime.far.reports.contains {
        if case .releaseFailed(_, _, .secretMissing, _) = $0.kind { true } else { false }
      }
    }
    #expect(told)
    let browser = try await runtime.signedIn()
    let early = try await browser.get("/collections", accept: "application/json")
    #expect(early.status == 503 && early.problem == "app_not_ready")
    let cabinet = try SecretCabinet(data: runtime.settings.data, keyFile: nil, key: nil)
    _ = try await cabinet.set(
      "shop-database", of: runtime.workspace, .production, to: Array(database.secret().utf8), for: .source)
    let served = try await eventually {
      runtime.clock.advance(seconds: 1)
      return runtime.server.runtime.book.live(app, in: runtime.workspace) != nil
    }
    #expect(served)
    #expect(runtime.far.reports.count { if case .releaseFailed = $0.kind { true } else { false } } == 1)
    let noted = try await eventually { runtime.far.reports.contains { $0.kind == .secretSet(.production, by: nil) } }
    #expect(noted)
    try await runtime.stop()
  }

  @Test("After a restart without the control plane the cached release serves; a tampered cache does not")
  func cached() async throws {
    let house = try await House.open()
    let runtime = house.runtime
    try await runtime.stop()
    runtime.far.goAway()
    try await runtime.start()
    let browser = try await runtime.signedIn()
    #expect(try await browser.get("/collections").status == 200)
    try await runtime.stop()
    let path = runtime.settings.data + "/releases/\(house.app).json"
    let bytes = try #require(try StateFile.read(path))
    let text = String(decoding: bytes, as: UTF8.self).replacing("\"number\":1", with: "\"number\":2")
    try StateFile.replace(path, with: Array(text.utf8))
    try await runtime.start()
    #expect(try await browser.get("/collections").status == 503)
    #expect(runtime.log.text.contains("release_forged"))
    try await runtime.stop()
  }

  @Test("A removed app and a removed workspace are gone, on disk too")
  func removal() async throws {
    let house = try await House.open()
    let runtime = house.runtime
    let browser = try await runtime.signedIn()
    runtime.far.say(.appRemoved(runtime.workspace, app: house.app))
    let gone = try await eventually { try await browser.get("/collections").status == 404 }
    #expect(gone)
    #expect(StateFile.names(in: runtime.settings.data + "/releases").isEmpty)
    runtime.far.say(.workspaceRemoved(runtime.workspace))
    let unknown = try await eventually { try await browser.get("/collections").status == 421 }
    #expect(unknown)
    try await runtime.stop()
  }

  @Test("A workspace that a new connection does not name any more is no longer served")
  func greeting() async throws {
    let house = try await House.open()
    let runtime = house.runtime
    let other = WorkspaceID.random(milliseconds: 4)
    runtime.far.greet([FeedEvent(position: 0, kind: .workspace(other, slug: "other", title: "Other"))])
    runtime.far.goAway()
    runtime.far.comeBack()
    let changed = try await eventually {
      runtime.server.runtime.book.workspace(slug: "acme") == nil
        && runtime.server.runtime.book.workspace(slug: "other") != nil
    }
    #expect(changed)
    try await runtime.stop()
  }

  @Test("A runtime that was removed serves nobody any more")
  func removed() async throws {
    let house = try await House.open()
    let runtime = house.runtime
    let browser = try await runtime.signedIn()
    runtime.far.removeRuntime()
    let isOut = try await eventually { try await browser.get("/collections").status == 421 }
    #expect(isOut)
    try await runtime.stop()
  }

  @Test("Reports wait while the control plane is away and arrive once when it is back")
  func reports() async throws {
    let house = try await House.open()
    let runtime = house.runtime
    runtime.far.goAway()
    let browser = try await runtime.signedIn()
    let fields = with("confirmed", "1", in: try await house.fields("pay", browser))
    #expect(try await browser.post("/collections/-/actions/pay", fields).status == 303)
    @Sendable func ended() -> Int {
      runtime.far.reports.count { if case .actionEnded = $0.kind { true } else { false } }
    }
    #expect(ended() == 0)
    try await runtime.stop()
    try await runtime.start()
    runtime.far.comeBack()
    let told = try await eventually { ended() == 1 && runtime.server.runtime.spool.backlog == 0 }
    #expect(told)
    #expect(Set(runtime.far.reports.map(\.id)).count == runtime.far.reports.count)
    try await runtime.stop()
  }
}
