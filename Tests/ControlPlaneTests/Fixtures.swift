// What the tests of this folder begin with.

import Contract
import Identity
import ServerKit
import Values

func freshToken() -> SecretToken { .random() }

func freshRequest() -> Contract.RequestID { .random(milliseconds: WallClock.system.milliseconds()) }

/// An app with one query, one page and one action.
let soundSpec = """
  app: orders
  title: Orders
  sources:
    shop: { kind: postgres, secret: shop-database }
  queries:
    open_orders:
      source: shop
      sql: |
        select id, customer, total from orders where paid_on is null
  pages:
    - path: /
      title: Open orders
      roles: [member, builder, admin, owner]
      blocks:
        - table: { query: open_orders, sort: customer, actions: [settle] }
  actions:
    settle:
      title: Settle
      on: open_orders
      roles: [member, builder, admin, owner]
      confirm: Settle order {{id}}?
      steps:
        - run: { source: shop, sql: "update orders set paid_on = now() where id = :id", expect: one row }

  """

/// As `Settings` has it.
let ownerAddress = "owner@freehold.local"
