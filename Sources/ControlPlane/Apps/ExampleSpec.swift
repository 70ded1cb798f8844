/// What the editor of a new app offers beside the starter: the sample company's app. `Examples/collections.yaml` to the
/// byte, which a test compares, so that an installation needs no folder of examples.
enum ExampleSpec {
  static let text = #"""
    # Collections: the receivables of a wholesaler, over its own PostgreSQL.
    #
    # Who owes what since when, what a customer has bought and paid, and what the team does about it: record a payment,
    # change a credit limit, write a reminder with a model's help (once there is a model connection). `freehold check` tells
    # what is wrong with a spec before it is published.
    app: collections
    title: Collections

    sources:
      shop: { kind: postgres, secret: shop-database }

    redaction: { policy: required }

    queries:
      overdue:
        source: shop
        sql: |
          select i.id, i.number, i.customer_id, c.company, c.email, i.due_on, :before - i.due_on as days_late,
            i.total - i.paid as open_amount, i.currency, i.status
          from invoices i
          join customers c on c.id = i.customer_id
          where i.paid_on is null
            and i.status <> 'written_off'
            and i.due_on < :before
            and (:status is null or i.status = :status)
            and (:country is null or c.country = :country)
        parameters:
          before: { type: day, default: today, label: Due before }
          status:
            type: choice
            choices: { open: Open, part_paid: Part paid }
            required: false
          country:
            type: choice
            choices: { DE: Germany, ES: Spain, FR: France, IE: Ireland, IT: Italy, NL: Netherlands, PL: Poland, PT: Portugal }
            required: false
        columns:
          number: { label: Invoice }
          company: { label: Customer }
          email: { label: E-mail, format: email, personal: contact }
          due_on: { label: Due, format: day }
          days_late: { label: Days late, format: { number: 0 } }
          open_amount: { label: Open, format: { money_in: currency } }
          status: { format: { badge: { open: warning, part_paid: info, paid: good, written_off: bad } } }

      overdue_by_age:
        source: shop
        sql: |
          select count(*) as invoices, count(*) filter (where due_on < current_date - 90) as very_late
          from invoices
          where paid_on is null and status <> 'written_off' and due_on < current_date
        columns:
          invoices: { label: Overdue invoices, format: { number: 0 } }
          very_late: { label: More than 90 days late, format: { number: 0 } }

      customers:
        source: shop
        sql: |
          select id, number, company, contact, email, city, country, credit_limit, account_manager
          from customers
          where (not :mine or account_manager = :viewer_email)
        parameters:
          mine: { type: boolean, default: false, label: Only mine }
        columns:
          company: { label: Customer }
          contact: { personal: name }
          email: { label: E-mail, format: email, personal: contact }
          credit_limit: { label: Credit limit, format: { money: EUR } }
          account_manager: { label: Account manager, format: email }

      customer:
        source: shop
        sql: |
          select id, number, company, contact, email, phone, street, postcode, city, country, vat_id, credit_limit,
            account_manager, since, note
          from customers
          where id = :id
        parameters: { id: integer }
        columns:
          contact: { personal: name }
          email: { label: E-mail, format: email, personal: contact }
          phone: { format: phone, personal: contact }
          street: { personal: address }
          postcode: { personal: address }
          vat_id: { label: VAT id, personal: identity }
          credit_limit: { label: Credit limit, format: { money: EUR } }
          account_manager: { label: Account manager, format: email }
          since: { label: Customer since, format: day }

      customer_invoices:
        source: shop
        sql: |
          select id, number, issued_on, due_on, total, paid, currency, status
          from invoices
          where customer_id = :id
        parameters: { id: integer }
        columns:
          number: { label: Invoice }
          issued_on: { label: Issued, format: day }
          due_on: { label: Due, format: day }
          total: { format: { money_in: currency } }
          paid: { format: { money_in: currency } }
          status: { format: { badge: { open: warning, part_paid: info, paid: good, written_off: bad } } }

      invoice:
        source: shop
        sql: |
          select i.id, i.number, i.customer_id, c.company, i.issued_on, i.due_on, i.net, i.vat, i.total, i.paid,
            i.total - i.paid as open_amount, i.currency, i.status, i.paid_on, c.number as customer_number, c.contact, c.email,
            c.street, c.postcode, c.city, c.country, c.vat_id, c.language
          from invoices i
          join customers c on c.id = i.customer_id
          where i.id = :id
        parameters: { id: integer }
        columns:
          number: { label: Invoice }
          company: { label: Customer }
          issued_on: { label: Issued, format: day }
          due_on: { label: Due, format: day }
          net: { format: { money_in: currency } }
          vat: { label: VAT, format: { money_in: currency } }
          total: { format: { money_in: currency } }
          paid: { format: { money_in: currency } }
          open_amount: { label: Open, format: { money_in: currency } }
          status: { format: { badge: { open: warning, part_paid: info, paid: good, written_off: bad } } }
          paid_on: { label: Paid on, format: day }
          contact: { personal: name }
          email: { personal: contact }
          street: { personal: address }
          postcode: { personal: address }
          vat_id: { personal: identity }

