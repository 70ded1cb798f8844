/// All that an event of the trail has, under the names of its export. Written piece by piece: a page has fifty of these
/// lists, all of them closed at first.

import AppSpec
import Contract
import ControlStore
import Trust
import Values

enum AuditFacts {
  static func list(_ entry: AuditPage.Entry, slug: String) -> HTML {
    let (record, details) = (entry.record, entry.record.details)
    var list: HTML = "<dl class=\"facts\">"
    list.reserve(1024)
    list.fact("event", record.event.rawValue)
    list.fact("id", record.id.description)
    list.fact("at", plain: record.at.iso)
    list.fact("recorded_at", plain: record.recordedAt.iso)
    list.fact("subject", "\(record.subject.table) \(record.subject.id?.description ?? "(several)")")
    list.fact("actor", actorFact(record.actor))
    if let request = record.request?.description {
      let link: HTML = "<a href=\"/w/\(slug)/audit?request=\(request)\"><code>\(request)</code></a>"
      list.fact("request", markup: link)
    }
    list.fact("role_from", details.roleFrom?.rawValue)
    list.fact("role_to", details.roleTo?.rawValue)
    list.fact("app", details.app?.description)
    list.fact("release", details.release?.description)
    list.fact("number", details.number?.description)
    list.fact("element", details.element?.text)
    list.fact("problem", details.problem?.rawValue)
    list.fact("sqlstate", details.sqlState)
    list.fact("rows", details.rows?.description)
    list.fact("milliseconds", details.milliseconds?.description)
    if let receipt = details.receipt { list.facts(of: receipt, entry.model) }
    if record.level != .info { list.fact("level", record.level.rawValue) }
    list.fact("leaf", entry.leaf?.description)
    list.add("</dl>")
    return list
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

extension HTML {
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
  fileprivate mutating func fact(_ name: HTML, _ value: String?) {
    guard let value else { return }
    begin(name)
    add("<code>")
    add(plain: value)
    add("</code></dd>")
  }

  fileprivate mutating func fact(_ name: HTML, plain value: String) {
    begin(name)
    add(plain: value)
    add("</dd>")
  }

  fileprivate mutating func fact(_ name: HTML, markup: HTML) {
    begin(name)
    add(markup)
    add("</dd>")
  }

  private mutating func begin(_ name: HTML) {
    add("<dt>")
    add(name)
    add("</dt><dd>")
  }
}
