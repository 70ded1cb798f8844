extension Words {
  static let portuguese: StaticString = """
    Fatura
    Nota de crédito
    Fatura retificativa
    Fatura de adiantamento
    Fatura pró-forma
    Orçamento
    Recibo
    Número
    Data
    Vencimento
    Válido até
    Data de entrega
    Período
    N.º de cliente
    Sua referência
    Encomenda
    Contrato
    Projeto
    Guia de remessa
    Refere-se a
    NIF/IVA
    NIF
    Morada de entrega
    N.º
    Descrição
    Quantidade
    Preço
    IVA
    Valor
    Artigo
    Desconto
    Acréscimo
    por
    Subtotal
    Total sem IVA
    sobre
    Total
    Já pago
    Arredondamento
    Total a pagar
    Valor creditado
    A transportar
    Transporte
    Página {1} de {2}
    Pagamento
    Titular
    Referência
    Digitalize para pagar
    Pagar online
    Pago com o cartão terminado em
    O valor será debitado de {1} (autorização {2}).
    Autoliquidação: IVA devido pelo adquirente.
    Transmissão intracomunitária isenta de IVA.
    Exportação isenta de IVA.
    Não sujeito a IVA.
    Isento de IVA.
    Reembolso
    Conta
    Exigibilidade do IVA
    Ordem de venda
    Nota de receção
    Concurso
    Objeto
    Representante fiscal
    Beneficiário
    Anexos
    HUR|hora|horas
    DAY|dia|dias
    MIN|minuto|minutos
    WEE|semana|semanas
    MON|mês|meses
    ANN|ano|anos
    H87|un.
    SET|conjunto|conjuntos
    LS|valor fixo
    XPK|pacote|pacotes
    NAR|artigo|artigos
    """
}
