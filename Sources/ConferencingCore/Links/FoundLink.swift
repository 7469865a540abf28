/// Where a link was found, the surest place first.
public enum LinkSource: Int, Hashable, Sendable, Comparable, CaseIterable {
  /// The field of the event that is for it.
  case conferencing
  /// The place.
  case location
  /// The description.
  case description
  /// The description, read as HTML.
  case strippedDescription

  /// Whether a place is surer than another.
  public static func < (a: LinkSource, b: LinkSource) -> Bool { a.rawValue < b.rawValue }
}

/// A link that an event holds, and where.
public struct FoundLink: Hashable, Sendable {
  /// The link.
  public var link: RecognizedLink
  /// Where it was found.
  public var source: LinkSource
  /// Makes a found link.
  public init(link: RecognizedLink, source: LinkSource) {
    self.link = link
    self.source = source
  }
}
