import Contract
import Testing
import Values

@Suite("A signed release")
struct ReleaseTests {
  let key = SigningKey()
  let release = Release(
    id: .random(milliseconds: 1), workspace: .random(milliseconds: 2), app: .random(milliseconds: 3),
    name: "collections", number: 7, publishedAt: Instant(iso: "2026-05-04T10:00:00Z")!, spec: Array("app: x".utf8))

  @Test("travels as JSON and is the same release at the other side")
  func travels() throws {
    let signed = try SignedRelease(signing: release, with: key)
    let arrived = try SignedRelease(JSON.parse(signed.json.bytes))
    #expect(arrived.verified(by: key.verifier, workspace: release.workspace) == release)
  }

  @Test("with another spec, number, workspace or key is none")
  func forged() throws {
    let json = try SignedRelease(signing: release, with: key).json
    for (name, value) in [("spec", "YXBwOiB5"), ("name", "other"), ("id", "00000000-0000-7000-8000-000000000000")] {
      let members = try #require(json.members).map { $0.name == name ? .init(name, .string(value)) : $0 }
      #expect(try SignedRelease(.object(members)).verified(by: key.verifier, workspace: release.workspace) == nil)
    }
    let signed = try SignedRelease(json)
    #expect(signed.verified(by: SigningKey().verifier, workspace: release.workspace) == nil)
    #expect(signed.verified(by: key.verifier, workspace: .random(milliseconds: 9)) == nil)
  }
}

@Suite("A runtime's request")
struct RuntimeRequestTests {
  let key = SigningKey()
  let now = Instant(iso: "2026-05-04T10:00:00Z")!

  @Test("verifies with its own headers and with no other body, path, time or key")
  func verifies() throws {
    let request = RuntimeRequest(
      runtime: .random(milliseconds: 1), time: now, method: "POST", target: "/runtime/v1/reports", body: [1, 2])
    let signature = try #require(try request.headers(signedWith: key).last).value
    #expect(request.verifies(signature: signature, by: key.verifier, now: now))
    #expect(!request.verifies(signature: signature, by: SigningKey().verifier, now: now))
    let late = Instant(microsecondsSinceEpoch: now.microsecondsSinceEpoch + 121_000_000)
    #expect(!request.verifies(signature: signature, by: key.verifier, now: late))
    var other = request
    other.body = [1, 3]
    #expect(!other.verifies(signature: signature, by: key.verifier, now: now))
    other = request
    other.target = "/runtime/v1/feed"
    #expect(!other.verifies(signature: signature, by: key.verifier, now: now))
  }
}

@Suite("A slug")
struct SlugTests {
  @Test("is a host name's part", arguments: ["a", "acme", "acme-2", "a1-b2"])
  func good(text: String) { #expect(Slug(text)?.text == text) }

  @Test("is nothing else", arguments: ["", "-a", "a-", "a--b", "1a", "A", "ä", "a.b", "a_b", "a b"])
  func bad(text: String) { #expect(Slug(text) == nil) }
}
