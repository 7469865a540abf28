/// A stretch of a description that a provider, a service or Convene wrote about a meeting.
public struct ConferenceSegment: Hashable, Sendable {
  /// Where it stands, without the blank line around it.
  public var range: Range<String.Index>
  /// Whose meeting it is about.
  public var provider: ConferencingProvider
  /// The link in it; `nil` when it has none.
  public var url: String?
  /// Makes a segment.
  public init(range: Range<String.Index>, provider: ConferencingProvider, url: String?) {
    self.range = range
    self.provider = provider
    self.url = url
  }
}

/// A description taken apart: what stays and what goes when its meeting is taken off.
public struct ConferenceCut: Hashable, Sendable {
  /// The people's own words, to the byte.
  public var kept: String
  /// The texts that go, exactly as they stand, for showing before they go.
  public var removed: [String]
  /// Makes a cut.
  public init(kept: String, removed: [String]) {
    self.kept = kept
    self.removed = removed
  }
}

/// A segment by bytes.
struct ByteSegment {
  var range: Range<Int>
  var provider: ConferencingProvider
  var url: String?
}
