extension Words {
  static let spanish = Words(
    invoice: "Factura", creditNote: "Factura rectificativa", correctedInvoice: "Factura corregida",
    prepaymentInvoice: "Factura de anticipo", proForma: "Factura proforma", quote: "Presupuesto", receipt: "Recibo",
    number: "Número", date: "Fecha", due: "Vencimiento", validUntil: "Válido hasta", delivered: "Fecha de entrega",
    period: "Periodo", customer: "N.º de cliente", yourReference: "Su referencia", order: "Pedido",
    contract: "Contrato", project: "Proyecto", deliveryNote: "Albarán", refersTo: "Se refiere a", vatId: "NIF-IVA",
    taxId: "NIF", deliveryAddress: "Dirección de entrega", position: "N.º", description: "Descripción",
    quantity: "Cantidad", price: "Precio", tax: "IVA", amount: "Importe", article: "Artículo", allowance: "Descuento",
    charge: "Recargo", per: "por", subtotal: "Subtotal", withoutTax: "Base imponible", on: "sobre", total: "Total",
    prepaid: "Ya pagado", rounding: "Redondeo", amountDue: "Importe a pagar", refund: "Importe abonado",
    carriedForward: "Suma y sigue", broughtForward: "Suma anterior", page: "Página {1} de {2}", payment: "Pago",
    holder: "Titular", reference: "Concepto", scan: "Escanear para pagar", payOnline: "Pagar en línea",
    card: "Pagado con la tarjeta terminada en", directDebit: "El importe se cargará en {1} (mandato {2}).",
    reverseCharge: "Inversión del sujeto pasivo.", intraCommunity: "Entrega intracomunitaria exenta de IVA.",
    export: "Exportación exenta de IVA.", outsideScope: "No sujeto a IVA.", exempt: "Exento de IVA.",
    units: [
      UnitWord("HUR", "hora", "horas"), UnitWord("DAY", "día", "días"), UnitWord("MIN", "minuto", "minutos"),
      UnitWord("WEE", "semana", "semanas"), UnitWord("MON", "mes", "meses"), UnitWord("ANN", "año", "años"),
      UnitWord("H87", "ud.", "uds."), UnitWord("EA", "ud.", "uds."), UnitWord("SET", "juego", "juegos"),
      UnitWord("LS", "tanto alzado", "tanto alzado"), UnitWord("XPK", "paquete", "paquetes"),
      UnitWord("NAR", "artículo", "artículos"),
    ])
}
