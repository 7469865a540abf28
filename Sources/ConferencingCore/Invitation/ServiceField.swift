/// What a service's conferencing field can hold.
public enum ServiceField {
  /// The part of details that the field of a service can hold.
  ///
  /// Source: Nylas v3 Events API, `event_conferencing_request`.
  ///
  /// - Returns: What goes into the field, `nil` when it cannot name the provider at all; and
  ///   whether something is left over for the block in the description.
  public static func split(
    _ details: ConferencingDetails,
    for service: ServiceKind
  ) -> (field: ConferencingDetails?, needsBlock: Bool) {
    guard service == .nylas else { return (details, false) }
    var field = ConferencingDetails(provider: details.provider, url: details.url)
    switch details.provider {
    case .googleMeet:
      field.phones = Array(details.phones.prefix(1))
      field.pin = details.pin
    case .zoomMeeting:
      field.meetingCode = details.meetingCode
      field.accessCode = details.accessCode
    case .microsoftTeams, .skypeForBusiness, .skypeForConsumer: break
    case .webEx:
      field.accessCode = details.accessCode
      field.pin = details.pin
      field.phones = details.phones
    case .goToMeeting:
      field.meetingCode = details.meetingCode
      field.accessCode = details.accessCode
      field.phones = details.phones
    default: return (nil, true)
    }
    return (field, field != details)
  }
}
