/// All that an event of the trail has, under the names of its export. Written piece by piece: a page has fifty of these
/// lists, all of them closed at first.

import AppSpec
import Contract
import ControlStore
import Trust
import Values

enum AuditFacts {
  static func write(_ entry: AuditPage.Entry, slug: String, to page: inout AppSpec.HTML) {
    let (record, details) = (entry.record, entry.record.details)
    page.raw("<dl class=\"facts\">")
    page.fact("event", record.event.rawValue)
    page.fact("id", record.id.description)
    page.fact("at", plain: record.at.iso)
    page.fact("recorded_at", plain: record.recordedAt.iso)
    page.fact("subject", "\(record.subject.table) \(record.subject.id?.description ?? "(several)")")
    page.fact("actor", actorFact(record.actor))
    if let request = record.request?.description { page.fact(request: request, slug: slug) }
    page.fact("role_from", details.roleFrom?.rawValue)
    page.fact("role_to", details.roleTo?.rawValue)
    page.fact("app", details.app?.description)
    page.fact("release", details.release?.description)
    page.fact("number", details.number?.description)
    page.fact("element", details.element?.text)
    page.fact("problem", details.problem?.rawValue)
    page.fact("sqlstate", details.sqlState)
    page.fact("rows", details.rows?.description)
    page.fact("milliseconds", details.milliseconds?.description)
    if let receipt = details.receipt { page.facts(of: receipt, entry.model) }
    if record.level != .info { page.fact("level", record.level.rawValue) }
    page.fact("leaf", entry.leaf?.description)
    page.raw("</dl>")
  }

  private static func actorFact(_ actor: AuditRecord.Actor) -> String {
    switch actor {
    case .account(let id): "account \(id)"
    case .runtime(let id): "runtime \(id)"
    case .system: "system"
    case .operatorCommand: "operator"
    }
  }
}

extension AppSpec.HTML {
  /// A model's call.
  fileprivate mutating func facts(of receipt: ModelReceipt, _ model: AuditPage.Model?) {
    fact("connection", model?.name.text ?? receipt.connection?.description)
    fact("model", model?.model)
    fact("region", model?.region)
    fact("policy", receipt.policy.rawValue)
    fact("redactor", receipt.redactor.rawValue)
    fact("masked", receipt.masked.isEmpty ? "nothing" : receipt.maskedText)
    fact("tokens_in", receipt.tokensIn.description)
    fact("tokens_out", receipt.tokensOut.description)
    if receipt.isGuessed {
      fact("tokens_guessed", plain: "true: the model's server did not count, or the call's end is unknown")
    }
  }

  /// A row of a list of facts; nothing without a value.
  fileprivate mutating func fact(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    begin(name)
    raw("<code>")
    plain(value)
    raw("</code></dd></div>")
  }

  fileprivate mutating func fact(_ name: StaticString, plain value: String) {
    begin(name)
    plain(value)
    raw("</dd></div>")
  }

  /// It leads to all that the request did.
  fileprivate mutating func fact(request: String, slug: String) {
    begin("request")
    raw("<a href=\"/w/")
    plain(slug)
    raw("/audit?request=")
    plain(request)
    raw("\"><code>")
    plain(request)
    raw("</code></a></dd></div>")
  }

  private mutating func begin(_ name: StaticString) {
    raw("<div><dt>")
    raw(name)
    raw("</dt><dd>")
  }
}
