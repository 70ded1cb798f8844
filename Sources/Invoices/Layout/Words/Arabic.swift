extension Words {
  static let arabic = Words(
    invoice: "فاتورة", creditNote: "إشعار دائن", correctedInvoice: "فاتورة مصححة",
    prepaymentInvoice: "فاتورة دفعة مقدمة", proForma: "فاتورة مبدئية", quote: "عرض سعر", receipt: "إيصال",
    number: "الرقم", date: "التاريخ", due: "تاريخ الاستحقاق", validUntil: "صالح حتى", delivered: "تاريخ التوريد",
    period: "الفترة", customer: "رقم العميل", yourReference: "مرجعكم", order: "أمر الشراء", contract: "العقد",
    project: "المشروع", deliveryNote: "إشعار التسليم", refersTo: "بخصوص", vatId: "الرقم الضريبي",
    taxId: "الرقم الضريبي المحلي", deliveryAddress: "عنوان التسليم", position: "م", description: "الوصف",
    quantity: "الكمية", price: "السعر", tax: "الضريبة", amount: "المبلغ", article: "الصنف", allowance: "خصم",
    charge: "رسم إضافي", per: "لكل", subtotal: "المجموع الفرعي", withoutTax: "الإجمالي قبل الضريبة", on: "على",
    total: "الإجمالي", prepaid: "المدفوع مسبقًا", rounding: "التقريب", amountDue: "المبلغ المستحق",
    refund: "المبلغ الدائن", carriedForward: "مرحّل", broughtForward: "من الصفحة السابقة", page: "صفحة {1} من {2}",
    payment: "الدفع", holder: "صاحب الحساب", reference: "المرجع", scan: "امسح للدفع", payOnline: "ادفع عبر الإنترنت",
    card: "مدفوع ببطاقة تنتهي بـ", directDebit: "سيُخصم المبلغ من {1} بموجب التفويض {2}.",
    reverseCharge: "احتساب عكسي: الضريبة مستحقة على المشتري.",
    intraCommunity: "توريد داخل الاتحاد الأوروبي معفى من الضريبة.", export: "تصدير معفى من الضريبة.",
    outsideScope: "خارج نطاق الضريبة.", exempt: "معفى من الضريبة.",
    units: [
      UnitWord("HUR", "ساعة", "ساعات"), UnitWord("DAY", "يوم", "أيام"), UnitWord("MIN", "دقيقة", "دقائق"),
      UnitWord("WEE", "أسبوع", "أسابيع"), UnitWord("MON", "شهر", "أشهر"), UnitWord("ANN", "سنة", "سنوات"),
      UnitWord("H87", "قطعة", "قطع"), UnitWord("EA", "قطعة", "قطع"), UnitWord("SET", "طقم", "أطقم"),
      UnitWord("LS", "مبلغ مقطوع", "مبلغ مقطوع"), UnitWord("XPK", "عبوة", "عبوات"), UnitWord("NAR", "صنف", "أصناف"),
    ])
}
