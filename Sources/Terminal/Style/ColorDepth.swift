/// How many colours a terminal can show.
package enum ColorDepth: Int, Equatable, Comparable, Sendable, CaseIterable {
  /// No colour: attributes only. Also what `NO_COLOR` asks for (https://no-color.org).
  case none
  /// The eight basic colours.
  case eight
  /// The basic colours and their bright forms.
  case sixteen
  /// xterm's palette of 256.
  case palette
  /// Red, green and blue as they are.
  case direct

  /// Orders depths by what they can show.
  package static func < (left: ColorDepth, right: ColorDepth) -> Bool {
    left.rawValue < right.rawValue
  }
}
