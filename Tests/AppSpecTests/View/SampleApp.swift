import Values

@testable import AppSpec

/// A small app over the tables of a wholesaler, with every kind of block; tests of plans and views begin from it.
enum SampleApp {
  static func name(_ text: String) -> Name { Name(text)! }

  static func parameter(
    _ text: String, _ type: ParameterType, label: String? = nil, help: String? = nil, required: Bool = true,
    fallback: DefaultValue? = nil, minimum: String? = nil, maximum: String? = nil, multiline: Bool = false
  ) -> Parameter {
    Parameter(
      name: name(text), type: type, label: label ?? Query.words(text), help: help, required: required,
      fallback: fallback, minimum: minimum, maximum: maximum, multiline: multiline)
  }

  static func query(
    _ text: String, _ sql: String, parameters: [Parameter] = [], columns: [Column] = [], key: [String] = ["id"]
  ) -> Query {
    Query(
      name: name(text), source: name("shop"), sql: sql, parameters: parameters, columns: columns, key: key)
  }

  static let everyone: [Role] = [.member, .admin]

  static func page(_ path: String, _ title: String, roles: [Role] = everyone, _ blocks: [Block.Content]) -> Page {
    let segments = path.split(separator: "/").map { segment -> PagePath.Segment in
      segment.first == ":" ? .parameter(name(String(segment.dropFirst()))) : .literal(String(segment))
    }
    let placed = blocks.enumerated().map { Block(index: $0.offset, content: $0.element) }
    return Page(
      path: PagePath(segments: segments), title: title, roles: roles,
      listed: !path.contains(":"), blocks: placed)
  }

  static func path(_ text: String) -> PagePath { page(text, "", []).path }

  static let methods = ParameterType.choice([
    .init(value: "transfer", label: "Bank transfer"), .init(value: "card", label: "Card"),
    .init(value: "cash", label: "Cash"),
  ])

  static let statusTones: Column.Format = .badge([
    "open": .warning, "paid": .good, "part_paid": .info, "written_off": .bad,
  ])

  static let overdue = query(
    "overdue",
    """
    select i.id, c.company, c.email, i.due_on, i.currency, i.total, i.status
    from invoices i join customers c on c.id = i.customer_id
    where i.paid_on is null and i.due_on < :before and (:status is null or i.status = :status)
    """,
    parameters: [
      parameter("before", .day, label: "Due before", fallback: .today(plusDays: 0)),
      parameter(
        "status",
        .choice([.init(value: "open", label: "Open"), .init(value: "part_paid", label: "Part paid")]), required: false),
    ],
    columns: [
      Column(name: "company", label: "Customer"),
      Column(name: "email", label: "E-mail", format: .email, personal: .contact),
      Column(name: "due_on", label: "Due"), Column(name: "total", label: "Total", format: .moneyIn(column: "currency")),
      Column(name: "status", label: "Status", format: statusTones),
    ])

  static let invoice = query(
    "invoice", "select id, number, company, due_on, currency, total, status, note from invoices where id = :id",
    parameters: [parameter("id", .integer)],
    columns: [
      Column(name: "total", label: "Total", format: .moneyIn(column: "currency")),
      Column(name: "status", label: "Status", format: statusTones),
    ])

  static let revenue = query(
    "revenue", "select month, net, target from monthly_revenue order by month",
    columns: [
      Column(name: "net", label: "Net", format: .money(currency: "EUR")),
      Column(name: "target", label: "Target", format: .money(currency: "EUR")),
    ], key: ["month"])

  static let totals = query(
    "totals", "select count(*) as n, sum(total) as owed, 0.1834 as share from invoices",
    columns: [
      Column(name: "owed", label: "Owed", format: .money(currency: "EUR")),
      Column(name: "share", label: "Share", format: .percent),
      Column(name: "n", label: "N", format: .number(decimals: 0)),
    ])

