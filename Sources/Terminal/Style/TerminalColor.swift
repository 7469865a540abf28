/// A colour as a theme names it; what the terminal cannot show is replaced by what comes nearest.
package enum TerminalColor: Equatable, Hashable, Sendable {
  /// The terminal's own foreground or background.
  case standard
  /// A place in the palette: 0–7 the basic colours, 8–15 the bright ones, 16–255 xterm's cube and greys.
  case indexed(UInt8)
  /// Red, green and blue.
  case rgb(UInt8, UInt8, UInt8)
}

extension TerminalColor {
  /// The colour of this depth that looks most like this one.
  ///
  /// Palette entries 0–15 are the user's own choice of colours, so an RGB value is only matched to them where there is
  /// nothing else.
  package func nearest(in depth: ColorDepth) -> TerminalColor {
    switch (self, depth) {
    case (.standard, _), (_, .none): .standard
    case (.indexed(let index), .palette): .indexed(index)
    case (.indexed(let index), .direct):
      // On a direct-colour terminal numbers above 7 are already red, green and blue.
      index < 8 ? self : Palette.color(index).asColor
    case (.indexed(let index), .sixteen) where index < 16: self
    case (.indexed(let index), .eight) where index < 16: .indexed(index % 8)
    case (.indexed(let index), _): .indexed(Palette.nearest(to: Palette.color(index), in: depth))
    case (.rgb, .direct): self
    case (.rgb(let red, let green, let blue), _):
      .indexed(
        Palette.nearest(
          to: Palette.RGB(red: Int(red), green: Int(green), blue: Int(blue)),
          in: depth
        )
      )
    }
  }
}

/// xterm's palette (256colres.pl in xterm's sources; the first sixteen are its defaults).
private enum Palette {
  struct RGB {
    let red: Int
    let green: Int
    let blue: Int

    var asColor: TerminalColor {
      .rgb(UInt8(clamping: red), UInt8(clamping: green), UInt8(clamping: blue))
    }

    /// How different two colours look; "redmean", https://www.compuphase.com/cmetric.htm.
    func distance(to other: RGB) -> Int {
      let mean = (red + other.red) / 2
      let (red, green, blue) = (red - other.red, green - other.green, blue - other.blue)
      return (512 + mean) * red * red / 256 + 4 * green * green + (767 - mean) * blue * blue / 256
    }
  }

  static let basic: [RGB] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0),
    (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0),
    (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
  ].map { RGB(red: $0.0, green: $0.1, blue: $0.2) }

  static let cubeSteps = [0, 95, 135, 175, 215, 255]

  static func color(_ index: UInt8) -> RGB {
    let index = Int(index)
    if index < 16 { return basic[index] }
    if index >= 232 {
      let grey = 8 + (index - 232) * 10
      return RGB(red: grey, green: grey, blue: grey)
    }
    let cube = index - 16
    return RGB(
      red: cubeSteps[cube / 36],
      green: cubeSteps[cube / 6 % 6],
      blue: cubeSteps[cube % 6]
    )
  }

  static func nearest(to wanted: RGB, in depth: ColorDepth) -> UInt8 {
    let candidates: ClosedRange<UInt8> =
      switch depth {
      case .eight: 0...7
      case .sixteen: 0...15
      default: 16...255
      }
    return candidates.min { left, right in
      color(left).distance(to: wanted) < color(right).distance(to: wanted)
    } ?? candidates.lowerBound
  }
}
