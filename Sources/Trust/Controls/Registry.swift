// Every control that this version of Freehold has a check for. What has none is not here, and is claimed nowhere.

extension Control {
  public static let all: [Control] = data + studio + access + crypto + models + audit + operations + rights

  /// Nil for an id that no control has.
  public static func named(_ id: ControlID) -> Control? { all.first { $0.id == id } }

  private init(
    _ id: StaticString, _ group: ControlGroup, _ claim: String, kind: ControlKind = .live, looksAt: String
  ) {
    self.init(id: ControlID(known: id), group: group, claim: claim, kind: kind, looksAt: looksAt, statedDays: 0)
  }

  /// What the operator states: no program can check it.
  private init(
    _ id: StaticString, _ group: ControlGroup, _ claim: String, statedForDays days: Int, about: String
  ) {
    self.init(
      id: ControlID(known: id), group: group, claim: claim, kind: .attested, looksAt: about, statedDays: days)
  }

  private static let data: [Control] = [
    Control(
      "data.no-copy", .data,
      "Business payloads (rows, mails, files) are never received, cached or replicated by the control plane",
      kind: .drill,
      looksAt: """
        Unmistakable values in rows, credentials and an invoice; then a browser goes through all flows, and the control \
        plane's dump, write-ahead log, files, the logs and every byte that it was sent are searched for them, in every \
        encoding. The symbols of both servers' executables: neither links a module of the other's half. (freehold trust \
        canary)
        """),
    Control(
      "data.design-only", .data,
      "The control plane stores specs, versions, build logs and audit events, and nothing else about apps",
      looksAt: """
        The database's schemas, tables and columns, and whatever could copy or log rows by itself (rules, event triggers, \
        publications, settings; in a cluster of its own other databases), against the lists compiled into this program; what runtimes report is read by a closed vocabulary, to which a sentence is sent in every place where one could \
        stand.
        """),
    Control(
      "data.pointers", .data, "The control plane stores pointers to credentials, never their values", kind: .drill,
      looksAt: """
        The canary run's credentials: one that works and one that is refused, searched for in all that the control plane \
        keeps and was sent.
        """),
    Control(
      "data.direct", .data, "Apps call their integrations directly, from the runtime", kind: .drill,
      looksAt:
        "The control plane and its database are stopped: a page of an app must open in a browser and show its rows."
    ),
    Control(
      "data.request-time", .data, "Credentials are read from the secrets manager at request time", kind: .drill,
      looksAt: """
        The secret of an app's source is replaced by a wrong one, and by a new one after the database's password has \
        changed: the very next request must fail, and must succeed.
        """),
    Control(
      "data.tenant", .data,
      "A member of one workspace reads no row of another, even through a compromised route",
      looksAt: """
        Row-level security is forced on every table; each policy, function, right, role and membership is as the \
        migrations make it, and there is none beside them. Then straight SQL with the server's own login: without a \
        context, with a forged one, and as each role of a workspace that is not there, every table is asked for rows. Its \
        logins, with a password that is not theirs, must not come in.
        """),
    Control(
      "data.admin-rows", .data,
      "Audit, capability settings and beta requests are readable by admins only, by policy of the database",
      looksAt: """
        The trail's policies and rights, each as the migrations make it. Straight SQL with the server's own login, as each \
        role of real workspaces: the audit trail's rows and seals are there for admins and owners, and for nobody else. \
        (Capability settings and beta requests do not exist yet.)
        """),
  ]

  private static let studio: [Control] = [
    Control(
      "studio.local-pdf", .studio, "Invoice PDFs are made in the browser; contents are not uploaded", kind: .drill,
      looksAt: """
        The canary run's invoice: every request of the browser while it is written and downloaded, and all that the \
        control plane keeps and was sent, searched for what stands in it; the PDF itself must have it.
        """),
    Control(
      "studio.history", .studio, "History stays in the browser until the user clears it", kind: .drill,
      looksAt: """
        The canary run's invoice in the browser's own database: there after writing and after a reload; and nothing in any \
        of the browser's stores once everything is cleared.
        """),
    Control(
      "studio.usage-only", .studio, "A successful download records credits consumed, and nothing else",
      looksAt: """
        The columns of the credits' tables, by name and type, against the list of ids, kinds, amounts and times; the \
        triggers, constraints, policies and rights of the ledger, against those that the migrations make; that the server's login can change no entry.
        """),
  ]

