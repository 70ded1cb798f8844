/// Why a model wrote nothing: what the person reads, and the code for reports. In neither is anything of the texts or of
/// a server's own words.

import AppSpec
import Contract
import LanguageModels
import ServerKit

enum ModelProblem: Error, Sendable {
  /// None of that name, or no default one.
  case noConnection(Name?)
  case budgetSpent
  /// This runtime cannot write down what is spent or sent.
  case unrecorded
  /// A draft of an app that is not saved yet: nobody could count and record what is sent.
  case notSaved
  case refused(ModelRefusal)

  var code: ProblemCode {
    switch self {
    case .noConnection: .modelConnectionMissing
    case .budgetSpent: .modelBudgetSpent
    case .unrecorded: .spoolUnavailable
    case .notSaved: .appNotReady
    case .refused(let refusal): refusal.problemCode
    }
  }

  /// For the log: from closed lists.
  var reason: String {
    switch self {
    case .noConnection: "no_connection"
    case .budgetSpent: "budget_spent"
    case .unrecorded: "unrecorded"
    case .notSaved: "not_saved"
    case .refused(.redactor(let failure)): "redactor_" + failure.code
    case .refused(let refusal): refusal.code
    }
  }

  var problem: Problem {
    let (happened, advice) = words
    return Problem(code, happened, advice: advice)
  }

  var words: (happened: String, advice: String) {
    switch self {
    case .noConnection(nil):
      (
        "This workspace has no model connection yet, so nothing can be written here.",
        "Nothing was sent. An administrator makes one in the console, under Models."
      )
    case .noConnection(let name?):
      (
        "This workspace has no model connection “\(name)”, which this app asks for.",
        "Nothing was sent. An administrator makes one of that name in the console, under Models."
      )
    case .budgetSpent:
      (
        "This app has spent its tokens for today.",
        "Nothing was sent. It goes on tomorrow (UTC), or when an administrator raises the connection's limit."
      )
    case .unrecorded:
      (
        "Prompts are paused, because they cannot be recorded at the moment.",
        "Nothing was sent. Tell the operator the request id below."
      )
    case .notSaved:
      (
        "This app is not saved yet: what its AI steps send could not be counted and recorded.",
        "Nothing was sent. Save the app in the editor, then try this again."
      )
    case .refused(let refusal): refusal.words
    }
  }
}

extension ModelRefusal {
  fileprivate var problemCode: ProblemCode {
    switch self {
    case .noSecret, .badSecret: .modelKeyMissing
    case .redactor(.network(.cancelled)), .network(.cancelled): .modelCancelled
    case .redactor: .redactionFailed
    case .network(.addressRefused): .modelAddressRefused
    case .network(.timedOut): .modelTimedOut
    case .network, .busy, .failed: .modelUnavailable
    case .keyRefused, .modelUnknown, .tooLong, .redirected, .rejected, .declined: .modelRefused
    case .brokenAnswer: .modelAnswerBroken
    }
  }

  fileprivate var words: (happened: String, advice: String) {
    let later = "Nothing was changed. Try again in a moment; if it goes on, tell an administrator."
    let admin = "Nothing was changed. An administrator can look at the connection in the console, under Models."
    switch self {
    case .noSecret: return ("The model connection has no key at this runtime yet.", unsent(admin))
    case .badSecret:
      return ("The model connection's secret cannot be used: it is no key, or its address is none.", unsent(admin))
    case .network(.cancelled), .redactor(.network(.cancelled)):
      return (
        "The writing was stopped, because nobody was reading.", "Nothing was changed. Ask again when you want it."
      )
    case .redactor(let failure):
      return (
        "Nothing was sent to the model: the redactor \(failure.words), and this app asks for redaction.",
        "Try again in a moment; if it goes on, tell an administrator. The audit trail has this as an error."
      )
    case .network(.addressRefused):
      return (
        "The model's address is a private one, which this installation does not allow.",
        "Nothing was sent. The operator can open the address with --allow-private-addresses."
      )
    case .network(.timedOut): return ("The model took too long to answer.", later)
    case .network: return ("The model cannot be reached.", later)
    case .keyRefused: return ("The model's server does not accept the connection's key.", admin)
    case .modelUnknown: return ("The model's server knows no model of that name.", admin)
    case .tooLong:
      return ("The prompt is too long for this model.", "Nothing was changed. Tell whoever built this app.")
    case .busy: return ("The model is busy.", later)
    case .redirected: return ("The model's server sends elsewhere, which is not followed.", admin)
    case .rejected: return ("The model's server refused the request.", admin)
    case .failed: return ("The model's server failed.", later)
    case .brokenAnswer: return ("The model's answer broke off.", later)
    case .declined:
      return ("The model declined to write this.", "Nothing was changed. Change what is asked, or write it yourself.")
    }
  }

  private func unsent(_ advice: String) -> String {
    "Nothing was sent. " + advice.dropFirst("Nothing was changed. ".count)
  }
}

extension RedactorFailure {
  fileprivate var words: String {
    switch self {
    case .noSecret: "has no secret at this runtime"
    case .badSecret: "is not described as it should be by its secret"
    case .network(.timedOut): "did not answer in time"
    case .network(.addressRefused): "has an address that this installation does not allow"
    case .network(.tls), .network(.notEncrypted): "could not be reached safely"
    case .network: "could not be reached"
    case .status: "answered with an error"
    case .malformed, .wrongID, .wrongHash, .badSpan, .incomplete: "gave an answer that cannot be relied on"
    }
  }
}
