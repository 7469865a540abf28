import CalendarServices
import CalendarSync
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Sandbox
import Testing

/// Edits of all kinds, one after the other, and what has to come of them.
///
/// A class because it is one course of events.
final class StormCourse {
  /// An event as it has to be at last.
  struct Expected: Equatable {
    var calendar: CalendarInfo
    var title: String
    var location = ""
    var words = "own words"
    var link = Link.none
  }

  enum Link: Equatable {
    case none
    case made(AutocreateProvider)
    case given(String)
  }

  private let world: SyncWorld
  private let calendars: [CalendarInfo]
  private let hosts: [AutocreateProvider: GrantID]
  private var number = 0
  /// The events that have to be there.
  private(set) var expected: [EventID: Expected] = [:]

  init(_ world: SyncWorld) throws {
    self.world = world
    calendars = try [
      world.calendar(SyncWorld.google), world.calendar(SyncWorld.microsoft),
      world.calendar(SyncWorld.google, named: "Platform team"),
    ]
    let grants = world.server.grants.map { GrantID($0.id) }
    hosts = [.googleMeet: grants[0], .microsoftTeams: grants[1], .zoomMeeting: grants[2]]
  }

  /// Makes an edit of any kind: of an event that is there, or a new one.
  func edit() throws {
    number += 1
    let isNew = expected.count < 10 || (expected.count < 80 && Int.random(in: 0..<4) == 0)
    guard !isNew, let (id, before) = expected.randomElement() else { return try create() }
    var event = before
    var patch = EventPatch()
    switch Int.random(in: 0..<8) {
    case 0...1:
      event.location = "Room \(number)"
      patch.location = event.location
    case 2:
      event.title = "Event \(number)"
      patch.title = event.title
    case 3...4:
      (event.link, patch.conferencing) = wish()
      patch.description = event.words
    case 5:
      event.location = "Room \(number)"
      patch.location = event.location
      (event.link, patch.conferencing) = wish()
      patch.description = event.words
    case 6:
      event.link = .none
      patch.conferencing = .strip
      patch.description = event.words
    default:
      expected[id] = nil
      try world.sync.submit(
        EventEdit(event: id, change: .delete, notifiesParticipants: false)
      )
      return
    }
    expected[id] = event
    try world.update(id, patch)
  }

  private func create() throws {
    let calendar = calendars[Int.random(in: 0..<calendars.count)]
    var event = Expected(calendar: calendar, title: "Event \(number)")
    var change = ConferencingChange.keep
    if Bool.random() { (event.link, change) = wish() }
    let id = try world.create(world.draft(calendar, title: event.title), change)
    expected[id] = event
  }

  private func wish() -> (Link, ConferencingChange) {
    let choices: [AutocreateProvider] = [.googleMeet, .microsoftTeams, .zoomMeeting]
    let choice = Int.random(in: 0...choices.count)
    guard choice < choices.count else {
      let url = "https://acme.zoom.us/j/8\(100_000_000 + number)"
      return (
        .given(url), .details(ConferencingDetails(provider: .zoomMeeting, url: url))
      )
    }
    let provider = choices[choice]
    return (
      .made(provider),
      .autocreate(Autocreate(provider: provider, hostGrant: hosts[provider]))
    )
  }

  // MARK: What came of it

  /// Holds an event that is there to what it has to be.
  static func check(_ event: Event, _ expected: Expected) {
    #expect(event.location == expected.location, "\(expected.title)")
    #expect(event.calendar == expected.calendar.id, "\(expected.title)")
    switch (event.conferencing, expected.link) {
    case (.none, .none):
      #expect(event.description == expected.words, "\(expected.title)")
    case (.details(let details), .made(let provider)):
      #expect(details.provider == provider.conferencingProvider, "\(expected.title)")
      #expect(event.description.hasPrefix(expected.words), "\(expected.title)")
    case (.details(let details), .given(let url)):
      #expect(details.url == url, "\(expected.title)")
      #expect(event.description.hasPrefix(expected.words), "\(expected.title)")
    default:
      Issue.record("\(expected.title) has \(event.conferencing), wanted \(expected.link)")
    }
  }
}