  static let pay = Action(
    name: name("record_payment"), title: "Record a payment", on: name("invoice"), roles: everyone,
    inputs: [
      parameter("amount", .decimal, minimum: "0.01"), parameter("received_on", .day, fallback: .today(plusDays: 0)),
      parameter("method", methods), parameter("comment", .text, required: false, multiline: true),
      parameter("tell_customer", .boolean, label: "Tell the customer", required: false),
    ],
    steps: [
      .run(
        RunStep(
          source: name("shop"),
          sql: "insert into payments (invoice_id, amount, received_on, method) "
            + "values (:id, :amount, :received_on, :method) returning id as payment_id",
          expect: .oneRow)),
      .run(
        RunStep(
          source: name("shop"), sql: "update invoices set paid = paid + :amount where id = :id and :payment_id > 0",
          expect: .oneRow)),
    ],
    success: "Recorded {{amount}} for invoice {{number}}.")

  static let remind = Action(
    name: name("remind"), title: "Remind", on: name("overdue"), roles: everyone,
    confirm: "Send a reminder to {{company}} about {{total}}?",
    steps: [
      .run(
        RunStep(
          source: name("shop"), sql: "insert into reminders (invoice_id, level) values (:id, 1)", expect: .oneRow))
    ],
    success: "Reminded {{company}}.", then: path("/invoices/:id"))

  static let app = App(
    name: name("collections"), title: "Collections",
    sources: [Source(name: name("shop"), kind: .postgres, secret: "shop-database")], redaction: .required,
    queries: [overdue, invoice, revenue, totals],
    pages: [
      page(
        "/", "Overdue",
        [
          .metric(MetricBlock(query: name("totals"), value: "owed", label: "Owed to us")),
          .metric(MetricBlock(query: name("totals"), value: "n", label: "Invoices")),
          .metric(MetricBlock(query: name("totals"), value: "share", label: "Overdue share")),
          .filter(FilterBlock(query: name("overdue"))),
          .table(
            TableBlock(
              query: name("overdue"), title: "Overdue invoices",
              columns: ["company", "email", "due_on", "total", "status"],
              sort: Sort(column: "due_on", descending: false), search: ["company", "email"], row: path("/invoices/:id"),
              actions: [name("remind")], empty: "Nobody owes us anything.")),
        ]),
      page(
        "/invoices/:id", "Invoice",
        [
          .text(TextBlock(text: "Invoice **{{number}}** of [{{company}}](/?q.4={{company}}).", query: name("invoice"))),
          .detail(DetailBlock(query: name("invoice"), title: "Details", actions: [name("record_payment")])),
          .form(FormBlock(action: name("record_payment"))),
        ]),
      page(
        "/revenue", "Revenue",
        [
          .chart(
            ChartBlock(query: name("revenue"), kind: .bar, x: "month", y: ["net", "target"], title: "Revenue by month")),
          .chart(ChartBlock(query: name("revenue"), kind: .area, x: "month", y: ["net"], title: "Revenue")),
          .chart(
            ChartBlock(query: name("revenue"), kind: .line, x: "month", y: ["net", "target"], title: "Against target")),
        ]),
      page("/board", "Board", roles: [.owner], [.text(TextBlock(text: "Secret"))]),
    ],
    actions: [pay, remind])

  static let checked = CheckedApp(app: app)

  static let now = Instant(iso: "2026-11-21T09:30:00Z")!
  static let viewer = Viewer(account: "0190c2f4", email: "ada@example.com", role: .member, groups: ["north"])

  static func request(_ path: [String], _ query: [(name: String, value: String)] = []) -> PageRequest {
    PageRequest(path: path, query: query, viewer: viewer, now: now)
  }

  static let chrome = Chrome(
    appPath: "/collections", workspaceTitle: "Kranz & Söhne",
    apps: [.init(title: "Collections", path: "/collections"), .init(title: "Warehouse", path: "/warehouse")],
    viewer: viewer, csrfToken: "csrf-token", controlURL: "https://console.example.com/",
    idempotencyKey: { "idempotency-key-0001" },
    assets: .init(stylesheet: "app.css", script: "app.js"), requestID: "req-1")

  static func rows(_ columns: [(String, ResultKind)], _ rows: [[String?]]) -> ResultSet {
    ResultSet(columns: columns.map { ResultColumn(name: $0.0, kind: $0.1) }, rows: rows)
  }

  static let overdueColumns: [(String, ResultKind)] = [
    ("id", .integer), ("company", .text), ("email", .text), ("due_on", .day), ("currency", .text), ("total", .decimal),
    ("status", .text),
  ]
}
