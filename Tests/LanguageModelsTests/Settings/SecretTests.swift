import Contract
import Secrets
import Testing

@testable import LanguageModels

@Suite("The secrets of connections and redactors")
struct SecretTests {
  @Test("A key may stand alone, or beside where its server is")
  func keys() throws {
    for text in [
      "sk-ant-1==", " sk-ant-1== \n", "key=sk-ant-1==", "key = sk-ant-1==".replacing(" = ", with: "=") + "\r\n",
    ] {
      let access = try ModelAccess(SecretValue(Array(text.utf8)), for: .anthropic)
      #expect(access.key == SecretValue(Array("sk-ant-1==".utf8)))
      #expect(access.endpoint.url == "https://api.anthropic.com/")
    }
  }

  @Test(
    "of connections are refused in words that repeat nothing of them",
    arguments: [
      ("", ModelAccess.Problem.noKey), ("key=", .noKey), ("key=ä", .badKey), ("key=a\nkey=b", .malformed),
      ("key=a\nhost=b", .malformed), ("a\nb", .malformed), ("key=a b", .badKey),
      ("key=k\nendpoint=nowhere", .badEndpoint),
      ("key=k\napi-version=1&x", .malformed),
    ])
  func badAccess(text: String, problem: ModelAccess.Problem) {
    #expect(throws: problem) { try ModelAccess(SecretValue(Array(text.utf8)), for: .anthropic) }
  }

  @Test("of compatible servers say where they are")
  func compatible() throws {
    #expect(throws: ModelAccess.Problem.noEndpoint) {
      try ModelAccess(SecretValue(Array("key=k".utf8)), for: .openAICompatible)
    }
    let access = try ModelAccess(
      SecretValue(Array("endpoint=https://models.example.com/v1".utf8)), for: .openAICompatible)
    #expect(access.key == SecretValue([]))
    #expect(!"\(access)".contains("sk-"))
  }

  @Test(
    "of redactors are refused when a part is missing or wrong",
    arguments: [
      ("", OwnRedactor.Problem.noSecret), ("url=https://x.test", .noSecret), ("secret=0123456789abcdef", .noURL),
      ("url=https://x.test\nsecret=short", .secretTooShort), ("kind=other", .unknownKind), ("union=maybe", .malformed),
      ("url=nowhere\nsecret=0123456789abcdef", .badURL), ("kind=presidio", .noURL),
      ("kind=dlp\nproject=p", .noCredential),
      ("kind=dlp\napi-key=k", .badProject), ("kind=dlp\napi-key=k\nproject=../x", .badProject),
      ("kind=comprehend\naccess-key=a\nsecret-key=b", .badRegion),
      ("kind=comprehend\nregion=evil.com/\naccess-key=a\nsecret-key=b", .badRegion),
      ("kind=comprehend\nregion=eu-central-1\naccess-key=a", .noCredential), ("hello", .malformed),
      ("kind=presidio\nurl=https://x.test\nthreshold=1e9", .malformed),
    ])
  func badRedactor(text: String, problem: OwnRedactor.Problem) {
    #expect(throws: problem) { try OwnRedactor(SecretValue(Array(text.utf8))) }
  }

  @Test("of redactors in a cloud lead to the cloud")
  func clouds() throws {
    let google = try OwnRedactor(SecretValue(Array("kind=dlp\nproject=p\nlocation=europe-west3\ntoken=t".utf8)))
    #expect(
      google.endpoint.url == "https://dlp.googleapis.com/v2/projects/p/locations/europe-west3/content:inspect")
    let amazon = try OwnRedactor(
      SecretValue(Array("kind=comprehend\nregion=eu-central-1\naccess-key=a\nsecret-key=b".utf8)))
    #expect(amazon.endpoint.url == "https://comprehend.eu-central-1.amazonaws.com/")
  }
}
