/// A link to a meeting of a known service.
public struct RecognizedLink: Hashable, Sendable {
  /// Whose link it is.
  public var provider: ConferencingProvider
  /// The link itself: unwrapped, complete with its scheme, ready to be opened.
  public var url: String
  /// The meeting's number or code, when the link carries it as a person would type it.
  public var meetingCode: String?
  /// The access code, when the link carries it as a person would type it.
  ///
  /// Zoom's `pwd` and the `p` of Teams are encrypted forms, and therefore not codes.
  public var accessCode: String?

  /// Makes a link.
  public init(
    provider: ConferencingProvider,
    url: String,
    meetingCode: String? = nil,
    accessCode: String? = nil
  ) {
    self.provider = provider
    self.url = url
    self.meetingCode = meetingCode
    self.accessCode = accessCode
  }

  /// What two links to the same meeting have in common.
  var identity: String { meetingCode.map { provider.rawValue + " " + $0 } ?? url }
}
