// Which facts of the schema each control stands on. One fact may be several controls' business; none is nobody's.

extension SchemaFact {
  /// The controls that look at facts.
  enum Concern: Sendable, CaseIterable { case designOnly, tenancy, trailForAdmins, usageOnly, mutations, trailTyped }
}

extension SchemaFact.Concern {
  var kinds: [SchemaFact] {
    switch self {
    case .designOnly: [.relation, .column, .thing, .setting]
    case .tenancy: [.policy, .function, .view, .grant, .role, .setting]
    case .trailForAdmins: [.policy, .grant]
    case .usageOnly: [.policy, .grant, .column, .constraint, .trigger]
    case .mutations: [.trigger, .function, .thing]
    case .trailTyped: [.column, .constraint]
    }
  }

  /// Of those kinds.
  func includes(_ fact: String) -> Bool {
    switch self {
    case .designOnly, .tenancy, .mutations: true
    case .trailForAdmins: fact.contains("freehold.audit_")
    case .usageOnly: fact.contains("freehold.credit_")
    // Every constraint: what a subject may be is said by the tables that it names.
    case .trailTyped: true
    }
  }
}