      lines:
        source: shop
        sql: |
          select l.id, l.position, p.sku, l.description, l.quantity, p.unit, l.price, l.vat_rate, l.net, i.currency
          from invoice_lines l
          join invoices i on i.id = l.invoice_id
          join products p on p.id = l.product_id
          where l.invoice_id = :id
        parameters: { id: integer }
        columns:
          position: { label: "No." }
          sku: { label: SKU }
          quantity: { format: { number: 2 } }
          price: { format: { money_in: currency } }
          vat_rate: { label: VAT, format: percent }
          net: { format: { money_in: currency } }

      document_lines:
        source: shop
        sql: |
          select l.description, l.quantity, p.sku, l.price, l.vat_rate,
            case p.unit when 'kg' then 'KGM' when 'pack' then 'XPK' else 'H87' end as unit_code
          from invoice_lines l
          join products p on p.id = l.product_id
          where l.invoice_id = :id
          order by l.position
        parameters: { id: integer }
        columns:
          vat_rate: { label: VAT, format: percent }

      payments:
        source: shop
        sql: |
          select p.id, p.received_on, p.amount, i.currency, p.method, p.reference, p.recorded_by
          from payments p
          join invoices i on i.id = p.invoice_id
          where p.invoice_id = :id
        parameters: { id: integer }
        columns:
          received_on: { label: Received, format: day }
          amount: { format: { money_in: currency } }
          recorded_by: { label: Recorded by, format: email }

      reminders:
        source: shop
        sql: |
          select id, sent_on, level, body
          from reminders
          where invoice_id = :id
        parameters: { id: integer }
        columns:
          sent_on: { label: Written, format: day }
          level: { format: { number: 0 } }
          body: { label: Letter }

      revenue:
        source: shop
        sql: |
          select month, net, invoices
          from monthly_revenue
          where month >= :from_month
          order by month
        parameters:
          from_month: { type: day, default: today - 730, label: From }
        columns:
          month: { format: day }
          net: { label: Net revenue, format: { money: EUR } }
          invoices: { format: { number: 0 } }
        key: month

      last_month:
        source: shop
        sql: |
          select month, net, invoices
          from monthly_revenue
          order by month desc
          limit 1
        columns:
          net: { format: { money: EUR } }
        key: month

    pages:
      - path: /
        title: Overdue
        roles: [viewer, member, builder, admin, owner]
        blocks:
          - filter: { query: overdue }
          - table:
              query: overdue
              title: Overdue invoices
              columns: [number, company, email, due_on, days_late, open_amount, status]
              sort: due_on
              search: [number, company, email]
              row: /invoices/:id
              actions: [write_off]
              empty: Nobody is late. Have a coffee.

      - path: /customers
        title: Customers
        roles: [viewer, member, builder, admin, owner]
        blocks:
          - filter: { query: customers }
          - table:
              query: customers
              columns: [number, company, contact, email, city, country, credit_limit, account_manager]
              sort: company
              search: [number, company, contact, email, city]
              row: /customers/:id

      - path: /customers/:id
        title: Customer
        roles: [viewer, member, builder, admin, owner]
        blocks:
          - text: { query: customer, text: "# {{company}}" }
          - detail:
              query: customer
              title: Customer
              columns: [number, contact, email, phone, street, postcode, city, country, vat_id, since, credit_limit, account_manager, note]
          - table:
              query: customer_invoices
              title: Invoices
              columns: [number, issued_on, due_on, total, paid, status]
              sort: -due_on
              search: [number]
              row: /invoices/:id
              empty: This customer has not bought anything yet.
          - form: { action: set_credit_limit, title: Change the credit limit }

      - path: /invoices/:id
        title: Invoice
        roles: [viewer, member, builder, admin, owner]
        blocks:
          - text:
              query: invoice
              text: |
                # Invoice {{number}}

