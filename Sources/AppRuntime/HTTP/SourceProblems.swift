/// What a source's failure and a plan's refusal mean to the person, to a machine and to the log.

import AppSpec
import Contract
import ServerKit

extension SourceFailure {
  var code: ProblemCode {
    switch self {
    case .unreachable, .unknownHost, .busy: .sourceUnreachable
    case .wrongCredentials: .sourceCredentials
    case .secretMissing: .secretMissing
    case .addressRefused: .sourceAddressRefused
    case .timedOut: .sourceTimedOut
    case .tooLarge: .sourceResultTooLarge
    case .refused, .readOnly: .sourceRefused
    case .changed: .sourceChanged
    case .settings, .notPostgres, .noTLS, .certificate, .noDatabase: .sourceSettings
    }
  }

  var sqlState: String? {
    switch self {
    case .refused(let state), .changed(let state): state
    case .readOnly: "25006"
    default: nil
    }
  }

  /// For a page that cannot be shown without the source.
  var problem: Problem {
    Problem(code, happened, advice: advice, detail: sqlState.map { ["sqlstate": $0] } ?? [:])
  }

  private var happened: String {
    switch self {
    case .unreachable: "The database of this app cannot be reached."
    case .unknownHost: "The host of this app's database is unknown."
    case .notPostgres: "What answers at the address of this app's database is no PostgreSQL."
    case .noTLS: "The database of this app does not speak TLS, which its secret demands unless it says tls=disable."
    case .certificate: "The certificate of this app's database cannot be trusted."
    case .noDatabase: "The server of this app's database has no database of that name."
    case .busy: "All connections to the database of this app are in use."
    case .wrongCredentials: "The database of this app does not accept the credentials it was given."
    case .secretMissing(let name): "This workspace has no secret named “\(name)” for this app's database."
    case .addressRefused: "The database's address is a private one, which this installation does not allow."
    case .timedOut: "The database took too long to answer."
    case .tooLarge: "The database's answer is larger than a page may be."
    case .refused: "The database refused what this app asked of it."
    case .changed: "The database has changed since this app was published: a table or column is missing."
    case .readOnly: "This app tried to change data while showing a page."
    case .settings: "The secret for this app's database does not describe a database."
    }
  }

  private var advice: String {
    switch self {
    case .unreachable, .busy, .timedOut:
      "Nothing was changed. Try again in a moment; if it goes on, tell whoever looks after the database."
    case .unknownHost, .notPostgres, .noTLS, .certificate, .noDatabase:
      "Nothing was changed. Ask an administrator to look at host, port, database, tls and ca in the secret."
    case .wrongCredentials, .secretMissing, .settings:
      "Nothing was changed. Ask an administrator to set the secret again: freehold-runtime secrets set."
    case .addressRefused:
      "Nothing was changed. The operator can open the address with --allow-private-addresses."
    case .tooLarge: "Narrow the filter, or export the table as CSV."
    case .refused, .changed, .readOnly: "Nothing was changed. Tell whoever built this app the request id below."
    }
  }
}

extension Refusal {
  var problem: Problem {
    switch self {
    case .noSuchPage, .noSuchAction: .notFound
    case .badParameters(let problems):
      Problem(
        .invalidInput, problems.first?.message ?? "A value in the address is not of its type.",
        advice: "Go back and choose it again.")
    case .noSuchRow:
      Problem(
        .rowNotFound, "What this is about is gone, or not yours to see.",
        advice: "Nothing was changed. Go back and reload the page.")
    case .badForm(let what): .malformed(what)
    case .invalid(let problems):
      Problem(
        .invalidInput, problems.first?.message ?? "A value is not of its type.",
        advice: "Go back and correct it. Nothing was changed.")
    }
  }
}

extension PassRefusal {
  var problem: Problem {
    let advice = "Open the app again from your workspace's list of apps."
    return switch self {
    case .malformed: Problem(code, "This is not a pass.", advice: advice)
    case .forged: Problem(code, "This pass was not issued by the control plane.", advice: advice)
    case .expired: Problem(code, "This pass has expired or was revoked.", advice: advice)
    case .otherHost: Problem(code, "This pass is for another address.", advice: advice)
    case .used: Problem(code, "This pass was used before.", advice: advice)
    }
  }
}
