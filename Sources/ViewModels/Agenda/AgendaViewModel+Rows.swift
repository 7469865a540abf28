package import CalendarCore
package import ConferencingCore

extension AgendaViewModel {
  /// What a line says of an event on a day.
  package func row(_ index: Int, on day: Day) -> AgendaEventRow? {
    guard let event = window?.events[index] else { return nil }
    return AgendaEventRow(
      event,
      on: day,
      directory: directory,
      clock: clock,
      second: second,
      now: now
    )
  }

  /// What a heading says of a day.
  package func heading(_ day: Day) -> (relative: String?, date: String) {
    (TimeText.relative(day, today: today), TimeText.long(day, today: today))
  }

  /// The provider in one word.
  package static func word(_ provider: ConferencingProvider) -> String {
    switch provider {
    case .googleMeet: "Meet"
    case .zoomMeeting: "Zoom"
    case .microsoftTeams: "Teams"
    case .goToMeeting: "GoTo"
    case .unknown: "link"
    case .skypeForBusiness, .skypeForConsumer: "Skype"
    default: provider.rawValue
    }
  }

  /// A link by its provider: `Zoom link`, or `link` where that is not known.
  package static func link(_ provider: ConferencingProvider) -> String {
    provider == .unknown ? "link" : "\(word(provider)) link"
  }
}
