/// The app that most tests publish.
enum Specs {
  static let collections = """
    app: collections
    title: Collections
    sources:
      shop: { kind: postgres, secret: shop-database }
    queries:
      overdue:
        source: shop
        sql: |
          select id, customer, due_on, total, paid from invoices
          where manager = :viewer_email and due_on < :before
        parameters: { before: { type: day, default: 2027-01-01 } }
      total:
        source: shop
        sql: select sum(total) as total from invoices
      broken:
        source: shop
        sql: select 1 / (count(*) - count(*)) as x from invoices
      slow:
        source: shop
        sql: select pg_sleep(30)::text as x
    pages:
      - path: /
        title: Overdue
        roles: [member, admin]
        blocks:
          - filter: { query: overdue }
          - table: { query: overdue, sort: id, search: [customer], actions: [pay, rename] }
      - path: /mixed
        title: Mixed
        roles: [member]
        blocks:
          - metric: { query: total, value: total, label: Total }
          - metric: { query: broken, value: x, label: Broken }
      - path: /broken
        title: Broken
        roles: [member]
        blocks:
          - metric: { query: broken, value: x, label: Broken }
      - path: /slow
        title: Slow
        roles: [member]
        blocks:
          - metric: { query: slow, value: x, label: Slow }
      - path: /secret
        title: For administrators
        roles: [admin]
        blocks:
          - text: Only administrators read this.
    actions:
      pay:
        title: Pay
        on: overdue
        roles: [member]
        confirm: Mark {{customer}} as paid?
        steps:
          - run: { source: shop, sql: "insert into payments (invoice, amount) values (:id, :total)", expect: one row }
          - run: { source: shop, sql: "update invoices set paid = total where id = :id", expect: one row }
        success: "{{customer}} has paid."
      rename:
        title: Rename
        on: overdue
        roles: [member]
        inputs: { name: { type: text, max: 20 } }
        steps:
          - run: { source: shop, sql: "update invoices set customer = :name where id = :id", expect: one row }
      sweep:
        title: Sweep
        roles: [member]
        steps:
          - run: { source: shop, sql: "insert into payments (invoice, amount) values (0, 1)" }
          - run: { source: shop, sql: "update invoices set paid = 1 where id < 10", expect: one row }
      refuse:
        title: Refuse
        roles: [member]
        steps:
          - run: { source: shop, sql: "insert into payments (invoice, amount) values (0, 1)" }
          - run: { source: shop, sql: "insert into invoices (id) values (1)" }
    """
}
