// Under which names no workspace is founded.

import Contract
import Testing
import Workspaces

@Suite struct ReservedNamesTests {
  @Test(
    "hosts of programs, of mail, of an operator and of Freehold are kept",
    arguments: ["www", "api", "admin", "mail", "autodiscover", "wpad", "mta-sts", "postmaster", "freehold", "sign-in"])
  func reserved(_ name: String) throws {
    let slug = try #require(Slug(name))
    #expect(!Workspace.mayBeNamed(slug))
  }

  @Test("what only looks like one is anybody's", arguments: ["home", "apis", "mailers", "www2", "wp", "team-admin"])
  func free(_ name: String) throws {
    let slug = try #require(Slug(name))
    #expect(Workspace.mayBeNamed(slug))
  }
}
