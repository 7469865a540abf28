package import ConferencingCore

/// What the conferencing field of a service can hold, and what must go into the description.
package enum ServiceField {
  /// The parts of details that a field has besides the link.
  private struct Parts {
    var meetingCode = false
    var accessCode = false
    var pin = false
    var phones = 0
  }

  /// Splits details into what the field of a service takes and whether a block must carry more.
  ///
  /// - Returns: The details to send in the field, `nil` when it cannot name the provider; and
  ///   whether something of the whole is missing there (rule 9).
  package static func split(
    _ details: ConferencingDetails,
    for service: ServiceKind
  ) -> (field: ConferencingDetails?, needsBlock: Bool) {
    if service.has(.takesAnyLink) { return (details, false) }
    guard service.has(.takesKnownLinks), let parts = parts(of: details.provider) else {
      return (nil, true)
    }
    var field = details
    if !parts.meetingCode { field.meetingCode = nil }
    if !parts.accessCode { field.accessCode = nil }
    if !parts.pin { field.pin = nil }
    field.phones = Array(details.phones.prefix(parts.phones))
    return (field, field != details)
  }

  /// Whether an event has a link by the block in its description alone, and that is not there.
  ///
  /// - Parameters:
  ///   - details: The link.
  ///   - description: The description.
  ///   - service: What holds the event.
  /// - Returns: Whether the block has to be written.
  static func lacksBlock(
    of details: ConferencingDetails,
    in description: String,
    for service: ServiceKind
  ) -> Bool {
    service.takesNoLink && InvitationBlock.find(in: description)?.details.url != details.url
  }

  /// What was read of an event, completed from the block of Convene in its description.
  ///
  /// A block with the field's own link adds what the field lacks; where there is no field, the block
  /// is the meeting, provided that its link is one that is allowed.
  package static func merge(field: Conferencing, description: String) -> Conferencing {
    if case .autocreate = field { return field }
    guard let block = InvitationBlock.find(in: description)?.details,
      DetailsRules.urlMessage(block.url) == nil
    else { return field }
    switch field {
    case .autocreate: return field
    case .none: return .details(block)
    case .details(var details):
      guard isSame(details.url, block.url) else { return field }
      if details.provider == .unknown { details.provider = block.provider }
      details.meetingCode = details.meetingCode ?? block.meetingCode
      details.accessCode = details.accessCode ?? block.accessCode
      details.pin = details.pin ?? block.pin
      let known = Set(block.phones.map(digits))
      details.phones = block.phones + details.phones.filter { !known.contains(digits($0)) }
      return .details(details)
    }
  }

  /// What a field takes that knows providers.
  ///
  /// Source: Nylas v3 Events API, `event_conferencing_request`, the branches of `details`.
  private static func parts(of provider: ConferencingProvider) -> Parts? {
    switch provider {
    case .googleMeet: Parts(pin: true, phones: 1)
    case .zoomMeeting: Parts(meetingCode: true, accessCode: true)
    case .microsoftTeams, .skypeForBusiness, .skypeForConsumer,
      ConferencingProvider("Teams for Business"):
      Parts()
    case .webEx: Parts(accessCode: true, pin: true, phones: .max)
    case .goToMeeting: Parts(meetingCode: true, accessCode: true, phones: .max)
    default: nil
    }
  }

  /// Whether two links lead to the same meeting.
  package static func isSame(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    let (first, second) = (LinkRecognition.recognize(a), LinkRecognition.recognize(b))
    // Another passcode makes another link to the same meeting at Zoom.
    if let code = first?.meetingCode, first?.provider == .zoomMeeting,
      second?.provider == .zoomMeeting, ![a, b].contains(where: { $0.contains("omn=") })
    {
      return second?.meetingCode == code
    }
    func link(_ url: String, _ known: RecognizedLink?) -> String {
      known?.url ?? DetailsRules.normalizedURL(url)
    }
    return link(a, first) == link(b, second)
  }

  private static func digits(_ phone: String) -> String {
    phone.filter { $0.isASCII && $0.isNumber }
  }
}
