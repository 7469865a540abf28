/// What became of a damaged cache file: it was rebuilt, with all in it that has no other copy.
package struct CacheRepair: Sendable, Hashable, CustomStringConvertible {
  /// What of the edits that wait could not be read.
  package enum Loss: Sendable, Hashable {
    case none
    /// This many edits.
    case edits(Int)
    /// Nothing could be read, so nobody knows how many there were.
    case unknown
  }

  /// Where the damaged file is kept.
  package var keptAt: String
  /// How many edits that wait were saved.
  package var edits: Int
  /// How many events of the local calendar were saved.
  package var localEvents: Int
  /// What was not.
  package var loss: Loss
  /// Whether events of the local calendar may be among what could not be read.
  package var mayLackEvents = false
  /// Whether descriptions and attendees may be.
  package var mayLackDetails = false
  /// Whether alarms and other properties of imported events may be.
  package var mayLackTexts = false

  /// What happened, in words for a user.
  package var description: String {
    let start = "The cache file was damaged and is rebuilt; the damaged one is kept as \(keptAt)."
    let lost =
      switch loss {
      case .none: ""
      case .edits(let count): " Lost: \(Self.count(count, "edit")) that could not be read."
      case .unknown: " Edits that had not been sent, and local events, could not be read from it."
      }
    let texts = mayLackTexts ? ["alarms and other properties of imported events"] : []
    let lacking =
      switch (mayLackEvents, mayLackDetails) {
      case (true, _): ["local events"] + texts
      case (false, true): ["descriptions and attendees"] + texts
      case (false, false): texts
      }
    let unread =
      lacking.isEmpty
      ? "" : " Some \(lacking.joined(separator: ", ")) may be lost: compare with a backup."
    let saved =
      loss == .unknown
      ? ""
      : " Saved: \(Self.count(edits, "edit")) not sent yet, "
        + "\(Self.count(localEvents, "local event"))."
    return start + lost + saved + unread + " Other events are read afresh."
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
