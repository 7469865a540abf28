package import CalendarCore
import ConferencingCore
import Foundation

/// The ways to join a meeting besides opening its link, and the forms in which an event is copied.
package enum JoinMenus {
  /// Joins an event by the link that comes first, or asks which is meant.
  ///
  /// The answer is kept for the event and its series.
  static func join(_ event: Event, in app: inout AppState) -> [Effect] {
    let links = JoinLinks(of: event)
    guard let first = links.links.first?.link else { return [] }
    let isMeeting = first.purpose == .meeting
    guard links.isUndecided || !isMeeting else { return [.openURL(first.url)] }
    app.open(
      MenuViewModel(
        isMeeting ? "Join which?" : "No meeting link yet. Register?",
        links.links.map { found in
          let link = found.link
          guard isMeeting else {
            return .init("Register  \(link.provider)  \(link.url)", [.openURL(link.url)])
          }
          return .init(
            label(of: link),
            [.chooseLink(event.id, LinkChoice(link)), .openURL(link.url)]
          )
        }
      )
    )
    return []
  }

  /// What is said once a link is chosen; `nil` of an event that is gone.
  ///
  /// - Parameter event: The event with its choice.
  /// - Returns: The words.
  package static func chosen(for event: Event?) -> Notice {
    guard let event else { return Notice(.problem, "The event is gone.") }
    let whole = event.isRecurring ? " in all of the series" : ""
    guard let choice = event.linkChoice else {
      return Notice(.info, "No link is chosen any more\(whole). \(key: .join) asks where it must.")
    }
    return Notice(
      .info,
      "\(key: .join) joins by \(choice.provider)\(whole) from now on. \(key: .joinBy) changes that."
    )
  }

  /// The list of ways to join; `nil` when there is nothing to join by.
  static func ways(_ event: Event, country: String?) -> MenuViewModel? {
    guard let details = event.joinDetails() else { return nil }
    let name = AgendaViewModel.word(details.provider)
    var items: [MenuViewModel.Item] = []
    if !details.url.isEmpty {
      items = [
        .init(key: "o", "Open the link", [.openURL(details.url)]),
        .init(
          key: "q",
          "QR code of the link",
          [.encode(details.url, title: "Scan to join: \(name)")]
        ),
        .init(key: "y", "Copy the link", [.copy(details.url, what: "link")]),
      ]
    }
    let phones = DialIn.all(of: details, country: country)
    for (index, phone) in phones.enumerated() {
      let number = phone.place.isEmpty ? phone.number : "\(phone.number) \(phone.place)"
      items.append(
        .init(
          key: index < numberKeys.count ? numberKeys[index] : "",
          "QR code to call \(number)",
          [.encode(phone.uri, title: "Scan to call: \(phone.number)")]
        )
      )
      if index == 0 {
        items.append(
          .init(key: "n", "Copy the number with its codes", [.copy(phone.text, what: "number")])
        )
      }
    }
    items += otherLinks(of: event)
    return items.isEmpty ? nil : MenuViewModel("Join “\(title(event))”", items)
  }

  /// The keys of telephone numbers: none of the list's other keys, nor one that moves in it.
  private static let numberKeys = "pabcdefimrstuvwxz".map(String.init)

  /// The links that the event is not joined by: chosen, they are from then on.
  private static func otherLinks(of event: Event) -> [MenuViewModel.Item] {
    let links = JoinLinks(of: event)
    let others = links.links.dropFirst().enumerated().map { index, found in
      MenuViewModel.Item(
        key: index < 9 ? "\(index + 1)" : "",
        "From now on \(label(of: found.link))",
        [.chooseLink(event.id, LinkChoice(found.link)), .openURL(found.link.url)]
      )
    }
    guard event.linkChoice != nil else { return others }
    return others + [.init(key: "0", "Choose no link any more", [.chooseLink(event.id, nil)])]
  }

  /// A link among others: the number of its meeting comes before what a narrow list cuts off.
  static func label(of link: RecognizedLink) -> String {
    let name = AgendaViewModel.word(link.provider)
    return (link.meetingCode.map { "\(name) \($0)" } ?? name) + "  \(link.url)"
  }

  /// The list of forms in which an event is copied.
  static func copies(_ event: Event, country: String?, clock: WallClock, now: Date) -> MenuViewModel
  {
    let text = Invitation(event, country: country, clock: clock, now: now)
    var items: [MenuViewModel.Item] = [
      .init(key: "i", "Invitation", [.copy(text.text, what: "invitation")]),
      .init(key: "m", "Markdown", [.copy(text.markdown, what: "Markdown")]),
    ]
    let meeting = text.meetingLines
    if !meeting.isEmpty {
      items.append(
        .init(key: "c", "How to join", [.copy(joined(meeting), what: "meeting")])
      )
    }
    let phones = text.phoneLines
    if !phones.isEmpty {
      items.append(
        .init(key: "d", "Telephone numbers", [.copy(joined(phones), what: "numbers")])
      )
    }
    items.append(.init(key: "s", "Calendar file (.ics)", [.writeOut(event.id)]))
    return MenuViewModel("Copy “\(title(event))” as", items)
  }

  private static func joined(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }

  private static func title(_ event: Event) -> String {
    event.title.allSatisfy(\.isWhitespace) ? "(no title)" : event.title
  }
}
