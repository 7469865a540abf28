/// An edit that is made under torture: the command, and what it makes of its event.
struct TortureEdit {
  /// The title of the event, which no other has.
  var title: String
  /// The command.
  var arguments: [String]
  var before: ExpectedEvent?
  var after: ExpectedEvent?
}

extension TortureEdit {
  /// A way to wish for a link.
  private struct Wish {
    var options: [String]
    var link: ExpectedEvent.Link
  }

  /// Calendars of both accounts.
  private static let calendars = ["Mara", "Platform team", "Northwind", "Customer visits"]

  /// Any edit: of one of the events that are there, or a new one.
  ///
  /// - Parameters:
  ///   - number: Tells this edit from all others.
  ///   - events: The events that can be edited, by title, with their ids.
  ///   - random: Chance.
  /// - Returns: The edit.
  static func any(
    number: Int,
    events: [(title: String, id: String, event: ExpectedEvent)],
    random: inout SeededRandom
  ) -> TortureEdit {
    // A dozen events are enough to have them edited again and again.
    let isNew = events.count < 4 || (events.count < 14 && random.chance(0.35))
    guard !isNew, let (title, id, event) = events.randomElement(using: &random) else {
      return new(number: number, random: &random)
    }
    var after: ExpectedEvent? = event
    var arguments: [String]
    switch random.below(10) {
    case 0...1:
      after?.location = "Room \(number)"
      arguments = ["event", "update", id, "--location", "Room \(number)"]
    case 2:
      after?.words = words(number)
      arguments = ["event", "update", id, "--description", words(number)]
    case 3...6:
      let wish = wish(number: number, random: &random)
      after?.link = wish.link
      arguments = ["conference", "set", id] + wish.options
    case 7:
      after?.link = .none
      arguments = ["conference", "strip", id]
    case 8:
      let wish = wish(number: number, random: &random)
      after?.location = "Room \(number)"
      after?.link = wish.link
      arguments = ["event", "update", id, "--location", "Room \(number)"] + wish.options
    default:
      after = nil
      arguments = ["event", "delete", id]
    }
    return TortureEdit(title: title, arguments: arguments, before: event, after: after)
  }

  /// A creation.
  private static func new(number: Int, random: inout SeededRandom) -> TortureEdit {
    let title = "T\(number)"
    let calendar = calendars[random.below(calendars.count)]
    var event = ExpectedEvent(location: "Room \(number)", words: words(number), link: .none)
    var arguments =
      ["event", "create", title, "--calendar", calendar, "--start", "+\(random.below(9))"]
      + ["--location", event.location, "--description", event.words]
    if random.chance(0.6) {
      let wish = wish(number: number, random: &random)
      event.link = wish.link
      arguments += wish.options
    }
    return TortureEdit(title: title, arguments: arguments, before: nil, after: event)
  }

  private static func words(_ number: Int) -> String { "Own words \(number),\n– zwei Zeilen 🗼" }

  private static func wish(number: Int, random: inout SeededRandom) -> Wish {
    switch random.below(4) {
    case 0:
      Wish(
        options: ["--create", "meet", "--host", "mara.lindqvist@acme.example"],
        link: .made("Google Meet")
      )
    case 1:
      Wish(
        options: ["--create", "zoom", "--host", "mara.zoom@acme.example"],
        link: .made("Zoom Meeting")
      )
    case 2:
      Wish(
        options: ["--create", "teams", "--host", "mara@northwind.example"],
        link: .made("Microsoft Teams")
      )
    default:
      Wish(
        options: ["--link", "\(ExpectedEvent.givenPrefix)\(number)", "--access-code", "\(number)"],
        link: .given("\(ExpectedEvent.givenPrefix)\(number)")
      )
    }
  }
}
