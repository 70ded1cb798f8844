/// Phones: 99x, which the numbering plan gives to no province (there is no official range for fiction).
/// VAT ids: province 00 does not exist.
extension Country {
  static let spain = Country(
    code: "ES", language: "es", share: 10, rates: (210, 100),
    women: list(
      """
      María, Carmen, Ana, Isabel, Laura, Cristina, Marta, Lucía, Paula, Elena, Raquel, Pilar, Mercedes, Rosa, Sara
      Beatriz, Silvia, Patricia, Nuria, Inmaculada, Alba, Irene, Rocío, Montserrat
      """),
    men: list(
      """
      Antonio, José, Manuel, Francisco, David, Javier, Daniel, Carlos, Miguel, Alejandro, Rafael, Pedro, Ángel, Pablo
      Sergio, Fernando, Jorge, Luis, Alberto, Álvaro, Adrián, Diego, Ramón, Iñaki
      """),
    families: list(
      """
      García, Rodríguez, González, Fernández, López, Martínez, Sánchez, Pérez, Gómez, Martín, Jiménez, Ruiz
      Hernández, Díaz, Moreno, Muñoz, Álvarez, Romero, Alonso, Gutiérrez, Navarro, Torres, Domínguez, Vázquez, Ramos
      Gil, Ramírez, Serrano, Blanco, Molina, Morales, Suárez, Ortega, Delgado, Castro, Ortiz, Rubio, Marín, Sanz
      Núñez, Iglesias, Medina, Garrido, Cortés, Castillo, Santos, Lozano, Guerrero, Cano, Prieto, Méndez, Cruz
      """),
    namesOfPeople: .bothParents,
    cities: [
      City(name: "Madrid", postcode: "280##"), City(name: "Barcelona", postcode: "080##"),
      City(name: "Valencia", postcode: "460##"), City(name: "Sevilla", postcode: "410##"),
      City(name: "Zaragoza", postcode: "500##"), City(name: "Málaga", postcode: "290##"),
      City(name: "Bilbao", postcode: "480##"), City(name: "Palma", postcode: "070##"),
      City(name: "Alicante", postcode: "030##"), City(name: "Granada", postcode: "180##"),
      City(name: "Donostia", postcode: "200##"), City(name: "Salamanca", postcode: "370##"),
      City(name: "Santander", postcode: "390##"), City(name: "A Coruña", postcode: "150##"),
    ],
    streets: list(
      """
      Calle Mayor, Calle Real, Calle del Sol, Avenida de la Constitución, Plaza de España, Calle San Juan
      Calle de la Iglesia, Paseo Marítimo, Calle Cervantes, Calle Nueva, Avenida de Andalucía, Calle Goya
      Plaza Mayor, Calle Colón, Calle de la Paz, Ronda de Atocha, Calle del Carmen, Gran Vía, Rambla Nova
      """),
    street: "{street}, {number}",
    companies: list(
      """
      Hotel {noun}, Hostal {noun}, Bar {noun}, Restaurante {noun}, Cafetería {noun}, Panadería {family}
      Pastelería {family}, {family} Hostelería S.L., Hermanos {family} S.L., Casa {family}, Taberna {noun}
      Catering {family} S.L., Bodega {family}, Mesón {noun}, Cervecería {noun}, Tostadero {family}
      Comercial {family} S.A., Parador {noun}, Asador {family}, Heladería {family}
      """),
    nouns: list(
      """
      El Faro, La Plaza, Los Arcos, Las Palmeras, El Molino, La Marina, El Rincón, Santa Ana, Bahía, La Fuente
      Los Olivos, El Puerto, San Miguel, La Alameda, El Mirador, Costa Azul, La Giralda, El Jardín, Buenavista, Sol y Mar
      """),
    phones: ["+34 99# ## ## ##"],
    vatID: .spain)
}
