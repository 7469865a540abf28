import ConferencingCore
import CalendarServices
import CalendarSync
import CalendarCore
import Foundation
import FoundationNetworking
import LocalCache
import Sandbox
import Testing

/// What somebody else does at the service.
extension SyncWorld {
  /// An event as the service has it; `nil` when it is gone.
  func there(_ id: EventID) async throws -> Event? {
    let (service, remote, calendar) = try place(of: id)
    do throws(ServiceError) {
      let event = try await service.event(remote, in: calendar)
      return event.status == .cancelled ? nil : event
    } catch .notFound {
      return nil
    }
  }

  /// Changes an event there.
  func changeThere(_ id: EventID, _ patch: EventPatch) async throws {
    let (service, remote, calendar) = try place(of: id)
    let current = try await service.event(remote, in: calendar)
    _ = try await service.update(
      remote,
      in: calendar,
      patch: patch,
      current: current,
      notify: false
    )
  }

  /// Deletes an event there.
  func deleteThere(_ id: EventID) async throws {
    let (service, remote, calendar) = try place(of: id)
    try await service.delete(remote, in: calendar, current: nil, notify: false)
  }

  private func place(
    of id: EventID
  ) throws -> (any CalendarService, RemoteEventID, CalendarID) {
    let operation = try cache.outbox.operations(of: id).first
    let event = try cache.event(id)
    let account = try #require(event?.account ?? operation?.account)
    return (
      try #require(services[account]), try #require(event?.remoteID ?? operation?.remoteID),
      try #require(event?.calendar ?? operation?.calendar)
    )
  }

  /// A request of the service by hand; its answer's `data`.
  @discardableResult
  func request(
    _ method: String,
    _ account: AccountID,
    _ path: String,
    _ calendar: CalendarInfo,
    _ body: [String: Any]
  ) async throws -> [String: Any] {
    let grant = server.grants[account == Self.google ? 0 : 1].id
    let address = "\(server.url)/v3/grants/\(grant)/\(path)?calendar_id="
    let query = calendar.id.rawValue.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
    var request = URLRequest(url: try #require(URL(string: address + (query ?? ""))))
    request.httpMethod = method
    request.httpBody = try JSONSerialization.data(withJSONObject: body)
    request.setValue("Bearer \(server.apiKey)", forHTTPHeaderField: "Authorization")
    let answer = try await URLSession.shared.data(for: request).0
    let object = try JSONSerialization.jsonObject(with: answer) as? [String: Any]
    return try #require(
      object?["data"] as? [String: Any],
      "\(String(decoding: answer, as: UTF8.self))"
    )
  }

  /// The methods of the requests that the sandbox has had while something was done, in order.
  func methods(during body: () async throws -> Void) async throws -> [String] {
    let before = try await methods().count
    try await body()
    return Array(try await methods().dropFirst(before))
  }

  /// The methods of the requests that sending the edits of an event takes.
  func sending(_ id: EventID) async throws -> [String] {
    try await methods {
      let outcome = try await sync.send(id)
      #expect(outcome == .delivered)
    }
  }
}
