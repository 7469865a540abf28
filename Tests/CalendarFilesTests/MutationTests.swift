import CalendarCore
import CalendarFiles
import Foundation
import Testing

/// Files that are damaged at random, the same every time.
@Suite struct MutationTests {
  @Test(arguments: 0..<20)
  func `A damaged file is read and written, and its good events are there`(_ part: Int) throws {
    var random = SeededGenerator(state: UInt64(part) + 1)
    for number in 0..<100 {
      let name = CorpusFile.names[(part * 100 + number) % CorpusFile.names.count]
      var bytes = try CorpusFile(name).bytes
      for _ in 0..<Int.random(in: 1...8, using: &random) { mutate(&bytes, &random) }
      guard let file = try? CorpusFile(bytes: bytes) else { continue }
      let exported = file.exported()
      // What is written is read again, with as many events.
      if !file.events.isEmpty {
        let again = try CorpusFile(bytes: exported)
        #expect(again.events.count == file.events.count, "\(part) \(number)")
      }
      _ = file.exported(isWhole: false)
    }
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard bytes.count > 4 else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<7, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.remove(at: place)
    case 2: bytes.insert(contentsOf: [0x0D, 0x0A], at: place)
    case 3: bytes.insert(contentsOf: Array(repeating: 0x39, count: 40), at: place)
    case 4:
      let end = min(bytes.count, place + Int.random(in: 1...200, using: &random))
      bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...place, using: &random))
    case 5: bytes.removeSubrange(place..<min(bytes.count, place + 30))
    default: bytes.insert(Array(";:,\"\\\0^= ".utf8).randomElement(using: &random) ?? 0, at: place)
    }
  }
}

/// Source: Sebastiano Vigna, "splitmix64.c".
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
