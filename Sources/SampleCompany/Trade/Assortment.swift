/// What a wholesaler for cafés, hotels and restaurants sells: 200 articles in eight categories.
///
/// A line: name; unit; price of the first size in euros; sizes. The sizes after the first cost a little less for the
/// amount in them, as their factors say.
enum Assortment {
  struct Category {
    let name: String
    let code: String
    let isFood: Bool
    let articles: [Article]
  }

  struct Article {
    let name: String
    let unit: String
    /// In cents.
    let price: Int
    let sizes: [Size]
  }

  struct Size {
    let name: String
    /// The price in percent of the article's.
    let percent: Int
  }

  static let categories: [Category] = [
    Category("Coffee", "COF", isFood: true, AssortmentTable.coffee),
    Category("Tea and chocolate", "TEA", isFood: true, AssortmentTable.tea),
    Category("Pantry", "PAN", isFood: true, AssortmentTable.pantry),
    Category("Drinks", "DRI", isFood: true, AssortmentTable.drinks),
    Category("Takeaway packaging", "PAC", isFood: false, AssortmentTable.packaging),
    Category("Cleaning", "CLE", isFood: false, AssortmentTable.cleaning),
    Category("Tableware", "TAB", isFood: false, AssortmentTable.tableware),
    Category("Kitchen equipment", "KIT", isFood: false, AssortmentTable.kitchen),
  ]

  static let products: [Product] = {
    var products: [Product] = []
    for category in categories {
      var number = 100
      for article in category.articles {
        for size in article.sizes {
          number += 5
          products.append(
            Product(
              id: products.count + 1, sku: "\(category.code)-\(number)",
              name: size.name.isEmpty ? article.name : "\(article.name), \(size.name)", category: category.name,
              unit: article.unit, cents: (article.price * size.percent + 50) / 100, isFood: category.isFood))
        }
      }
    }
    return products
  }()
}

/// An article at its list price.
public struct Product: Sendable {
  public let id: Int
  public let sku: String
  public let name: String
  public let category: String
  public let unit: String
  public let cents: Int
  /// Food has a lower rate of value added tax.
  public let isFood: Bool

  /// The rate at home, in thousandths; an invoice has the customer's country's.
  public var rate: Int { isFood ? Country.netherlands.rates.food : Country.netherlands.rates.standard }

  /// Sold by weight, so that quantities have decimals.
  var isWeighed: Bool { unit == "kg" }
}

extension Assortment.Category {
  init(_ name: String, _ code: String, isFood: Bool, _ table: String) {
    self.init(
      name: name, code: code, isFood: isFood, articles: table.split(separator: "\n").map(Assortment.Article.init))
  }
}

extension Assortment.Article {
  /// `Espresso beans Milano; bag; 14.90; 1 kg, 3 kg = 285`
  init(line: Substring) {
    let parts = line.split(separator: ";", omittingEmptySubsequences: false).map { list(String($0)).first ?? "" }
    let sizes = line.split(separator: ";", omittingEmptySubsequences: false).last.map { list(String($0)) } ?? []
    name = parts[0]
    unit = parts[1]
    price = parts[2].utf8.reduce(0) { cents, byte in byte == 46 ? cents : cents * 10 + Int(byte) - 48 }
    self.sizes = sizes.isEmpty ? [Assortment.Size(name: "", percent: 100)] : sizes.map(Assortment.Size.init)
  }
}

extension Assortment.Size {
  /// `3 kg = 285`
  init(text: String) {
    let parts = text.split(separator: "=").map { list(String($0)).first ?? "" }
    name = parts[0]
    percent = parts.count > 1 ? Int(parts[1]) ?? 100 : 100
  }
}
