/// A small seeded generator: the same seed gives the same numbers on every machine and run.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014).
struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension SplitMix64 {
  /// A whole number from zero up to, not including, `bound`.
  ///
  /// Not the standard library's `random(in:)`: its algorithm may change between versions.
  mutating func below(_ bound: Int) -> Int {
    bound <= 1 ? 0 : Int(next() % UInt64(bound))
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  /// `count` characters of `alphabet`.
  mutating func characters(_ count: Int, of alphabet: String) -> String {
    let bytes = Array(alphabet.utf8)
    let text = (0..<count).map { _ in bytes[below(bytes.count)] }
    return String(decoding: text, as: UTF8.self)
  }

  mutating func digits(_ count: Int) -> String {
    let first = characters(1, of: "123456789")
    return first + characters(count - 1, of: "0123456789")
  }

  /// A version 4 UUID in lower case.
  mutating func uuid() -> String {
    let hex = "0123456789abcdef"
    return [
      characters(8, of: hex), characters(4, of: hex), "4" + characters(3, of: hex),
      characters(1, of: "89ab") + characters(3, of: hex), characters(12, of: hex),
    ].joined(separator: "-")
  }
}
