extension Words {
  static let english: StaticString = """
    Invoice
    Credit note
    Corrected invoice
    Prepayment invoice
    Pro forma invoice
    Quote
    Receipt
    Number
    Date
    Due
    Valid until
    Delivered
    Period
    Customer
    Your reference
    Order
    Contract
    Project
    Delivery note
    Refers to
    VAT ID
    Tax no.
    Delivery address
    #
    Description
    Quantity
    Price
    VAT
    Amount
    Article
    Allowance
    Charge
    per
    Subtotal
    Total without VAT
    on
    Total
    Already paid
    Rounding
    Amount due
    Amount credited
    Carried forward
    Brought forward
    Page {1} of {2}
    Payment
    Account holder
    Reference
    Scan to pay
    Pay online
    Paid by card ending in
    The amount will be debited from {1} under mandate {2}.
    Reverse charge: the recipient owes the VAT.
    VAT-exempt intra-Community supply.
    VAT-exempt export.
    Not subject to VAT.
    Exempt from VAT.
    Refund
    Account
    Tax point
    Sales order
    Goods receipt
    Tender
    Object
    Tax representative
    Payee
    Attachments
    HUR|hour|hours
    DAY|day|days
    MIN|minute|minutes
    WEE|week|weeks
    MON|month|months
    ANN|year|years
    H87|pc|pcs
    SET|set|sets
    LS|flat
    XPK|pack|packs
    NAR|article|articles
    """
}
