// Outlines of glyphs: what a preview paints.

internal import CHarfBuzz

/// A step of an outline, in whole units of its font, y upwards.
public enum OutlineStep: Hashable, Sendable {
  case move(Int32, Int32)
  case line(Int32, Int32)
  case quadratic(Int32, Int32, Int32, Int32)
  case cubic(Int32, Int32, Int32, Int32, Int32, Int32)
  case close
}

extension Font {
  /// The outline of a glyph; empty for a space.
  public func outline(_ glyph: UInt16) -> [OutlineStep] {
    let collected = Collected()
    chb_font_outline(
      handle, UInt32(glyph),
      { context, kind, points in
        guard let context, let points else { return }
        let at = { (index: Int) in Int32(points[index].rounded()) }
        let step: OutlineStep =
          switch kind {
          case 0x4D: .move(at(0), at(1))
          case 0x4C: .line(at(0), at(1))
          case 0x51: .quadratic(at(0), at(1), at(2), at(3))
          case 0x43: .cubic(at(0), at(1), at(2), at(3), at(4), at(5))
          default: .close
          }
        Unmanaged<Collected>.fromOpaque(context).takeUnretainedValue().steps.append(step)
      }, Unmanaged.passUnretained(collected).toOpaque())
    return collected.steps
  }

  private final class Collected {
    var steps: [OutlineStep] = []
  }
}
