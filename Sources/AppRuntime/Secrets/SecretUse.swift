/// What a secret is for: how its value is read, tried and asked for.

import AppSpec
import Connectors
import Contract
import LanguageModels
import Secrets
import ServerKit

enum SecretUse {
  case source
  case model(ModelConnection)
  /// The workspace's own.
  case redactor

  var label: String {
    switch self {
    case .source: "Address of the database, with its login"
    case .model(let model): model.provider == .anthropic ? "Key" : "Address of the server, and the key"
    case .redactor: "Address of the redactor, and what requests to it are signed with"
    }
  }

  var placeholder: String {
    switch self {
    case .source: "postgresql://user:password@host:5432/database"
    case .model(let model): model.provider == .anthropic ? "sk-ant-…" : "endpoint=https://models.example.com/v1\nkey=…"
    case .redactor: "url=https://redactor.example.com/spans\nsecret=…"
    }
  }

  var help: String {
    switch self {
    case .source: "Or lines of key=value: host, port, database, user, password, tls, ca."
    case .model(let model):
      model.provider == .anthropic
        ? "The key alone; or lines of key=… and endpoint=…, for a server of your own."
        : "Lines of endpoint=… and key=… (a server of your own may need none); api-version=… for Azure."
    case .redactor:
      "Lines of url=… and secret=…; previous-secret=… while it is rotated; kind=presidio, dlp or comprehend for those; "
        + "union=off to leave out our own checksummed findings."
    }
  }

  var test: String {
    switch self {
    case .source: "Test the connection"
    case .model: "Ask it for one word"
    case .redactor: "Try it with a sentence"
    }
  }

  /// Why `secret` cannot be used so, in words that repeat nothing of it.
  func problem(of secret: SecretValue) async -> String? {
    switch self {
    case .source:
      do throws(SourceSecret.Problem) { _ = try await SourceSecret.check(secret) } catch { return error.description }
    case .model(let model):
      do throws(ModelAccess.Problem) { _ = try ModelAccess(secret, for: model.provider) } catch { return error.words }
    case .redactor:
      do throws(OwnRedactor.Problem) { _ = try OwnRedactor(secret) } catch { return error.words }
    }
    return nil
  }
}

extension Runtime {
  func secretUse(_ name: String, _ visit: SecretVisit) -> SecretUse {
    let workspace = visit.place.workspace
    if let model = workspace.models.first(where: { $0.secret == name }) { return .model(model) }
    let isRedactor = visit.redactor == name || workspace.apps.values.contains { $0.app.redactor == name }
    return isRedactor ? .redactor : .source
  }

  /// Tries it, and says how that went.
  func standing(_ reference: SecretReference, _ use: SecretUse) async throws -> SecretStanding {
    switch use {
    case .source:
      let result = await sources.test(reference)
      if case .failure = result { return .fails(result.words) }
      return .works(result.words)
    case .model(let model):
      // What it costs a person to be sure: a few tokens.
      let question = Question([.text("Answer with the one word: yes")], answerTokens: 16)
      let result = await models.ask(
        question, of: ModelTarget(model), secret: try await secretUses.value(reference), safeguard: Safeguard(.required)
      )
      switch result {
      case .answered(_, let receipt): return .works("\(model.model) answered in \(receipt.milliseconds) ms.")
      case .refused(let refusal, _): return .fails(refusal.words)
      }
    case .redactor:
      guard let secret = try await secretUses.value(reference) else { return .fails(RedactorFailure.noSecret.words) }
      switch await models.tryRedactor(secret) {
      case .success(let count): return .works("It answers, and found \(count) of the 3 places in a sentence of ours.")
      case .failure(let failure): return .fails(failure.words)
      }
    }
  }
}

/// How it went when a secret was tried, in words.
enum SecretStanding: Equatable {
  case works(String)
  case fails(String)
}

extension Result where Success == SourceStanding, Failure == SourceFailure {
  fileprivate var words: String {
    switch self {
    case .failure(let failure): failure.problem.happened
    case .success(let standing):
      "PostgreSQL \(standing.version) answers, database \(standing.database), as \(standing.user)."
        + (standing.isSuperuser ? " This login may do everything; give apps one of their own with few rights." : "")
    }
  }
}

extension ModelAccess.Problem {
  fileprivate var words: String {
    switch self {
    case .malformed: "These are no lines of key=…, endpoint=… and api-version=…."
    case .noKey: "The key is missing."
    case .badKey: "A key holds no spaces and no letters beyond ASCII."
    case .noEndpoint: "The server's address is missing: a line endpoint=https://…."
    case .badEndpoint: "The endpoint is no https:// address."
    }
  }
}

extension OwnRedactor.Problem {
  fileprivate var words: String {
    switch self {
    case .malformed: "These are no lines of url=…, secret=… and the others that are named below."
    case .unknownKind: "kind is webhook, presidio, dlp or comprehend."
    case .badURL: "The url is no https:// address."
    case .noURL: "The redactor's address is missing: a line url=https://…."
    case .noSecret: "What requests are signed with is missing: a line secret=…."
    case .secretTooShort: "A secret that signs requests has 16 characters at least."
    case .noCredential: "The cloud's credential is missing."
    case .badRegion: "The region is missing, or is none."
    case .badProject: "The project is missing, or is none."
    }
  }
}

extension ModelRefusal {
  /// For the administrator who tries a key.
  fileprivate var words: String {
    switch self {
    case .noSecret: "It is not set."
    case .badSecret(let problem): problem.words
    case .redactor(let failure): failure.words
    case .network(.addressRefused): "Its address is not one that this runtime's operator allows."
    case .network(.timedOut): "The server did not answer in time."
    case .network: "The server cannot be reached, or its certificate is not trusted."
    case .keyRefused: "The server does not take this key."
    case .modelUnknown: "The server knows no such model, or has nothing at this address."
    case .tooLong: "The server says that one sentence is too long for it."
    case .busy: "The server takes the key, and is busy."
    case .redirected: "The server sends elsewhere. Give the address where it sends."
    case .rejected(let status): "The server refused what was asked (\(status))."
    case .failed: "The server failed."
    case .brokenAnswer: "What came back is no model's answer. Is this the right address?"
    case .declined: "The model declined to answer."
    }
  }
}

extension RedactorFailure {
  fileprivate var words: String {
    switch self {
    case .noSecret: "It is not set."
    case .badSecret(let problem): problem.words
    case .network(.addressRefused): "Its address is not one that this runtime's operator allows."
    case .network(.timedOut): "It did not answer in time."
    case .network: "It cannot be reached, or its certificate is not trusted."
    case .status(let status): "It answered with status \(status)."
    case .malformed: "It answers with something else than was agreed."
    case .wrongID: "It answers with another id than it was asked with."
    case .wrongHash: "It answers about another text than it was sent."
    case .badSpan: "It names places outside the text."
    case .incomplete: "It says itself that it did not find all."
    }
  }
}
