extension Words {
  static let spanish: StaticString = """
    Factura
    Factura rectificativa
    Factura corregida
    Factura de anticipo
    Factura proforma
    Presupuesto
    Recibo
    Número
    Fecha
    Vencimiento
    Válido hasta
    Fecha de entrega
    Periodo
    N.º de cliente
    Su referencia
    Pedido
    Contrato
    Proyecto
    Albarán
    Se refiere a
    NIF-IVA
    NIF
    Dirección de entrega
    N.º
    Descripción
    Cantidad
    Precio
    IVA
    Importe
    Artículo
    Descuento
    Recargo
    por
    Subtotal
    Base imponible
    sobre
    Total
    Ya pagado
    Redondeo
    Importe a pagar
    Importe abonado
    Suma y sigue
    Suma anterior
    Página {1} de {2}
    Pago
    Titular
    Concepto
    Escanear para pagar
    Pagar en línea
    Pagado con la tarjeta terminada en
    El importe se cargará en {1} (mandato {2}).
    Inversión del sujeto pasivo.
    Entrega intracomunitaria exenta de IVA.
    Exportación exenta de IVA.
    No sujeto a IVA.
    Exento de IVA.
    Reembolso
    Cuenta
    Devengo del IVA
    Orden de venta
    Nota de recepción
    Licitación
    Objeto
    Representante fiscal
    Beneficiario
    Anexos
    HUR|hora|horas
    DAY|día|días
    MIN|minuto|minutos
    WEE|semana|semanas
    MON|mes|meses
    ANN|año|años
    H87|ud.|uds.
    SET|juego|juegos
    LS|tanto alzado
    XPK|paquete|paquetes
    NAR|artículo|artículos
    """
}
