/// Phones: the ranges that ARCEP keeps for audiovisual works. VAT ids: SIREN numbers from 999 have not been issued.
extension Country {
  static let france = Country(
    code: "FR", language: "fr", share: 14, rates: (200, 55),
    women: list(
      """
      Marie, Nathalie, Isabelle, Sylvie, Catherine, Céline, Aurélie, Camille, Léa, Chloé, Manon, Julie, Sophie
      Valérie, Sandrine, Stéphanie, Hélène, Anaïs, Élodie, Charlotte, Inès, Margaux, Florence, Amina, Agnès
      """),
    men: list(
      """
      Jean, Pierre, Michel, Philippe, Alain, Nicolas, Christophe, Laurent, Olivier, Julien, Thomas, Antoine, Maxime
      Guillaume, François, Sébastien, Frédéric, Hugo, Lucas, Mathieu, Étienne, Benoît, Karim, Yann, Rémi
      """),
    families: list(
      """
      Martin, Bernard, Dubois, Thomas, Robert, Richard, Petit, Durand, Leroy, Moreau, Simon, Laurent, Lefebvre
      Michel, Garcia, David, Bertrand, Roux, Vincent, Fournier, Morel, Girard, André, Lefèvre, Mercier, Dupont
      Lambert, Bonnet, François, Martinez, Legrand, Garnier, Faure, Rousseau, Blanc, Guérin, Muller, Henry, Roussel
      Nicolas, Perrin, Morin, Mathieu, Clément, Gauthier, Dumont, Lopez, Fontaine, Chevalier, Robin, Masson, Benali
      """),
    namesOfPeople: .plain,
    cities: [
      City(name: "Paris", postcode: "750##", phone: "+33 1 99 00 ## ##"),
      City(name: "Lyon", postcode: "6900#", phone: "+33 4 65 71 ## ##"),
      City(name: "Marseille", postcode: "1300#", phone: "+33 4 65 71 ## ##"),
      City(name: "Toulouse", postcode: "31000", phone: "+33 5 36 49 ## ##"),
      City(name: "Nice", postcode: "06000", phone: "+33 4 65 71 ## ##"),
      City(name: "Nantes", postcode: "44000", phone: "+33 2 61 91 ## ##"),
      City(name: "Strasbourg", postcode: "67000", phone: "+33 3 53 01 ## ##"),
      City(name: "Montpellier", postcode: "34000", phone: "+33 4 65 71 ## ##"),
      City(name: "Bordeaux", postcode: "33000", phone: "+33 5 36 49 ## ##"),
      City(name: "Lille", postcode: "59000", phone: "+33 3 53 01 ## ##"),
      City(name: "Rennes", postcode: "35000", phone: "+33 2 61 91 ## ##"),
      City(name: "Reims", postcode: "51100", phone: "+33 3 53 01 ## ##"),
      City(name: "Dijon", postcode: "21000", phone: "+33 3 53 01 ## ##"),
      City(name: "Annecy", postcode: "74000", phone: "+33 4 65 71 ## ##"),
      City(name: "La Rochelle", postcode: "17000", phone: "+33 5 36 49 ## ##"),
      City(name: "Saint-Malo", postcode: "35400", phone: "+33 2 61 91 ## ##"),
    ],
    streets: list(
      """
      rue de la République, rue Victor-Hugo, avenue Jean-Jaurès, place de la Mairie, rue Pasteur, rue du Moulin
      boulevard Gambetta, rue de l'Église, rue des Écoles, quai de la Gare, rue Nationale, place du Marché
      rue Saint-Michel, cours Lafayette, rue du Port, rue des Lilas, avenue de la Gare, rue Voltaire, rue de Paris
      """),
    street: "{number} {street}",
    companies: list(
      """
      Hôtel {noun}, Café {noun}, Brasserie {noun}, Restaurant {noun}, Boulangerie {family}, Pâtisserie {family}
      Traiteur {family}, {family} Restauration SARL, {family} et Fils SARL, Auberge {noun}, Bistrot {family}
      Maison {family}, Salon de thé {family}, Épicerie {family}, Torréfaction {family}, Les Caves {family}
      {family} Hôtellerie SAS, Crêperie {noun}, Fromagerie {family}, La Table {family}, Brasserie de {city}
      """),
    nouns: list(
      """
      du Lion d'Or, de la Poste, du Commerce, des Voyageurs, du Cheval Blanc, de la Gare, Bellevue, des Alpes
      de la Place, du Vieux Port, des Arts, de l'Étoile, Beau Rivage, du Midi, de France, des Remparts, du Parc
      de la Paix, du Château, des Halles
      """),
    phones: ["+33 6 39 98 ## ##"],
    vatID: .france)
}
