// Unpacking a PNG's rows: filters (ISO/IEC 15948, 9) and passes of interlacing (8.2).

extension PNG {
  /// A reduced image: where its pixels stand in the whole one.
  struct Pass {
    var columns: Int
    var rows: Int
    var x: (start: Int, step: Int)
    var y: (start: Int, step: Int)
  }

  func passes() -> [Pass] {
    if !isInterlaced { return [Pass(columns: columns, rows: rows, x: (0, 1), y: (0, 1))] }
    let grid = [(0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2), (0, 1, 1, 2)]
    var passes: [Pass] = []
    for (x, across, y, down) in grid {
      let pass = Pass(
        columns: (columns - x + across - 1) / across, rows: (rows - y + down - 1) / down, x: (x, across), y: (y, down))
      if pass.columns > 0 && pass.rows > 0 { passes.append(pass) }
    }
    return passes
  }

  /// Eight bits for each sample, colours and opacity apart; the opacity only where something is transparent.
  func unpacked(_ passes: [Pass], _ data: inout [UInt8]) throws(PDFError) -> Image.Samples {
    let components = kind == .grey || kind == .greyAlpha ? 1 : 3
    var colors = [UInt8](repeating: 0, count: columns * rows * components)
    var mask = [UInt8](repeating: 255, count: columns * rows)
    var start = 0
    for pass in passes {
      try unfilter(&data, start, rowBytes(pass.columns), pass.rows)
      if bits == 8, !isInterlaced, kind == .rgba || kind == .greyAlpha {
        split(data, components, &colors, &mask)
      } else {
        put(pass, data, start, components, &colors, &mask)
      }
      start += (rowBytes(pass.columns) + 1) * pass.rows
    }
    let deflate = try Deflate()
    let isFiltered = !isDrawing(colors, components)
    return Image.Samples(
      columns: columns, rows: rows, components: components, bits: 8,
      packed: deflate.compress(isFiltered ? filtered(colors, columns * components, components) : colors),
      isFiltered: isFiltered, palette: nil, mask: isOpaque(mask) ? nil : deflate.compress(mask))
  }

  @inline(never)
  private func isOpaque(_ mask: [UInt8]) -> Bool { mask.allSatisfy { $0 == 255 } }

  /// Drawings pack better as they are, photographs as differences: of a drawing's pixels, most are like the one before.
  @inline(never)
  private func isDrawing(_ colors: [UInt8], _ components: Int) -> Bool {
    var same = 0
    colors.withUnsafeBufferPointer { colors in
      for place in stride(from: components, to: colors.count, by: components) {
        let before = place - components
        if colors[place] == colors[before],
          components == 1 || (colors[place + 1] == colors[before + 1] && colors[place + 2] == colors[before + 2])
        {
          same += 1
        }
      }
    }
    return same * 2 * components >= colors.count
  }

  /// Pixels of eight bits each, the last for the opacity: what logos are. A function of its own, as the others here: a browser
  /// compiles anew whatever loops long in one, beside the first page that waits for it.
  @inline(never)
  private func split(_ data: [UInt8], _ components: Int, _ colors: inout [UInt8], _ mask: inout [UInt8]) {
    let (columns, rows) = (columns, rows)
    data.withUnsafeBufferPointer { data in
      colors.withUnsafeMutableBufferPointer { colors in
        mask.withUnsafeMutableBufferPointer { mask in
          var (from, color, pixel) = (0, 0, 0)
          for _ in 0..<rows {
            from += 1
            for _ in 0..<columns {
              for part in 0..<components { colors[color + part] = data[from + part] }
              mask[pixel] = data[from + components]
              from += components + 1
              color += components
              pixel += 1
            }
          }
        }
      }
    }
  }

  private func put(
    _ pass: Pass, _ data: [UInt8], _ start: Int, _ components: Int, _ colors: inout [UInt8], _ mask: inout [UInt8]
  ) {
    for row in 0..<pass.rows {
      let base = start + row * (rowBytes(pass.columns) + 1) + 1
      for column in 0..<pass.columns {
        let pixel = (pass.y.start + row * pass.y.step) * columns + pass.x.start + column * pass.x.step
        mask[pixel] = put(data, base, column, &colors, pixel * components)
      }
    }
  }

  private func unfilter(_ data: inout [UInt8], _ start: Int, _ width: Int, _ rows: Int) throws(PDFError) {
    for row in 0..<rows where data[start + row * (width + 1)] > 4 { throw .brokenImage }
    let step = max(1, channels * bits / 8)
    let nothing = [UInt8](repeating: 0, count: width)
    data.withUnsafeMutableBufferPointer { data in
      nothing.withUnsafeBufferPointer { nothing in
        guard let first = data.baseAddress, let nothing = nothing.baseAddress else { return }
        for row in 0..<rows {
          let line = first + start + row * (width + 1) + 1
          let above = row > 0 ? UnsafePointer(line - width - 1) : nothing
          PNG.unfilter(line[-1], line, above, width, step)
        }
      }
    }
  }

