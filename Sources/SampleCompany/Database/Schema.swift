/// The company's tables, as its owner would have made them; nothing in them knows about Freehold but
/// `freehold_actions`, which the owner made so that an action that is sent twice runs once.
///
/// Rows are copied into bare tables; keys and indexes come afterwards, which is several times faster.
enum Schema {
  static let customers = Table(
    "customers",
    """
    id bigint not null, number text not null, company text not null, contact text not null, email text not null,
    phone text, street text not null, postcode text not null, city text not null, country char(2) not null,
    language text not null, vat_id text, credit_limit numeric(12,2) not null check (credit_limit >= 0),
    account_manager text not null, since date not null, note text
    """)

  static let products = Table(
    "products",
    """
    id bigint not null, sku text not null, name text not null, category text not null, unit text not null,
    price numeric(12,2) not null check (price > 0), vat_rate numeric(4,3) not null
    """)

  static let invoices = Table(
    "invoices",
    """
    id bigint not null, number text not null, customer_id bigint not null, issued_on date not null,
    due_on date not null, currency char(3) not null, net numeric(12,2) not null, vat numeric(12,2) not null,
    total numeric(12,2) not null, paid numeric(12,2) not null default 0, paid_on date,
    status text not null default 'open' check (status in ('open', 'paid', 'part_paid', 'written_off')),
    constraint invoices_total_adds_up check (total = net + vat),
    constraint invoices_paid_within_total check (paid between 0 and total)
    """)

  static let lines = Table(
    "invoice_lines",
    """
    id bigint not null, invoice_id bigint not null, position int not null, product_id bigint not null,
    description text not null, quantity numeric(10,2) not null, price numeric(12,2) not null,
    vat_rate numeric(4,3) not null, net numeric(12,2) not null
    """)

  static let payments = Table(
    "payments",
    """
    id bigint generated always as identity, invoice_id bigint not null, received_on date not null,
    amount numeric(12,2) not null check (amount > 0),
    method text not null check (method in ('transfer', 'card', 'direct_debit', 'cash')),
    reference text, recorded_by text not null
    """, columns: "(invoice_id, received_on, amount, method, reference, recorded_by)")

  static let reminders = Table(
    "reminders",
    """
    id bigint generated always as identity, invoice_id bigint not null, sent_on date not null default current_date,
    level int not null check (level between 1 and 3), body text not null
    """, columns: "(invoice_id, sent_on, level, body)")

  static let actions = """
    create table freehold_actions (
      key text primary key, action text not null, member text not null, outcome text not null, digest text,
      created_at timestamptz not null default now())
    """

  /// Each list needs what stands in the lists before it; the two parts of a list may run at once.
  static let keys: [[String]] = [
    [
      "alter table invoice_lines add primary key (id)",
      "create index on invoice_lines (invoice_id)",
    ],
    [
      "alter table customers add primary key (id), add unique (number)",
      "alter table products add primary key (id), add unique (sku)",
      "alter table invoices add primary key (id), add unique (number)",
      "alter table payments add primary key (id)",
      "alter table reminders add primary key (id)",
      "create index on customers (company, id)",
      "create index on invoices (due_on, id)",
      "create index invoices_unpaid_due_on_id_idx on invoices (due_on, id) where paid_on is null",
      "create index on invoices (customer_id)",
      "create index on invoices (status, due_on, id)",
      "create index on payments (invoice_id)",
      "create index on reminders (invoice_id)",
    ],
  ]

  static let references: [[String]] = [
    [
      "alter table invoice_lines add foreign key (invoice_id) references invoices, "
        + "add foreign key (product_id) references products"
    ],
    [
      "alter table payments add foreign key (invoice_id) references invoices",
      "alter table reminders add foreign key (invoice_id) references invoices",
      "alter table invoices add foreign key (customer_id) references customers",
      """
      create materialized view monthly_revenue as
        select date_trunc('month', issued_on)::date as month, sum(net) as net, count(*)::int as invoices
        from invoices group by 1
      """,
      "create unique index on monthly_revenue (month)",
    ],
  ]

  /// What the app's role may do: read all, and write what the app's actions write.
  static let grants = [
    "revoke all on schema public from public",
    "grant usage on schema public to company_app",
    "grant select on all tables in schema public to company_app",
    "grant insert on payments, reminders, freehold_actions to company_app",
    "grant select (key, digest) on freehold_actions to company_app",
    "grant update (paid, paid_on, status) on invoices to company_app",
    """
    grant update (company, contact, email, phone, street, postcode, city, credit_limit, account_manager, note)
      on customers to company_app
    """,
  ]

  struct Table: Sendable {
    let name: String
    let create: String
    let copy: String

    /// `freeze` spares the first readers the work of marking a million rows as visible.
    init(_ name: String, _ columns: String, columns copied: String = "") {
      self.name = name
      create = "create table \(name) (\(columns))"
      copy = "copy \(name) \(copied) from stdin with (format text, freeze)"
    }
  }
}
