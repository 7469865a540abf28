import CalendarCore
import CalendarFiles
import Foundation
import Testing

/// Files that are damaged at random, the same every time.
///
/// `CONVENE_MUTATIONS` says how many; when nothing is said, 2,000 are read and 400 damaged within an event.
@Suite(
  .serialized,
  .enabled(if: ReadingCost.isKnown, "The system does not tell how much memory a process had.")
)
struct MutationTests {
  private static let parts = 20
  private static let said =
    ProcessInfo.processInfo.environment["CONVENE_MUTATIONS"].flatMap { Int($0) }

  /// How many files each part damages.
  private static func share(_ standard: Int) -> Int { max(1, (said ?? standard) / parts) }

  @Test(arguments: 0..<parts)
  func `A damaged file is read and written, and its good events are there`(_ part: Int) throws {
    var random = SeededGenerator(state: UInt64(part) + 1)
    for number in 0..<Self.share(2_000) {
      let name = CorpusFile.names[(part * 100 + number) % CorpusFile.names.count]
      var bytes = try CorpusFile(name).bytes
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        damage(&bytes, 0..<bytes.count, &random)
      }
      let cost = try ReadingCost.of { try check(bytes) }
      #expect(cost.isBearable, "\(part) \(number) \(name): \(cost)")
    }
  }

  /// Reads a file, writes it, and reads what was written.
  private func check(_ bytes: [UInt8]) throws {
    guard let file = try? CorpusFile(bytes: bytes) else { return }
    let exported = file.exported()
    // What is written is read again, with as many events.
    if !file.events.isEmpty {
      let again = try CorpusFile(bytes: exported)
      #expect(again.events.count == file.events.count)
    }
    _ = file.exported(isWhole: false)
    // In pieces of some size it is the same.
    let size = bytes.count % 64 + 1
    let pieces = try CalendarFile(
      count: bytes.count,
      zone: CorpusFile.berlin,
      pieceSize: size
    ) { Array(bytes[$0]) }
    let whole = try CalendarFile(bytes, zone: CorpusFile.berlin)
    #expect(pieces.otherTexts == whole.otherTexts && pieces.count == whole.count)
  }

  @Test(arguments: 0..<parts)
  func `Damage within an event takes none along that is before or behind it`(_ part: Int) throws {
    var random = SeededGenerator(state: UInt64(part) + 1_000)
    let whole = try CorpusFile(bytes: ManyEvents.text)
    let sound = Dictionary(
      whole.events.map { ($0.text?.uid ?? "", $0.event) },
      uniquingKeysWith: { first, _ in first }
    )
    #expect(sound.count == ManyEvents.count)
    for number in 0..<Self.share(400) {
      var bytes = ManyEvents.text
      let victim = Int.random(in: 0..<ManyEvents.count, using: &random)
      var inside = try #require(ManyEvents.inside(victim))
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let before = bytes.count
        damage(&bytes, inside, &random)
        inside = inside.lowerBound..<inside.upperBound + bytes.count - before
      }
      let cost = try ReadingCost.of {
        let read = try CorpusFile(bytes: bytes)
        for (uid, event) in sound where uid != ManyEvents.uid(victim) {
          let found = read.events.first { $0.text?.uid == uid }
          #expect(found?.event == event, "\(part) \(number): \(uid) beside \(victim)")
        }
      }
      #expect(cost.isBearable, "\(part) \(number): \(cost)")
    }
  }

  /// Damages a place of some bytes.
  private func damage(
    _ bytes: inout [UInt8],
    _ range: Range<Int>,
    _ random: inout SeededGenerator
  ) {
    guard range.count > 4 else { return }
    let place = Int.random(in: range, using: &random)
    switch Int.random(in: 0..<7, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.remove(at: place)
    case 2: bytes.insert(contentsOf: [0x0D, 0x0A], at: place)
    case 3: bytes.insert(contentsOf: Array(repeating: 0x39, count: 40), at: place)
    case 4:
      let end = min(range.upperBound, place + Int.random(in: 1...200, using: &random))
      let target = Int.random(in: range.lowerBound...place, using: &random)
      bytes.insert(contentsOf: Array(bytes[place..<end]), at: target)
    case 5: bytes.removeSubrange(place..<min(range.upperBound, place + 30))
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
