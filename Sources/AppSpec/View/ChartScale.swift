/// A vertical axis with round steps: 1, 2, 2.5 or 5 times a power of ten, zero always on it.
struct ChartScale {
  let minimum: Double
  let maximum: Double
  let ticks: [Double]

  init(_ values: [Double]) {
    let low = min(values.min() ?? 0, 0)
    let high = max(values.max() ?? 0, 0)
    let step = ChartScale.step(high == low ? 1 : (high - low) / 4)
    var at = (low / step).rounded(.down) * step
    let end = high == low ? step : high
    var ticks = [at]
    while at < end - step * 1e-9, ticks.count < 12 {
      at += step
      ticks.append(abs(at) < step * 1e-9 ? 0 : at)
    }
    self.ticks = ticks
    minimum = ticks[0]
    maximum = ticks[ticks.count - 1]
  }

  private static func step(_ raw: Double) -> Double {
    var power = 1.0
    while power * 10 <= raw { power *= 10 }
    while power > raw { power /= 10 }
    let factor = raw / power
    return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 2.5 ? 2.5 : factor <= 5 ? 5 : 10)
  }

  /// 0 at the bottom, 1 at the top.
  func position(_ value: Double) -> Double { (value - minimum) / (maximum - minimum) }

  /// `350k`, `€1.2M`, `−0.5`
  static func label(_ value: Double, sign: String = "") -> String {
    let size = abs(value)
    let start = (value < 0 ? "−" : "") + (value == 0 ? "" : sign)
    if size >= 1e15 { return start + "\(size)" }
    let (divisor, unit) =
      size >= 1e12
      ? (1e12, "T") : size >= 1e9 ? (1e9, "B") : size >= 1e6 ? (1e6, "M") : size >= 1e3 ? (1e3, "k") : (1, "")
    var scaled = size / divisor
    var decimals = 0
    var factor = 1.0
    while decimals < 6, abs((scaled * factor).rounded() - scaled * factor) > 1e-6 {
      decimals += 1
      factor *= 10
    }
    scaled = (scaled * factor).rounded() / factor
    let text = decimals == 0 ? String(Int64(scaled)) : String(scaled)
    return start + text + unit
  }
}