  private static let access: [Control] = [
    Control(
      "access.membership", .access, "Every signed-in route verifies workspace membership before it answers",
      kind: .drill,
      looksAt: """
        Every address of the route table, asked by a stranger, by the owner of another workspace and by a member: what is \
        open to everyone stands on a list, and everything else asks who it is, or is not there. The tool's API, asked with \
        a token of the other workspace's owner. (freehold trust drill)
        """),
    Control(
      "access.review", .access, "Operators' access is reviewed every quarter", statedForDays: 100,
      about: """
        Who is an operator, who may enter the machines, the database and the backups, and that each of them still has to: \
        when that was last gone through, and by whom.
        """),
    Control(
      "access.roles", .access,
      "Builder, member and admin differ, and admin-only routes check the role themselves", kind: .drill,
      looksAt: """
        Every address of a workspace and of the installation, asked by a person of each role, who was invited as it: each \
        enters where the table lets it, and for everybody else nothing is there. The same at the runtime, with the pages of \
        an app whose roles are no hierarchy. (freehold trust drill)
        """),
    Control(
      "access.gate", .access, "While the beta gate is on, only invited people can create an account", kind: .drill,
      looksAt: """
        Sign-up is closed. Somebody who was never invited asks for a link to sign in by: none is sent and no account is made, \
        while a member is sent his. (freehold trust drill)
        """),
  ]

  private static let crypto: [Control] = [
    Control(
      "crypto.transit", .crypto, "TLS 1.2 or later with modern suites on every hop; nothing older",
      looksAt: """
        Handshakes with this server, or with the proxy in front of it, and with each runtime that serves every workspace: \
        TLS 1.2 and 1.3 must be taken; 1.0, 1.1, suites without forward secrecy and suites without authenticated \
        encryption must not. How the database is reached.
        """),
    Control(
      "crypto.rest", .crypto, "AES-256 at rest for every store", statedForDays: 366,
      about: """
        How the disks under the control plane's database, its data folder and its backups are encrypted, and who holds the \
        keys. A program inside cannot see it.
        """),
    Control(
      "crypto.webhooks", .crypto, "Every outgoing webhook is signed with HMAC-SHA256", kind: .drill,
      looksAt: """
        Each request of the canary run to a workspace's own redactor, which is the one webhook that this version sends, \
        also where it answers wrongly or not at all: the receiver computes the code itself, from SHA-256 alone. Then one of \
        them is changed in eight ways, and the receiver that Freehold has must refuse each. (What is sent to the interfaces \
        of Presidio, Google and Amazon proves itself as these want it.) (freehold trust canary)
        """),
  ]

  private static let operations: [Control] = [
    Control(
      "ops.fail-closed", .ops, "What is ambiguous is refused, loudly",
      looksAt: """
        Broken and ambiguous requests, sent to the server's own listener as bytes: hosts, lengths, forms, messages, tokens \
        and signatures that mean two things or nothing. Each must be answered by a refusal. The same for specs and \
        messages, with what reads them.
        """),
    Control(
      "ops.pinned", .ops, "Dependencies are pinned to exact versions",
      looksAt: """
        The packages that this program was built from, as its build resolved them: each must be one exact version, and none \
        may be there twice. A build whose graph is another than the committed list fails its tests. (The system's own \
        libraries are those of its distribution.)
        """),
    Control(
      "ops.adapters", .ops, "Model and cloud providers sit behind adapters", kind: .drill,
      looksAt: """
        The table of which target imports which, that the tests hold the sources to: what speaks to models, to redactors, to \
        secrets managers and to customers' sources stands in targets of its own, which nothing else imports but what asks \
        through them, and no package is a provider's. The symbols of both servers' executables: the control plane links none \
        of these, the runtime each, and neither links what its row does not reach. (freehold trust canary)
        """),
    Control(
      "ops.css", .ops, "Branding CSS submitted by an admin is sanitised before it reaches :root",
      looksAt: """
        Rules, selectors, imports, addresses, escapes, comments and ends of the style, given to the grammar of themes: each \
        must be refused whole, and what is sound must be written anew.
        """),
    Control(
      "ops.disclosure", .ops, "Vulnerability reports have an address and a policy of good faith",
      looksAt: """
        The server's own /.well-known/security.txt, read as RFC 9116 says: a contact that can be used, an end that is \
        neither over nor far away; and the policy that it leads to. (How soon somebody answers no program can see.)
        """),
  ]

