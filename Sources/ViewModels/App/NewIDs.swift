import ConferencingCore
import CalendarCore

/// A sequence of ids for new events.
package struct NewIDs: Equatable, Sendable {
  private var generator: SplitMix64
  /// Makes a sequence; one begun with entropy never meets another.
  package init(seed: UInt64) { generator = SplitMix64(state: seed) }

  /// The next id: 32 hexadecimal digits.
  mutating func next() -> EventID {
    let words = (0..<2).map { _ in generator.next() }
    return EventID(
      words.map { word in
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
      }.joined()
    )
  }
}

/// A small generator whose state is a value.
///
/// Source: Sebastiano Vigna, "splitmix64.c".
private struct SplitMix64: Equatable, Sendable {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
