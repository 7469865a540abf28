import CalendarCore
import ConferencingCore
import Foundation

/// The ways to join a meeting besides opening its link, and the forms in which an event is copied.
enum JoinMenus {
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
    if let phone = DialIn.all(of: details, country: country).first {
      let number = phone.place.isEmpty ? phone.number : "\(phone.number) \(phone.place)"
      items += [
        .init(
          key: "p",
          "QR code to call \(number)",
          [.encode(phone.uri, title: "Scan to call: \(phone.number)")]
        ),
        .init(key: "n", "Copy the number with its codes", [.copy(phone.text, what: "number")]),
      ]
    }
    return items.isEmpty ? nil : MenuViewModel("Join “\(title(event))”", items)
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
    return MenuViewModel("Copy “\(title(event))” as", items)
  }

  private static func joined(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }

  private static func title(_ event: Event) -> String {
    event.title.allSatisfy(\.isWhitespace) ? "(no title)" : event.title
  }
}