                For [{{company}}](/customers/{{customer_id}}).
                {{#paid_on}}Paid on {{paid_on}}.{{/paid_on}}
          - detail:
              query: invoice
              title: Amounts
              columns: [status, issued_on, due_on, net, vat, total, paid, open_amount, paid_on]
              actions: [remind]
          - table:
              query: lines
              title: Lines
              columns: [position, sku, description, quantity, unit, price, vat_rate, net]
              sort: position
              page_size: 100
          - table:
              query: payments
              title: Payments
              columns: [received_on, amount, method, reference, recorded_by]
              sort: received_on
              empty: No payment yet.
          - form: { action: record_payment, title: Record a payment }
          - document:
              title: The invoice as PDF
              query: invoice
              lines: document_lines
              fixed:
                seller:
                  name: Halden Wholesale B.V.
                  street: Havenstraat 12
                  postcode: 3011 TA
                  city: Rotterdam
                  country: NL
                  vat_id: NL004495445B01
                  legal_id: "24000000"
                  email: invoices@halden-wholesale.example
                payment: { account: NL91ABNA0417164300, holder: Halden Wholesale B.V., qr: epc }
              row:
                number: number
                issued: issued_on
                delivered: issued_on
                due: due_on
                currency: currency
                prepaid: paid
                payment_reference: number
                buyer:
                  name: company
                  number: customer_number
                  contact: contact
                  email: email
                  street: street
                  postcode: postcode
                  city: city
                  country: country
                  vat_id: vat_id
                look: { language: language }
              line: { name: description, quantity: quantity, unit: unit_code, price: price, vat: vat_rate, article: sku }
          - table:
              query: reminders
              title: Reminders
              columns: [sent_on, level, body]
              sort: -sent_on
              empty: Nobody has been reminded of this invoice.

      - path: /figures
        title: Figures
        roles: [viewer, member, builder, admin, owner]
        blocks:
          - metric: { query: last_month, value: net, label: Revenue in the last month }
          - metric: { query: overdue_by_age, value: invoices, label: Overdue invoices }
          - metric: { query: overdue_by_age, value: very_late, label: More than 90 days late }
          - filter: { query: revenue }
          - chart: { query: revenue, kind: bar, x: month, y: net, title: Net revenue by month }
          - table: { query: revenue, title: Months, sort: -month }

    actions:
      record_payment:
        title: Record payment
        on: invoice
        roles: [member, admin, owner]
        confirm: Record a payment for invoice {{number}} of {{company}}?
        inputs:
          amount: { type: decimal, min: 0.01, max: 1000000, help: What arrived in the invoice's currency. }
          received: { type: day, default: today, label: Received on }
          method:
            type: choice
            choices: { transfer: Bank transfer, card: Card, direct_debit: Direct debit, cash: Cash }
            default: transfer
          reference: { type: text, required: false, max: 140, help: As it stands on the bank statement. }
        steps:
          - run:
              source: shop
              sql: |
                insert into payments (invoice_id, received_on, amount, method, reference, recorded_by)
                values (:id, :received, :amount, :method, :reference, :viewer_email)
              expect: one row
          - run:
              source: shop
              sql: |
                update invoices
                set paid = paid + :amount,
                  status = case when paid + :amount >= total then 'paid' else 'part_paid' end,
                  paid_on = case when paid + :amount >= total then :received end
                where id = :id and paid + :amount <= total
              expect: one row
        success: The payment of {{amount}} for invoice {{number}} is recorded.
        then: /invoices/:id

      remind:
        title: Write a reminder
        on: invoice
        roles: [member, admin, owner]
        confirm: Keep this reminder to {{company}}?
        steps:
          - ai:
              into: letter
              prompt: |
                Write a short and polite reminder, in the language with the code {{language}}, to {{contact}} at {{company}}.
                Invoice {{number}} of {{issued_on}} was due on {{due_on}}; {{open_amount}} of it are still open.
                Sign as the accounts team of Halden Wholesale. Write the letter alone, without a subject.
          - run:
              source: shop
              sql: |
                insert into reminders (invoice_id, level, body)
                select :id, least(3, 1 + count(*)), :letter from reminders where invoice_id = :id
              expect: one row
        success: The reminder to {{company}} is kept.
        then: /invoices/:id

      set_credit_limit:
        title: Change credit limit
        on: customer
        roles: [admin, owner]
        confirm: Change the credit limit of {{company}}?
        inputs:
          new_credit_limit: { type: decimal, min: 0, max: 500000, label: New credit limit }
          reason: { type: text, multiline: true, max: 500 }
        steps:
          - run:
              source: shop
              sql: |
                update customers
                set credit_limit = :new_credit_limit,
                  note = concat_ws(E'\n', note, 'Credit limit ' || :new_credit_limit || ': ' || :reason)
                where id = :id
              expect: one row
        success: The credit limit of {{company}} is now {{new_credit_limit}}.

      write_off:
        title: Write off
        on: overdue
        roles: [admin, owner]
        confirm: Write off invoice {{number}} of {{company}}? Nobody will be reminded of it any more.
        steps:
          - run:
              source: shop
              sql: update invoices set status = 'written_off' where id = :id and status in ('open', 'part_paid')
              expect: one row
        success: Invoice {{number}} is written off.

    """#
}
