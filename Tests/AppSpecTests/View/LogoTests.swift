import Testing
import Values

@testable import AppSpec

@Suite("A workspace's logo")
struct LogoTests {
  /// One red pixel.
  private let png: [UInt8] =
    Base64URL.decode(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ_pLvAAAAAElFTkSuQmCC") ?? []
  /// A text chunk, `Comment` and `secret`.
  private let text: [UInt8] = Base64URL.decode("AAAADnRFWHRDb21tZW50AHNlY3JldGSqxSk") ?? []

  @Test("is a PNG that says nothing but its picture")
  func sound() throws {
    let logo = try #require(Logo(png: png))
    #expect(logo.bytes == png && (logo.width, logo.height) == (1, 1) && logo.shown == (32, 32))
    let talking = Array(png[..<33]) + text + Array(png[33...])
    #expect(Logo(png: talking)?.bytes == png)
  }

  @Test("is nothing that is damaged, cut off, prolonged, of another kind or too large")
  func broken() {
    for index in png.indices {
      var damaged = png
      damaged[index] ^= 0x20
      #expect(Logo(png: damaged) == nil)
      #expect(Logo(png: Array(png[..<index])) == nil)
    }
    #expect(Logo(png: png + [0]) == nil)
    #expect(Logo(png: Array("<svg onload=alert(1)>".utf8)) == nil)
    #expect(Logo(png: png + [UInt8](repeating: 0, count: Logo.limit)) == nil)
  }
}
