/// A link to a meeting of a known service.
public struct RecognizedLink: Hashable, Sendable {
  /// What a link is for.
  public enum Purpose: String, Hashable, Sendable {
    /// One joins by it.
    case meeting
    /// One registers by it, and gets a link of one's own.
    case registration
  }

  /// Whose link it is.
  public var provider: ConferencingProvider
  /// The link itself: unwrapped, complete with its scheme, in ASCII, ready to be opened.
  public var url: String
  /// The meeting's number or code, when the link carries it as a user would type it.
  public var meetingCode: String?
  /// The access code, when the link carries it as a user would type it.
  ///
  /// Zoom's `pwd` and the `p` of Teams are encrypted forms, and therefore not codes.
  public var accessCode: String?
  /// What it is for.
  public var purpose: Purpose
  /// What two links to the same meeting have in common.
  public internal(set) var identity: String
  /// Whether the link carries what lets one in, in whatever form.
  var hasAccess = false
  /// Whether its number or code cannot be longer, so that what is cut off behind it leads nowhere
  /// else: `abc-defg-hij` of Google Meet, eleven digits of Zoom.
  var isCompleteWithoutMore: Bool {
    guard let code = meetingCode, url.hasSuffix(code) else { return false }
    switch provider {
    case .googleMeet: return code.split(separator: "-").map(\.count) == [3, 4, 3]
    case .zoomMeeting: return code.utf8.count == 11
    default: return false
    }
  }
  /// Whether users name the rooms of its service, so that letters around it may belong to it.
  var isNamed = false

  /// Makes a link.
  public init(
    provider: ConferencingProvider,
    url: String,
    meetingCode: String? = nil,
    accessCode: String? = nil,
    purpose: Purpose = .meeting
  ) {
    self.provider = provider
    self.url = url
    self.meetingCode = meetingCode
    self.accessCode = accessCode
    self.purpose = purpose
    self.identity = meetingCode.map { provider.rawValue + " " + $0 } ?? url
  }
}