  private static let rights: [Control] = [
    Control(
      "rights.standing", .rights,
      "Where the installation stands with GDPR, CCPA, SOC 2, ISO 27001, HIPAA and PCI DSS is stated honestly",
      statedForDays: 366,
      about: "For each of them: whether it applies, what is done about it, and who has audited that, if anybody has.")
  ]

  private static let models: [Control] = [
    Control(
      "ai.redact-default", .ai,
      "A redactor runs in every app by default, inside its runtime; raw text, redacted text and token maps never reach "
        + "the control plane",
      kind: .drill,
      looksAt: """
        An app that says nothing of redaction has a stand-in of a model write: the prompt that arrives there must have tokens \
        in the place of a planted name and of an IBAN; the answer and what a person makes of it are searched for in all that \
        the control plane keeps and was sent. (freehold trust canary)
        """),
    Control(
      "ai.own-redactor", .ai, "A workspace can put its own redactor in place by webhook, signed", kind: .drill,
      looksAt: """
        A webhook that finds what no finder of ours knows: it must be asked, each request rightly signed, and what it found \
        must not reach the model. (freehold trust canary)
        """),
    Control(
      "ai.fail-closed", .ai,
      "Where redaction is required and the redactor does not answer, the AI step refuses to run", kind: .drill,
      looksAt: """
        The same webhook answers garbage, an error, and not at all: the model must hear nothing, the person must read why, and \
        each refusal must be an error of the audit trail. (freehold trust canary)
        """),
    Control(
      "ai.telemetry", .ai, "Token usage and latency of every AI call are recorded", kind: .drill,
      looksAt: """
        Every receipt of the canary run in the audit trail, calls and tokens in and out, against what the stand-in of the \
        model counted itself. (freehold trust canary)
        """),
  ]

  private static let audit: [Control] = [
    Control(
      "audit.every-mutation", .audit, "No mutation escapes the audit trail",
      looksAt: """
        Every table has its three guard triggers or stands on the list of exemptions, each with its reason; every trigger \
        and function is as the migrations make it, and there is no rule or event trigger. What operators stated is there, as \
        the trail says. Then a change without an audit event is tried, which the database must refuse (it is rolled back in any case).
        """),
    Control(
      "audit.typed", .audit,
      "One table, one documented enum of events: user actions, system errors, AI telemetry",
      looksAt: """
        The database's enum against the program's, and the trail's columns by name and type: each text among them is bound \
        by a constraint.
        """),
    Control(
      "audit.review", .audit, "Admins filter and read it in the console", kind: .drill,
      looksAt: """
        An administrator's browser: the trail of a workspace, one kind of event, one event's detail, a day without events. A \
        viewer finds nothing there. (freehold trust drill)
        """),
    Control(
      "audit.tamper", .audit, "A changed, removed or inserted row is detected",
      looksAt: """
        The whole trail: every leaf up to its signed head, and every event hashed again; of a trail with more than 200,000 \
        events the newest 100,000 and, each day, the next 100,000 of the others. No event may be gone, and none too many, none \
        may wait for its seal for longer than ten minutes, and no tree and no leaf that an earlier check saw may be gone. Then \
        a copy of one tree is tampered with in each of the three ways, and the verification must name the breach.
        """),
    Control(
      "logs.redacted", .logs, "Sensitive data is redacted before it is logged",
      looksAt: """
        Card numbers, IBANs, e-mail addresses, keys and passwords in addresses go through the server's own logger, as \
        message, as metadata of each shape and as an error; the lines that come out are searched for them. The settings by \
        which the control database's server would write statements, values or rows into its own log: each must be off.
        """),
    Control(
      "logs.no-silent", .logs, "Errors are normalised and never swallowed",
      looksAt: """
        Errors of each kind, given to what answers for them: each must become a code of the closed list and a line of its level, \
        and neither may quote what it stumbled over. Requests that are refused in different places of the server: each answer \
        must have a code and an id by which its line is found in the log. (That no code drops an error is a rule of the \
        source's linter.)
        """),
    Control(
      "monitor.health", .logs, "Health, error rates, latency and unusual access are watched",
      looksAt: """
        /healthz and /readyz of the server's own listener; then the rules that watch each minute what it counts, given counts \
        of failing, slow and attacked servers, and of quiet ones: each of the first must be told, none of the others.
        """),
    Control(
      "logs.kept", .logs, "Logs are kept 30 days or more and can be searched",
      looksAt: """
        The index of the server's log files against the files: none of the last thirty days may be gone, or be shorter than \
        an earlier check saw it. Then a request is \
        made, and its line must be found by its id.
        """),
  ]
}
