// A workspace with more than a page of people and apps.

import Postgres
import Testing

@testable import ControlPlane

@Suite("A workspace that has grown")
struct CrowdTests {
  /// Past the guards, as an administrator of the database could.
  private func grown(_ plane: TestPlane) async throws -> Browser {
    let connection = try await Connection.open(plane.superuser)
    try await connection.script(
      """
      set session_replication_role = replica;
      insert into freehold.apps (workspace_id, id, name, title)
        select w.id, gen_random_uuid(), 'app_' || n, 'App ' || lpad(n::text, 3, '0') || ' & more'
        from freehold.workspaces w, generate_series(1, 120) n where w.slug = 'home';
      create temp table people as select gen_random_uuid() as id, n from generate_series(1, 120) n;
      insert into freehold.accounts (id, email, name)
        select id, 'p' || lpad(n::text, 3, '0') || '@example.org', 'Person <' || n || '>' from people;
      insert into freehold.members (workspace_id, account_id, role)
        select w.id, p.id, 'member' from freehold.workspaces w, people p where w.slug = 'home'
      """)
    await connection.close()
    return try await plane.owner()
  }

  /// What stands in the button's form after the page.
  private func next(_ page: Answer) -> String? { page.between("name=\"after\" value=\"", "\"") }

  @Test("Its apps are shown a page at a time, each of them once, and found by title or name")
  func apps() async throws {
    try await TestPlane.serving { plane in
      let owner = try await grown(plane)
      var seen: [String] = []
      var page = try await owner.get("/w/home")
      #expect(page.text.contains("120 in this workspace"))
      while true {
        seen += page.text.split(separator: "<h2>App ").dropFirst().map { String($0.prefix(3)) }
        guard let after = next(page) else { break }
        page = try await owner.get("/w/home?after=\(after)")
      }
      #expect(seen == (1...120).map { String("00\($0)".suffix(3)) })
      let found = try await owner.get("/w/home?q=aPP_77")
      #expect(found.text.contains("App 077 &amp; more") && found.text.split(separator: "<h2>App ").count == 2)
      #expect(try await owner.get("/w/home?q=%3Cb%3E").text.contains("No app has that in its title or name."))
      #expect(try await owner.get("/w/home?after=No+Name").status == 404)
    }
  }

  @Test("Its members are shown a page at a time, and found by name or address")
  func members() async throws {
    try await TestPlane.serving { plane in
      let owner = try await grown(plane)
      var seen: Set<String> = []
      var (page, pages) = (try await owner.get("/w/home/members"), 1)
      while true {
        let cells = page.text.split(separator: "<tr><td>").map { $0.split(separator: "<").first.map(String.init) ?? "" }
        seen.formUnion(cells)
        guard let after = next(page) else { break }
        page = try await owner.get("/w/home/members?after=\(after)")
        pages += 1
      }
      #expect(pages == 3 && seen.filter { $0.hasSuffix("@example.org") && $0.hasPrefix("p") }.count == 120)
      let found = try await owner.get("/w/home/members?q=person+%3C11%3E")
      #expect(found.text.contains("p011@example.org") && !found.text.contains("p012@example.org"))
      #expect(found.text.contains("Person &lt;11&gt;"))
      #expect(try await owner.get("/w/home/members?q=100%25").text.contains("Nobody here has that"))
      #expect(try await owner.get("/w/home/members?after=nobody").status == 404)
    }
  }

  @Test("Its audit trail asks for words where there are too many people and apps to choose from")
  func audit() async throws {
    try await TestPlane.serving { plane in
      let owner = try await grown(plane)
      try await owner.post("/w/home/apps", [("spec", soundSpec), ("note", "")])
      let whole = try await owner.get("/w/home/audit")
      #expect(whole.text.contains("<input id=\"account\"") && whole.text.contains("<input id=\"app\""))
      #expect(!whole.text.contains("p001@example.org"))
      let none = try await owner.get("/w/home/audit?account=P007%40example.org")
      #expect(none.status == 200 && none.text.contains("Nothing was found") && none.text.contains("Person &lt;7&gt;"))
      #expect(try await owner.get("/w/home/audit?account=example.org").status == 422, "fits many")
      #expect(try await owner.get("/w/home/audit?account=nobody").status == 422)
      #expect(try await owner.get("/w/home/audit?app=app_77").text.contains("Nothing was found"))
      #expect(try await owner.get("/w/home/audit?app=app").status == 422)
    }
  }

  @Test("An app's older versions and releases are a page away, and the running one is known on each")
  func history() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      try await owner.post("/w/home/apps", [("spec", soundSpec), ("note", "first")])
      let path = try #require(try await owner.get("/w/home").between("plain\" href=\"", "\""))
      try await owner.get(path)
      try await owner.post("\(path)/releases", [("version", "1")])
      let connection = try await Connection.open(plane.superuser)
      try await connection.script(
        """
        set session_replication_role = replica;
        insert into freehold.spec_versions (workspace_id, app_id, number, id, spec, digest, note)
          select workspace_id, app_id, n, gen_random_uuid(), spec, digest, 'note ' || n
          from freehold.spec_versions, generate_series(2, 45) n where number = 1
        """)
      await connection.close()
      let newest = try await owner.get(path)
      #expect(newest.text.contains("note 45") && newest.text.contains("note 26") && !newest.text.contains("note 25"))
      #expect(newest.text.contains("?versions=26#versions") && !newest.text.contains("Older releases"))
      let oldest = try await owner.get("\(path)?versions=6")
      #expect(oldest.text.contains("note 5") && !oldest.text.contains("note 6"))
      #expect(!oldest.text.contains("Older versions"))
      #expect(oldest.text.contains("<span class=\"tag good\">published</span>") && oldest.text.contains(">Changes<"))
    }
  }
}
