/// Reminders in the customer's language: ten, twenty-four and forty-five days after the due day.
extension SampleCompany {
  func remind(_ invoice: inout Invoice, _ customer: Customer) {
    let settled = invoice.paidOn ?? Int.max
    for (level, days) in [(1, 10), (2, 24), (3, 45)] {
      let day = calendar.bankDay(from: invoice.dueOn + days)
      guard day <= calendar.last, day < settled else { return }
      invoice.reminders.append(
        Invoice.Reminder(sentOn: day, level: level, body: body(level, invoice.number, customer)))
    }
  }

  private func body(_ level: Int, _ number: String, _ customer: Customer) -> String {
    let text = reminderTexts[customer.language] ?? reminderTexts["en"]!
    return "\(text.greeting) \(customer.contact),\n\n\(text.levels[level - 1])\n\n\(number)\n\nHalden Wholesale"
  }
}

private struct ReminderText {
  let greeting: String
  let levels: [String]
}

private let reminderTexts: [String: ReminderText] = [
  "en": ReminderText(
    greeting: "Dear",
    levels: [
      "you may have overlooked the invoice below. Please settle it within ten days.",
      "the invoice below is still open. Please transfer the amount within seven days.",
      "this is our last reminder for the invoice below. We will pause deliveries from next week.",
    ]),
  "de": ReminderText(
    greeting: "Guten Tag",
    levels: [
      "sicher haben Sie die folgende Rechnung nur übersehen. Bitte begleichen Sie sie innerhalb von zehn Tagen.",
      "die folgende Rechnung ist noch offen. Bitte überweisen Sie den Betrag innerhalb von sieben Tagen.",
      "dies ist unsere letzte Mahnung zur folgenden Rechnung. Ab nächster Woche liefern wir nicht mehr.",
    ]),
  "nl": ReminderText(
    greeting: "Geachte",
    levels: [
      "waarschijnlijk is onderstaande factuur aan uw aandacht ontsnapt. Wilt u deze binnen tien dagen voldoen?",
      "onderstaande factuur staat nog open. Wilt u het bedrag binnen zeven dagen overmaken?",
      "dit is onze laatste herinnering voor onderstaande factuur. Vanaf volgende week leveren wij niet meer.",
    ]),
  "fr": ReminderText(
    greeting: "Bonjour",
    levels: [
      "la facture ci-dessous vous a sans doute échappé. Merci de la régler sous dix jours.",
      "la facture ci-dessous reste impayée. Merci de virer le montant sous sept jours.",
      "ceci est notre dernier rappel pour la facture ci-dessous. Nous suspendrons les livraisons dès la semaine prochaine.",
    ]),
  "es": ReminderText(
    greeting: "Estimado/a",
    levels: [
      "quizá se le haya pasado la factura siguiente. Le rogamos que la abone en un plazo de diez días.",
      "la factura siguiente sigue pendiente. Le rogamos que transfiera el importe en siete días.",
      "este es nuestro último aviso por la factura siguiente. Suspenderemos las entregas desde la próxima semana.",
    ]),
  "it": ReminderText(
    greeting: "Gentile",
    levels: [
      "forse le è sfuggita la fattura seguente. La preghiamo di saldarla entro dieci giorni.",
      "la fattura seguente risulta ancora aperta. La preghiamo di versare l'importo entro sette giorni.",
      "questo è il nostro ultimo sollecito per la fattura seguente. Dalla prossima settimana sospenderemo le consegne.",
    ]),
  "pl": ReminderText(
    greeting: "Szanowni Państwo,",
    levels: [
      "być może poniższa faktura umknęła Państwa uwadze. Prosimy o zapłatę w ciągu dziesięciu dni.",
      "poniższa faktura jest nadal nieopłacona. Prosimy o przelew w ciągu siedmiu dni.",
      "to nasze ostatnie przypomnienie o poniższej fakturze. Od przyszłego tygodnia wstrzymamy dostawy.",
    ]),
  "pt": ReminderText(
    greeting: "Caro/a",
    levels: [
      "talvez a fatura abaixo lhe tenha escapado. Pedimos que a liquide no prazo de dez dias.",
      "a fatura abaixo continua em aberto. Pedimos que transfira o valor no prazo de sete dias.",
      "este é o nosso último aviso sobre a fatura abaixo. Suspenderemos as entregas a partir da próxima semana.",
    ]),
]