  /// A row of `width` bytes, in place; `above` is the row before it, as it was unfiltered.
  @inline(never)
  private static func unfilter(
    _ filter: UInt8, _ line: UnsafeMutablePointer<UInt8>, _ above: UnsafePointer<UInt8>, _ width: Int, _ step: Int
  ) {
    let step = min(step, width)
    switch filter {
    case 1:
      for index in step..<width { line[index] &+= line[index - step] }
    case 2:
      for index in 0..<width { line[index] &+= above[index] }
    case 3, 4:
      for index in 0..<step { line[index] &+= prediction(filter, 0, above[index], 0) }
      for index in step..<width {
        line[index] &+= prediction(filter, line[index - step], above[index], above[index - step])
      }
    default: break
    }
  }

  @inline(__always)
  private static func prediction(_ filter: UInt8, _ left: UInt8, _ up: UInt8, _ corner: UInt8) -> UInt8 {
    switch filter {
    case 1: return left
    case 2: return up
    case 3: return UInt8((Int(left) + Int(up)) / 2)
    default:
      let (a, b, c) = (Int(left), Int(up), Int(corner))
      let (toLeft, toUp, toCorner) = (abs(b - c), abs(a - c), abs(a + b - 2 * c))
      return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner
    }
  }

  /// Writes the colour of a pixel; its opacity.
  private func put(
    _ data: [UInt8], _ base: Int, _ column: Int, _ colors: inout [UInt8], _ place: Int
  ) -> UInt8 {
    switch kind {
    case .indexed:
      let index = Int(sample(data, base, column))
      for part in 0..<3 { colors[place + part] = index * 3 + 2 < palette.count ? palette[index * 3 + part] : 0 }
      return index < transparency.count ? transparency[index] : 255
    case .grey, .greyAlpha:
      let grey = sample(data, base, column * channels)
      colors[place] = eight(grey)
      if kind == .greyAlpha { return eight(sample(data, base, column * 2 + 1)) }
      return isKey([grey]) ? 0 : 255
    case .rgb, .rgba:
      let first = column * channels
      let color = [sample(data, base, first), sample(data, base, first + 1), sample(data, base, first + 2)]
      for part in 0..<3 { colors[place + part] = eight(color[part]) }
      if kind == .rgba { return eight(sample(data, base, first + 3)) }
      return isKey(color) ? 0 : 255
    }
  }

  private func sample(_ data: [UInt8], _ base: Int, _ index: Int) -> UInt16 {
    switch bits {
    case 8: return UInt16(data[base + index])
    case 16: return UInt16(data[base + index * 2]) << 8 | UInt16(data[base + index * 2 + 1])
    default:
      let bit = index * bits
      let shift = 8 - bits - bit % 8
      return UInt16(data[base + bit / 8]) >> UInt16(shift) & (1 << UInt16(bits) - 1)
    }
  }

  private func eight(_ sample: UInt16) -> UInt8 {
    switch bits {
    case 16: UInt8(sample >> 8)
    case 8: UInt8(sample)
    default: UInt8(Int(sample) * 255 / (1 << bits - 1))
    }
  }

  /// Whether a colour is the one that `tRNS` makes transparent.
  private func isKey(_ color: [UInt16]) -> Bool {
    guard transparency.count >= color.count * 2 else { return false }
    for (index, part) in color.enumerated() where readUInt16(transparency, index * 2) != part { return false }
    return true
  }

  /// Each row under the filter that leaves the smallest differences (ISO/IEC 15948, 12.8).
  private func filtered(_ samples: [UInt8], _ width: Int, _ step: Int) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(samples.count + samples.count / max(1, width))
    var (best, trial) = ([UInt8](repeating: 0, count: width), [UInt8](repeating: 0, count: width))
    for base in stride(from: 0, to: samples.count, by: width) {
      var (least, chosen) = (Int.max, UInt8(0))
      for filter in [0, 1, 2, 4] as [UInt8] {
        var sum = 0
        for index in 0..<width {
          let left = index >= step ? samples[base + index - step] : 0
          let up = base > 0 ? samples[base + index - width] : 0
          let corner = base > 0 && index >= step ? samples[base + index - width - step] : 0
          let guess = filter == 0 ? 0 : PNG.prediction(filter, left, up, corner)
          trial[index] = samples[base + index] &- guess
          sum += Int(min(trial[index], 0 &- trial[index]))
        }
        if sum < least {
          (least, chosen) = (sum, filter)
          swap(&best, &trial)
        }
      }
      out.append(chosen)
      out += best
    }
    return out
  }
}
