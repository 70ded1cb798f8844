extension Words {
  static let hebrew = Words(
    invoice: "חשבונית", creditNote: "חשבונית זיכוי", correctedInvoice: "חשבונית מתוקנת",
    prepaymentInvoice: "חשבונית מקדמה", proForma: "חשבונית פרופורמה", quote: "הצעת מחיר", receipt: "קבלה",
    number: "מספר", date: "תאריך", due: "לתשלום עד", validUntil: "בתוקף עד", delivered: "תאריך אספקה", period: "תקופה",
    customer: "מספר לקוח", yourReference: "סימוכין", order: "הזמנה", contract: "חוזה", project: "פרויקט",
    deliveryNote: "תעודת משלוח", refersTo: "בהתייחס ל", vatId: "מספר עוסק", taxId: "תיק מס",
    deliveryAddress: "כתובת למשלוח", position: "מס׳", description: "תיאור", quantity: "כמות", price: "מחיר",
    tax: "מע״מ", amount: "סכום", article: "פריט", allowance: "הנחה", charge: "תוספת", per: "ל־",
    subtotal: "סכום ביניים", withoutTax: "סה״כ לפני מע״מ", on: "על", total: "סה״כ", prepaid: "שולם", rounding: "עיגול",
    amountDue: "לתשלום", refund: "סכום הזיכוי", carriedForward: "העברה", broughtForward: "העברה מדף קודם",
    page: "עמוד {1} מתוך {2}", payment: "תשלום", holder: "בעל החשבון", reference: "אסמכתא", scan: "סרקו לתשלום",
    payOnline: "תשלום מקוון", card: "שולם בכרטיס המסתיים ב", directDebit: "הסכום יחויב מחשבון {1} לפי הרשאה {2}.",
    reverseCharge: "חיוב הפוך: המע״מ חל על הקונה.", intraCommunity: "אספקה תוך־קהילתית פטורה ממע״מ.",
    export: "יצוא פטור ממע״מ.", outsideScope: "אינו חייב במע״מ.", exempt: "פטור ממע״מ.",
    units: [
      UnitWord("HUR", "שעה", "שעות"), UnitWord("DAY", "יום", "ימים"), UnitWord("MIN", "דקה", "דקות"),
      UnitWord("WEE", "שבוע", "שבועות"), UnitWord("MON", "חודש", "חודשים"), UnitWord("ANN", "שנה", "שנים"),
      UnitWord("H87", "יח׳", "יח׳"), UnitWord("EA", "יח׳", "יח׳"), UnitWord("SET", "סט", "סטים"),
      UnitWord("LS", "קומפלט", "קומפלט"), UnitWord("XPK", "חבילה", "חבילות"), UnitWord("NAR", "פריט", "פריטים"),
    ])
}
