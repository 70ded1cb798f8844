// Invitations, roles and removals.

import Contract
import Testing
import Workspaces

@testable import ControlPlane

@Suite("The people of a workspace")
struct PeopleTests {
  @Test("An invitation for an address works for that person only, also on a closed installation")
  func invitation() async throws {
    try await TestPlane.serving(isOpen: false) { plane in
      let owner = try await plane.owner()
      try await owner.get("/w/home/members")
      let made = try await owner.post("/w/home/invitations", [("email", "guest@example.org"), ("role", "builder")])
      let link = TestPlane.path(try #require(made.between("<code class=\"secret\">", "</code>")))
      let guest = Browser(plane)
      #expect(try await guest.get(link).text.contains("guest@example.org"))
      #expect(try await guest.post(link).text.contains("Look into your mail"))
      let signIn = try #require(try await plane.linkMailed(to: "guest@example.org"))
      #expect(try await guest.post(signIn).location == link, "back to the invitation")
      #expect(try await guest.post(link).location == "/w/home?done=joined")
      #expect(try await guest.get("/w/home/new-app").status == 200)
      #expect(try await guest.get("/w/home/audit").status == 404)
      #expect(try await owner.post(link).status == 410, "used")
    }
  }

  @Test("An invitation for whoever has its link lets one stranger in, also on a closed installation")
  func openInvitation() async throws {
    try await TestPlane.serving(isOpen: false) { plane in
      let owner = try await plane.owner()
      try await owner.get("/w/home/members")
      let made = try await owner.post("/w/home/invitations", [("email", ""), ("role", "member")])
      let link = TestPlane.path(try #require(made.between("<code class=\"secret\">", "</code>")))
      let uninvited = Browser(plane)
      try await uninvited.post("/sign-in", [("email", "uninvited@example.org")])
      #expect(try await plane.linkMailed(to: "uninvited@example.org") == nil)
      let guest = Browser(plane)
      #expect(try await guest.post(link).location == "/sign-in")
      try await guest.post("/sign-in", [("email", "guest@example.org")])
      let signIn = try #require(try await plane.linkMailed(to: "guest@example.org"))
      #expect(try await guest.post(signIn).location == link)
      #expect(try await guest.post(link).location == "/w/home?done=joined")
      let late = Browser(plane)
      #expect(try await late.post(link).status == 410)
      try await late.post("/sign-in", [("email", "late@example.org")])
      #expect(try await plane.linkMailed(to: "late@example.org") == nil, "used")
    }
  }

  @Test("A workspace is not founded under a host's name that means something else, and the field says why")
  func foundings() async throws {
    try await TestPlane.serving { plane in
      let person = try await plane.person("founder@example.org")
      for (slug, status, why) in [
        ("autodiscover", 422, "is kept for hosts"), ("home", 409, "is in use already"),
        ("Not-One", 422, "begins with a"),
      ] {
        let page = try await person.post("/workspaces", [("title", "Ours & theirs"), ("slug", slug)])
        #expect(page.status == status && page.text.contains(why), "\(slug)")
        #expect(page.text.contains("aria-invalid=\"true\" aria-describedby=\"slug-problem slug-hint\""), "\(slug)")
        #expect(page.text.contains("value=\"\(slug)\"") && page.text.contains("value=\"Ours &amp; theirs\""), "\(slug)")
      }
      let badTitle = try await person.post("/workspaces", [("title", "a\u{202E}b"), ("slug", "ours")])
      #expect(badTitle.status == 422 && badTitle.text.contains("id=\"title-problem\""))
      let founded = try await person.post("/workspaces", [("title", "Ours"), ("slug", "ours")])
      #expect(founded.location == "/w/ours?done=created")
    }
  }

  @Test("Another person cannot use it")
  func otherPerson() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let other = try await plane.person("other@example.org")
      try await owner.get("/w/home/members")
      let made = try await owner.post("/w/home/invitations", [("email", "guest@example.org"), ("role", "admin")])
      let link = TestPlane.path(try #require(made.between("<code class=\"secret\">", "</code>")))
      #expect(try await other.post(link).status == 403)
      #expect(try await other.get("/w/home").status == 404)
    }
  }

  @Test("A changed role counts at once; the last owner stays")
  func roles() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let admin = try await plane.member("admin@example.org", as: "admin", by: owner)
      let id = try await admin.accountID()
      let me = try await owner.accountID()
      #expect(try await admin.post("/w/home/members/\(me)/role", [("role", "viewer")]).status == 403, "owners only")
      #expect(try await admin.post("/w/home/members/\(id)/role", [("role", "owner")]).status == 403)
      #expect(try await owner.post("/w/home/members/\(me)/role", [("role", "member")]).status == 409, "last owner")
      #expect(try await owner.post("/w/home/members/\(me)/removal").status == 409)
      #expect(try await owner.post("/w/home/members/\(id)/role", [("role", "viewer")]).status == 303)
      #expect(try await admin.get("/w/home/audit").status == 404)
      #expect(try await owner.post("/w/home/members/\(id)/removal").status == 303)
      #expect(try await admin.get("/w/home").status == 404)
    }
  }

  @Test("Who manages members sees when each last signed in, and nobody else does")
  func lastSignIn() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let member = try await plane.member("m@example.org", as: "member", by: owner)
      let page = try await owner.get("/w/home/members")
      #expect(page.text.contains("Last sign-in") && !page.text.contains(">never<"))
      #expect(try await !member.get("/w/home/members").text.contains("Last sign-in"))
    }
  }

  @Test("Members see neither invitations nor buttons that are not theirs")
  func quietPage() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let member = try await plane.member("m@example.org", as: "member", by: owner)
      let page = try await member.get("/w/home/members")
      #expect(page.status == 200)
      #expect(!page.text.contains("<h2>Invite</h2>") && !page.text.contains("Remove"))
      #expect(page.text.contains(">Leave this workspace<"))
      #expect(try await owner.get("/w/home/members").text.contains(">Remove m@example.org<"))
      #expect(!page.text.contains("/w/home/audit"))
    }
  }
}
