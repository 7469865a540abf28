import CalendarCore
import ConferencingCore
import Foundation

@testable import CalendarServices

enum FolderDescriptor {
  /// A folder with a file an event: all that a service needs is here and a line in a catalogue.
  static let value = ServiceDescriptor(
    ServiceKind("folder", displayName: "Folder", traits: [.calendars, .deliversMasters]),
    keys: [
      ConfigurationKey(
        "folder",
        asking: "The folder",
        missing: "The account needs folder. Add folder = \"/path\"."
      ),
      ConfigurationKey("password", .secret),
    ],
    calendars: { FolderService(account: $0.account, path: $0.settings["folder"] ?? "") },
    probe: { context throws(ServiceError) in
      _ = try FolderService(account: context.account, path: context.settings["folder"] ?? "").all()
      return ServiceProbe.Finding(duration: .zero)
    }
  )
}

/// The events of a folder.
struct FolderService: CalendarService {
  let account: AccountID
  let path: String

  var isVersioned: Bool { false }
  var hasSyncTokens: Bool { false }

  func prepare() async throws(ServiceError) {}

  func grants() async throws(ServiceError) -> [Grant] { [] }

  func calendars() async throws(ServiceError) -> CalendarList {
    CalendarList([
      CalendarInfo(id: CalendarID("files"), account: account, name: "Files", isPrimary: true)
    ])
  }

  func events(
    in calendar: CalendarID,
    window: DateInterval,
    cursor: String?
  ) async throws(ServiceError) -> EventPage { EventPage(events: try all()) }

  func changes(
    in calendar: CalendarID,
    window: DateInterval,
    since mark: SyncMark,
    cursor: String?
  ) async throws(ServiceError) -> EventPage { EventPage(events: try all()) }

  func event(_ id: RemoteEventID, in calendar: CalendarID) async throws(ServiceError) -> Event {
    guard let event = try all().first(where: { $0.remoteID == id }) else {
      throw .notFound("There is no file \(id).")
    }
    return event
  }

  func create(
    _ draft: EventDraft,
    conferencing: ConferencingChange,
    id: EventID,
    notify: Bool
  ) async throws(ServiceError) -> Event {
    var event = Event(creating: id, draft: draft, conferencing: conferencing)
    event.remoteID = RemoteEventID(id.rawValue)
    return try written(event)
  }

  func find(
    _ id: EventID,
    in calendar: CalendarID,
    near window: DateInterval
  ) async throws(ServiceError) -> Event? { try all().first { $0.id == id } }

  func update(
    _ id: RemoteEventID,
    in calendar: CalendarID,
    patch: EventPatch,
    current: Event,
    notify: Bool
  ) async throws(ServiceError) -> Event { try written(current.applying(patch)) }

  func delete(
    _ id: RemoteEventID,
    in calendar: CalendarID,
    current: Event?,
    notify: Bool
  ) async throws(ServiceError) {
    try? FileManager.default.removeItem(atPath: "\(path)/\(id).json")
  }

  func respond(
    to id: RemoteEventID,
    in calendar: CalendarID,
    with response: ParticipantResponse
  ) async throws(ServiceError) { throw .rejected("Files take no responses.") }

  /// All events; a folder has no more than one can read.
  func all() throws(ServiceError) -> [Event] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).sorted().map { name in
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)"))
        return try JSONDecoder().decode(Event.self, from: data)
      }
    } catch {
      throw .unreachable("The folder \(path) cannot be read.")
    }
  }

  func written(_ event: Event) throws(ServiceError) -> Event {
    do {
      let name = event.remoteID?.rawValue ?? event.id.rawValue
      let file = URL(fileURLWithPath: "\(path)/\(name).json")
      try JSONEncoder().encode(event).write(to: file, options: .atomic)
      return event
    } catch {
      throw .rejected("The folder \(path) cannot be written.")
    }
  }
}
