package import ConferencingCore

/// The parts of what was one series before Google divided it.
///
/// A change of *this and following* in Google's own program makes another series, whose id is that of
/// the first one with `_R` and a start behind it. Nothing else says that they belong together.
package struct SeriesParts: Hashable, Sendable {
  /// Whether the series continues another one.
  package var continuesAnother: Bool
  /// The master of the part before, where it is known.
  package var earlier: Event?
  /// The master of the part behind, where there is one.
  package var later: Event?

  /// A series that was not divided.
  package static let none = SeriesParts(continuesAnother: false)

  /// Makes parts.
  package init(continuesAnother: Bool, earlier: Event? = nil, later: Event? = nil) {
    (self.continuesAnother, self.earlier, self.later) = (continuesAnother, earlier, later)
  }

  /// Finds the neighbours of a series among the known parts.
  ///
  /// - Parameters:
  ///   - master: The series.
  ///   - known: The masters of all parts that are known.
  package init(of master: Event, among known: [Event]) {
    let start = master.time.startKey
    let others = known.filter { $0.remoteID != master.remoteID }
    earlier = others.filter { $0.time.startKey < start }
      .max { $0.time.startKey < $1.time.startKey }
    later = others.filter { $0.time.startKey > start }
      .min { $0.time.startKey < $1.time.startKey }
    continuesAnother = earlier != nil || master.remoteID.map { $0 != $0.firstPart } ?? false
  }
}

extension RemoteEventID {
  /// What stands before the start in the id of a part that Google made.
  package static let partMark = "_R"

  /// The id of the series that this one is a part of, when Google divided it; otherwise this id.
  ///
  /// `base_R20261207T140000` and, of whole days, `base_R20261207` are parts of `base`. Seen at the real
  /// service; Google documents no form of ids.
  package var firstPart: RemoteEventID {
    for count in [15, 8] {
      let stamp = rawValue.suffix(count)
      let head = rawValue.dropLast(count)
      guard head.hasSuffix(Self.partMark), head.count > Self.partMark.count,
        stamp.enumerated().allSatisfy({ index, character in
          index == 8 ? character == "T" : character.isASCII && character.isNumber
        })
      else { continue }
      return RemoteEventID(String(head.dropLast(Self.partMark.count)))
    }
    return self
  }
}
