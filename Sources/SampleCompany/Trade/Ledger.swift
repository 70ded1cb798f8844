/// Which invoice was written when, for whom, and how many lines it has: what must be known before any one is made.
struct Ledger: Sendable {
  let count: Int
  /// For each invoice, the day since 1970.
  let days: [Int32]
  /// For each invoice, how many lines stand on those before it.
  let firstLines: [Int32]
  /// For each invoice, its number within its year.
  let numbers: [Int32]
  /// The sum of the weights of the customers up to each one.
  private let customerWeights: [Int]
  /// For each day of the history, how many customers there are.
  private let customersOnDay: [Int]
  private let firstDay: Int

  init(invoices: Int, calendar: Calendar, customers: [Customer], seed: UInt64) {
    count = invoices
    firstDay = calendar.first
    days = Self.spread(invoices, over: calendar)
    firstLines = Self.lines(invoices, seed: seed)
    numbers = Self.numbered(days, calendar)
    customerWeights = customers.reduce(into: []) { $0.append(($0.last ?? 0) + $1.weight) }
    var known = 0
    customersOnDay = (calendar.first...calendar.last).map { day in
      while known < customers.count, customers[known].since <= day { known += 1 }
      return known
    }
  }

  func lineCount(_ index: Int) -> Int { Int(firstLines[index + 1] - firstLines[index]) }

  /// The index of one of the customers of the day, the ones that order often more often.
  func customer(on day: Int, _ random: inout SplitMix64) -> Int {
    let known = customersOnDay[day - firstDay]
    let place = random.below(customerWeights[known - 1])
    var low = 0
    var high = known - 1
    while low < high {
      let middle = (low + high) / 2
      if customerWeights[middle] > place { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private static func spread(_ count: Int, over calendar: Calendar) -> [Int32] {
    let trade = (calendar.first...calendar.last).map(calendar.trade)
    let whole = trade.reduce(0, +)
    var days: [Int32] = []
    days.reserveCapacity(count)
    var sum = 0
    for (offset, weight) in trade.enumerated() {
      sum += weight
      let until = count * sum / whole
      while days.count < until { days.append(Int32(calendar.first + offset)) }
    }
    return days
  }

  /// Of each 250 invoices, so many have one line, two, three …: a thousand lines together.
  private static func lines(_ count: Int, seed: UInt64) -> [Int32] {
    let block = zip(1..., [30, 40, 36, 45, 44, 25, 15, 10, 3, 2]).flatMap { Array(repeating: Int32($0), count: $1) }
    var first: [Int32] = [0]
    first.reserveCapacity(count + 1)
    var blocks = 0
    while first.count <= count {
      var random = SplitMix64(seed: seed, kind: 3, index: blocks)
      var shuffled = block
      random.shuffle(&shuffled)
      for lines in shuffled where first.count <= count { first.append(first[first.count - 1] + lines) }
      blocks += 1
    }
    return first
  }

  /// The history begins within a year, so its first invoice is not that year's first.
  private static func numbered(_ days: [Int32], _ calendar: Calendar) -> [Int32] {
    var year = calendar.year(calendar.first)
    var number = Int32((calendar.month(calendar.first) - 1) * days.count / 64)
    return days.map { day in
      if calendar.year(Int(day)) != year {
        year = calendar.year(Int(day))
        number = 0
      }
      number += 1
      return number
    }
  }
}
