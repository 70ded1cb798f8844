/// Phones: zone 288, which no place has (there is no official range for fiction). VAT ids: 59x has not been issued.
extension Country {
  static let portugal = Country(
    code: "PT", language: "pt", share: 5, rates: (230, 60),
    women: list(
      """
      Maria, Ana, Joana, Inês, Catarina, Sofia, Beatriz, Mariana, Rita, Margarida, Teresa, Helena, Carla, Sandra
      Patrícia, Cláudia, Marta, Leonor, Sílvia, Filipa
      """),
    men: list(
      """
      João, José, António, Manuel, Pedro, Miguel, Rui, Luís, Paulo, Carlos, Tiago, Nuno, Ricardo, Francisco, Jorge
      Gonçalo, Hugo, André, Duarte, Vasco
      """),
    families: list(
      """
      Silva, Santos, Ferreira, Pereira, Oliveira, Costa, Rodrigues, Martins, Sousa, Fernandes, Gonçalves, Gomes
      Lopes, Marques, Alves, Almeida, Ribeiro, Pinto, Carvalho, Teixeira, Moreira, Correia, Mendes, Nunes, Soares
      Vieira, Monteiro, Cardoso, Rocha, Neves, Coelho, Cruz, Cunha, Pires, Ramos, Reis, Simões, Antunes, Matos
      """),
    namesOfPeople: .bothParents,
    cities: [
      City(name: "Lisboa", postcode: "1#00-###"), City(name: "Porto", postcode: "4#00-###"),
      City(name: "Braga", postcode: "4700-###"), City(name: "Coimbra", postcode: "3000-###"),
      City(name: "Faro", postcode: "8000-###"), City(name: "Aveiro", postcode: "3800-###"),
      City(name: "Évora", postcode: "7000-###"), City(name: "Cascais", postcode: "2750-###"),
      City(name: "Funchal", postcode: "9000-###"), City(name: "Setúbal", postcode: "2900-###"),
    ],
    streets: list(
      """
      Rua Direita, Rua da Prata, Avenida da Liberdade, Rua Augusta, Praça do Comércio, Rua de Santo António
      Rua do Carmo, Largo da Sé, Rua das Flores, Avenida Marginal, Rua da Igreja, Rua Nova, Travessa do Forno
      Rua 25 de Abril, Avenida da República
      """),
    street: "{street}, {number}",
    companies: list(
      """
      Hotel {noun}, Pastelaria {noun}, Café {noun}, Restaurante {noun}, Padaria {family}, Tasca {noun}
      {family} Restauração Lda., Irmãos {family} Lda., Casa {family}, Pensão {noun}, Marisqueira {noun}
      Torrefação {family}, Quinta {noun}, Catering {family} Lda., Confeitaria {family}
      """),
    nouns: list(
      """
      Bela Vista, do Porto, Solar, Atlântico, Central, da Praia, Rosa dos Ventos, do Sol, Miradouro, da Ribeira
      Império, Suíça, do Castelo, Lusitânia, Moderna, da Serra
      """),
    phones: ["+351 288 ### ###"],
    vatID: .portugal)
}
