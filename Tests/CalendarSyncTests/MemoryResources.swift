import CalendarCore
import ConferencingCore
import Foundation
import Synchronization

@testable import CalendarServices

/// A store of resources in memory, with what can go wrong at a real one.
final class MemoryResources: ResourceStore {
  /// What is there, and how it misbehaves.
  struct State {
    var texts: [ResourceName: [UInt8]] = [:]
    var versions: [ResourceName: Int] = [:]
    /// For each number of a change the name that it was of.
    var log: [ResourceName] = []
    /// How many changes are still carried out without an answer.
    var lostAnswers = 0
    /// Whether writes say no version, as servers do that change what they are given.
    var isSilent = false
    /// Runs once before the next write: another program.
    var intruder: (@Sendable (inout State) -> Void)?
    /// Whether the server mails invitations.
    var mails = false
    /// The addresses of the user that the server knows.
    var addresses: [String] = []
    /// How many writes and deletions came.
    var requests = 0

    /// Puts a text there, as another program does.
    mutating func put(_ text: [UInt8], as name: ResourceName) {
      texts[name] = text
      versions[name] = log.count + 1
      log.append(name)
    }

    mutating func remove(_ name: ResourceName) {
      texts[name] = nil
      versions[name] = nil
      log.append(name)
    }

    fileprivate mutating func begin() {
      requests += 1
      guard let intruder else { return }
      self.intruder = nil
      intruder(&self)
    }

    fileprivate mutating func lose() throws(ServiceError) {
      guard lostAnswers > 0 else { return }
      lostAnswers -= 1
      throw .answerLost("The connection ended.")
    }
  }

  let state = Mutex(State())
  static let calendar = CalendarID("home")

  func prepare() async throws(ServiceError) {}

  func collections() async throws(ServiceError) -> CalendarList {
    CalendarList([
      CalendarInfo(
        id: Self.calendar,
        account: ResourceWorld.account,
        name: "Home",
        isPrimary: true
      )
    ])
  }

  func changes(
    in collection: CalendarID,
    since token: String?,
    cursor: String?
  ) async throws(ServiceError) -> ResourceChanges {
    state.withLock { state in
      var changes = ResourceChanges()
      changes.token = "\(state.log.count)"
      changes.isFullListing = token == nil
      let names = token.flatMap { Int($0) }.map { Set(state.log.dropFirst($0)) }
      for name in names ?? Set(state.texts.keys) {
        if let version = state.versions[name] {
          changes.changed[name] = ResourceVersion(tag: "\(version)")
        } else {
          changes.removed.append(name)
        }
      }
      return changes
    }
  }

  func read(
    _ names: [ResourceName],
    in collection: CalendarID
  ) async throws(ServiceError) -> [CalendarResource] {
    state.withLock { state in names.compactMap { Self.resource($0, state) } }
  }

  private static func resource(_ name: ResourceName, _ state: State) -> CalendarResource? {
    guard let bytes = state.texts[name], let version = state.versions[name] else { return nil }
    return CalendarResource(name: name, version: ResourceVersion(tag: "\(version)"), bytes: bytes)
  }

  func find(
    uid: String,
    in collection: CalendarID
  ) async throws(ServiceError) -> CalendarResource? {
    state.withLock { state in
      let name = state.texts.first {
        String(decoding: $0.value, as: UTF8.self).contains("UID:\(uid)\r\n")
      }?.key
      return name.flatMap { Self.resource($0, state) }
    }
  }

  func name(forUID uid: String) -> ResourceName { ResourceName(uid + ".ics") }

  func write(
    _ text: [UInt8],
    as name: ResourceName,
    in collection: CalendarID,
    if condition: WriteCondition
  ) async throws(ServiceError) -> ResourceVersion? {
    do {
      return try state.withLock { state in
        state.begin()
        let known = state.versions[name].map { "\($0)" }
        let isAsExpected: Bool =
          switch condition {
          case .absent: known == nil
          case .version(let version): known == version.tag
          }
        guard isAsExpected else { throw ServiceError.changed("It is another one (412).") }
        state.put(text, as: name)
        try state.lose()
        return state.isSilent ? nil : state.versions[name].map { ResourceVersion(tag: "\($0)") }
      }
    } catch {
      throw error as? ServiceError ?? .malformed("\(error)")
    }
  }

  func delete(
    _ name: ResourceName,
    in collection: CalendarID,
    if version: ResourceVersion,
    silently: Bool
  ) async throws(ServiceError) {
    do {
      try state.withLock { state in
        state.begin()
        guard let known = state.versions[name] else { return }
        guard "\(known)" == version.tag else {
          throw ServiceError.changed("It is another one (412).")
        }
        state.remove(name)
        try state.lose()
      }
    } catch {
      throw error as? ServiceError ?? .malformed("\(error)")
    }
  }

  func scheduling() async throws(ServiceError) -> ResourceScheduling {
    state.withLock { ResourceScheduling(mails: $0.mails, addresses: $0.addresses) }
  }
}
