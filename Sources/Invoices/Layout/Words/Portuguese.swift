extension Words {
  static let portuguese = Words(
    invoice: "Fatura", creditNote: "Nota de crédito", correctedInvoice: "Fatura retificativa",
    prepaymentInvoice: "Fatura de adiantamento", proForma: "Fatura pró-forma", quote: "Orçamento", receipt: "Recibo",
    number: "Número", date: "Data", due: "Vencimento", validUntil: "Válido até", delivered: "Data de entrega",
    period: "Período", customer: "N.º de cliente", yourReference: "Sua referência", order: "Encomenda",
    contract: "Contrato", project: "Projeto", deliveryNote: "Guia de remessa", refersTo: "Refere-se a",
    vatId: "NIF/IVA", taxId: "NIF", deliveryAddress: "Morada de entrega", position: "N.º", description: "Descrição",
    quantity: "Quantidade", price: "Preço", tax: "IVA", amount: "Valor", article: "Artigo", allowance: "Desconto",
    charge: "Acréscimo", per: "por", subtotal: "Subtotal", withoutTax: "Total sem IVA", on: "sobre", total: "Total",
    prepaid: "Já pago", rounding: "Arredondamento", amountDue: "Total a pagar", refund: "Valor creditado",
    carriedForward: "A transportar", broughtForward: "Transporte", page: "Página {1} de {2}", payment: "Pagamento",
    holder: "Titular", reference: "Referência", scan: "Digitalize para pagar", payOnline: "Pagar online",
    card: "Pago com o cartão terminado em", directDebit: "O valor será debitado de {1} (autorização {2}).",
    reverseCharge: "Autoliquidação: IVA devido pelo adquirente.",
    intraCommunity: "Transmissão intracomunitária isenta de IVA.", export: "Exportação isenta de IVA.",
    outsideScope: "Não sujeito a IVA.", exempt: "Isento de IVA.",
    units: [
      UnitWord("HUR", "hora", "horas"), UnitWord("DAY", "dia", "dias"), UnitWord("MIN", "minuto", "minutos"),
      UnitWord("WEE", "semana", "semanas"), UnitWord("MON", "mês", "meses"), UnitWord("ANN", "ano", "anos"),
      UnitWord("H87", "un.", "un."), UnitWord("EA", "un.", "un."), UnitWord("SET", "conjunto", "conjuntos"),
      UnitWord("LS", "valor fixo", "valor fixo"), UnitWord("XPK", "pacote", "pacotes"),
      UnitWord("NAR", "artigo", "artigos"),
    ])
}
