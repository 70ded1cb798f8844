import Glibc
import Redaction
import Testing

@Suite("Redaction")
struct RedactionTests {
  @Test(
    "replaces what it knows and leaves the words around it",
    arguments: [
      ("paid with 4111 1111 1111 1111 today", "paid with [CARD] today"),
      ("4111111111111111", "[CARD]"),
      ("card=5500-0000-0000-0004,next", "card=[CARD],next"),
      ("amex 3782 822463 10005.", "amex [CARD]."),
      ("diners 3056 930902 5904 exp 12/29", "diners [CARD] exp 12/29"),
      ("on 2026-03-12 4111 1111 1111 1111 12/27", "on 2026-03-12 [CARD] 12/27"),
      ("an DE89370400440532013000 bitte", "an [IBAN] bitte"),
      ("an DE89 3704 0044 0532 0130 00, danke", "an [IBAN], danke"),
      ("gb82west12345698765432", "[IBAN]"),
      ("NO93 8601 1117 947", "[IBAN]"),
      ("IBAN:FR1420041010050500013M02606", "IBAN:[IBAN]"),
      ("write to Anna.Muster+x@mail.example.com.", "write to [EMAIL]."),
      ("<o'brien@example.ie>", "<[EMAIL]>"),
      ("to=jörg@bücher.example;", "to=[EMAIL];"),
      ("q=anna%40example.com&x=1", "q=[EMAIL]&x=1"),
      ("'anna@example.com'", "'[EMAIL]'"),
      ("anna@example.com_bob@example.com+eve@example.com", "[EMAIL]_[EMAIL]+[EMAIL]"),
      ("-anna@example.com", "-[EMAIL]"),
      ("mailto:anna@example.com?subject=x", "mailto:[EMAIL]?subject=x"),
      ("key AKIAIOSFODNN7EXAMPLE in use", "key [SECRET] in use"),
      ("ghp_abcdefghijklmnopqrstuvwxyz0123456789", "[SECRET]"),
      ("sk_live_4eC39HqLyjWDarjtT1zdp7dc!", "[SECRET]!"),
      ("xoxb-123456789012-abcdefABCDEF", "[SECRET]"),
      ("fhtool_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "[SECRET]"),
      ("Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVP-mB92K27u", "Bearer [SECRET]"),
      ("postgresql://app:s3cret@db.example.com/shop", "postgresql://[SECRET]@db.example.com/shop"),
      ("postgresql://app:s3/cr#t@db/shop", "postgresql://[SECRET]@db/shop"),
      ("a\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc=\n-----END RSA PRIVATE KEY-----\nb", "a\n[SECRET]\nb"),
      ("-----BEGIN PRIVATE KEY-----\nMIIE", "[SECRET]"),
    ])
  func replaces(text: String, expected: String) {
    #expect(Redaction.redacted(text) == expected)
  }

  @Test(
    "leaves what only looks alike",
    arguments: [
      "4111 1111 1111 1112", "41111111111111111", "order 4006381333931", "1763693521000", "2026-03-12T09:30:00.123456Z",
      "0193d6f4-1111-7111-8111-411111111111", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "DE89370400440532013001",
      "DE8937040044053201300", "v1.2.3-4", "+49 30 901820", "127.0.0.1:8080", "INV-2026-000123", "user@localhost",
      "@media (min-width: 40rem)", "a@b", "https://example.com:8080/@b.c/", "https://example.com/@handle",
      "AKIA short", "sk-short", "ghp_short", "eyJhbGciOiJIUzI1NiJ9", "-----BEGIN CERTIFICATE-----\nMIIE",
      "x4111111111111111", "4111111111111111x", "EUR 1234.56", "", "ü", "::1", "SQLSTATE 42P01", "3.14159265358979",
    ])
  func leaves(text: String) {
    #expect(Redaction.redacted(text) == text)
  }

  @Test("finds each kind wherever it stands between other bytes, valid UTF-8 or not")
  func anywhere() {
    var generator = SystemRandomNumberGenerator()
    let samples = ["4111111111111111", "DE89370400440532013000", "anna@example.com", "AKIAIOSFODNN7EXAMPLE"]
    let fillers: [[UInt8]] = [[0x20], [0x22, 0x7B], [0x0A], [0xE2, 0x80, 0x9C, 0x20], [0x28], [0xFF, 0x20], [0]]
    for _ in 0..<500 {
      let sample = Array(samples.randomElement(using: &generator)!.utf8)
      let before = fillers.randomElement(using: &generator)!
      let after = [0x20] + fillers.randomElement(using: &generator)!
      let found = Redaction.findings(before + sample + after)
      #expect(found.map(\.range) == [before.count..<before.count + sample.count])
    }
  }

  @Test("what is redacted stays as it is when redacted again")
  func idempotent() {
    var generator = SystemRandomNumberGenerator()
    let alphabet = Array("4111 -@.:/%0aDE89ghp_eyJ=\n\u{e4}".utf8)
    for _ in 0..<3000 {
      let bytes = (0..<Int.random(in: 0...80, using: &generator)).map { _ in alphabet.randomElement(using: &generator)!
      }
      let once = Redaction.redacted(bytes)
      #expect(Redaction.redacted(once) == once)
    }
  }

  @Test(
    "takes time in proportion to the text, also for hostile ones",
    arguments: ["eyJ-", "a..", "a://", "4111 ", "sk-", "-----BEGIN ", "a@", "a.a.", "DE89", "%40", "eyJa.eyJb.", "ü"])
  func linear(piece: String) {
    func seconds(_ count: Int) -> Double {
      let bytes = Array(String(repeating: piece, count: count).utf8)
      let start = processorSeconds()
      _ = Redaction.findings(bytes)
      return processorSeconds() - start
    }
    _ = seconds(1000)
    let (small, large) = (seconds(4000), seconds(64000))
    // Sixteen times the text; four times that is room for a busy machine, a quadratic pass would take 256 times.
    #expect(large < max(small, 0.0005) * 64)
  }
}

/// What this thread has used, so that a busy machine does not count.
func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
