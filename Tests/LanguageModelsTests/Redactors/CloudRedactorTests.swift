import Secrets
import Testing
import Values

@testable import LanguageModels

/// The answers are shaped as the services' own documentation shows them; the services themselves are not asked.
@Suite("A redactor that is a cloud's service")
struct CloudRedactorTests {
  static let text = "Zoë 👋 lives at 12 High St, call 020 7946 0018."

  static let google = """
    {"result":{"findings":[
      {"infoType":{"name":"PERSON_NAME"},"likelihood":"LIKELY","location":{"byteRange":{"end":"4"},
       "codepointRange":{"end":"3"}},"createTime":"2026-11-21T12:00:00.000Z","findingId":"1"},
      {"infoType":{"name":"STREET_ADDRESS"},"likelihood":"POSSIBLE","location":{"byteRange":{"start":"19","end":"29"},
       "codepointRange":{"start":"15","end":"25"}}},
      {"infoType":{"name":"PHONE_NUMBER"},"likelihood":"VERY_LIKELY","location":{"byteRange":{"start":"36","end":"49"},
       "codepointRange":{"start":"32","end":"45"}}}]}}
    """

  static let amazon = """
    {"Entities":[
      {"Score":0.9999669790267944,"Type":"NAME","BeginOffset":0,"EndOffset":3},
      {"Score":0.8905550241470337,"Type":"ADDRESS","BeginOffset":15,"EndOffset":25},
      {"Score":0.9999889731407166,"Type":"PHONE","BeginOffset":32,"EndOffset":45}]}
    """

  static let masked = "[[PERSON_1]] 👋 lives at [[ADDRESS_1]], call [[PHONE_1]]."

  @Test("may be Google's, with a key or a token", arguments: ["api-key=goog-key", "token=ya29.token"])
  func dlp(credential: String) async throws {
    let (result, asked, sent) = try await ask(
      Self.google, "kind=dlp\nproject=my-project\nlocation=europe-west3\n\(credential)\nunion=off")
    #expect(result.text == "Hello Zoë" && result.receipt.redactor == .own)
    #expect(sent == Self.masked)
    let body = try asked.json
    #expect(body["item"]?["value"]?.string == Self.text && body["inspectConfig"]?["includeQuote"]?.bool == false)
    #expect(
      credential.hasPrefix("token")
        ? asked.headers["authorization"] == "Bearer ya29.token" : asked.headers["x-goog-api-key"] == "goog-key")
  }

  @Test("may be Amazon's, with a signed request")
  func comprehend() async throws {
    let (result, asked, sent) = try await ask(
      Self.amazon,
      "kind=comprehend\nregion=eu-central-1\naccess-key=AKIDEXAMPLE\nsecret-key=wJalr/x+y=\nsession-token=tok\nunion=off"
    )
    #expect(result.text == "Hello Zoë" && sent == Self.masked)
    #expect(asked.headers["x-amz-target"] == "Comprehend_20171127.DetectPiiEntities")
    #expect(asked.headers["content-type"] == "application/x-amz-json-1.1")
    let proof = try #require(asked.headers["authorization"])
    #expect(
      proof.hasPrefix(
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/eu-central-1/comprehend/aws4_request, "
          + "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature="))
    #expect(try asked.json["LanguageCode"]?.string == "en")
  }

  @Test("that did not find all, or answers otherwise, is no redactor")
  func failures() async throws {
    let cut = #"{"result":{"findings":[],"findingsTruncated":true}}"#
    let google = "kind=dlp\nproject=p\napi-key=k"
    let amazon = "kind=comprehend\nregion=eu-central-1\naccess-key=A\nsecret-key=s"
    for (answer, own, failure) in [
      (cut, google, RedactorFailure.incomplete), ("{}", google, .malformed), (#"{"result":[]}"#, google, .malformed),
      (#"{"result":{"findings":[{"infoType":{"name":"AGE"},"location":{}}]}}"#, google, .malformed),
      (#"{"Entities":[{"Type":"NAME","BeginOffset":0,"EndOffset":900}]}"#, amazon, .badSpan),
      (#"{"Entities":null}"#, amazon, .malformed), ("[]", amazon, .malformed),
    ] {
      let (result, _, sent) = try await ask(answer, own)
      #expect(result.refusal == .redactor(failure), "\(answer)")
      #expect(sent == nil)
    }
  }

  @Test("Signature Version 4 is what Amazon's own examples have")
  func signature() throws {
    let credential = OwnRedactor.AmazonCredential(
      region: "us-east-1", access: "AKIDEXAMPLE",
      secret: SecretValue(Array("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".utf8)), session: nil)
    let signer = AmazonSignature(
      credential, service: "service", now: try #require(Instant(iso: "2015-08-30T12:36:00Z")))
    let endpoint = try #require(Endpoint("https://example.amazonaws.com"))
    let vanilla = signer.headers(for: endpoint, [], [])
    #expect(vanilla.last?.1.hasSuffix("=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b") == true)
    let form = signer.headers(
      for: endpoint, [("Content-Type", "application/x-www-form-urlencoded")], Array("Param1=value1".utf8))
    #expect(form.last?.1.hasSuffix("=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a") == true)
  }

  /// The result, what the redactor was asked, and the prompt that reached the model.
  private func ask(
    _ answer: String, _ own: String
  ) async throws -> (ModelResult, WireServer.Request, sent: String?) {
    let redactor = try WireServer { $1.answer("200 OK", ["Content-Type: application/json"], answer) }
    let model = try WireServer { $1.stream(AnthropicWire.events(["Hello [[PERSON_1]]"])) }
    defer {
      redactor.close()
      model.close()
    }
    let asking = Asking()
    let result = await asking.ask(
      [.text(Self.text)], secret: "key=k\nendpoint=\(model.address)",
      Safeguard(.required, .own(SecretValue(Array("\(own)\nurl=\(redactor.address)".utf8)))))
    await asking.done()
    let sent = try model.requests.first?.json["messages"]?.array?.first?["content"]?.string
    return (result, try #require(redactor.requests.first), sent)
  }
}
