import CalendarCore
import ConferencingCore
import Synchronization

@testable import CalendarServices

/// A store that cannot be reached for a while, or carries changes out and does not answer.
final class FaultyStore: ResourceStore {
  /// What goes wrong.
  struct Faults {
    /// Whether it cannot be reached.
    var isOffline = false
    /// How many changes are still carried out without an answer.
    var lostAnswers = 0
    /// Whether the program ends with the next change: it is carried out, and nobody hears of it.
    var endsProgram = false
    /// Why it takes no new resource; `nil` when it does.
    var refusal: ServiceError?
    /// Why it takes no change of a resource; `nil` when it does.
    var refusalOfChanges: ServiceError?
    /// How many changes of resources it takes before it refuses them.
    var changesBeforeRefusal = 0
    /// The resources that are being written.
    var writing: [ResourceName] = []
    /// Those that were written while they were being written already.
    var writtenAtOnce: [ResourceName] = []
  }

  let faults = Mutex(Faults())
  private let base: any ResourceStore

  init(_ base: any ResourceStore) { self.base = base }

  var isOnThisMachine: Bool { base.isOnThisMachine }

  private func expectOnline() throws(ServiceError) {
    guard faults.withLock({ $0.isOffline }) else { return }
    throw .unreachable("There is no network.")
  }

  /// Loses the answer to a change that was carried out.
  private func answer() throws(ServiceError) {
    let error = faults.withLock { faults -> ServiceError? in
      if faults.endsProgram {
        faults.endsProgram = false
        return .cancelled
      }
      guard faults.lostAnswers > 0 else { return nil }
      faults.lostAnswers -= 1
      return .answerLost("The connection ended.")
    }
    if let error { throw error }
  }

  func prepare() async throws(ServiceError) { try await base.prepare() }

  func collections() async throws(ServiceError) -> CalendarList {
    try expectOnline()
    return try await base.collections()
  }

  func changes(
    in collection: CalendarID,
    since token: String?,
    cursor: String?
  ) async throws(ServiceError) -> ResourceChanges {
    try expectOnline()
    return try await base.changes(in: collection, since: token, cursor: cursor)
  }

  func read(
    _ names: [ResourceName],
    in collection: CalendarID
  ) async throws(ServiceError) -> [CalendarResource] {
    try expectOnline()
    return try await base.read(names, in: collection)
  }

  func find(
    uid: String,
    in collection: CalendarID
  ) async throws(ServiceError) -> CalendarResource? {
    try expectOnline()
    return try await base.find(uid: uid, in: collection)
  }

  func name(forUID uid: String) -> ResourceName { base.name(forUID: uid) }

  func write(
    _ text: [UInt8],
    as name: ResourceName,
    in collection: CalendarID,
    if condition: WriteCondition
  ) async throws(ServiceError) -> ResourceVersion? {
    try expectOnline()
    let refusal = faults.withLock { faults -> ServiceError? in
      if case .absent = condition { return faults.refusal }
      guard faults.refusalOfChanges != nil, faults.changesBeforeRefusal > 0 else {
        return faults.refusalOfChanges
      }
      faults.changesBeforeRefusal -= 1
      return nil
    }
    if let refusal { throw refusal }
    faults.withLock { faults in
      if faults.writing.contains(name) { faults.writtenAtOnce.append(name) }
      faults.writing.append(name)
    }
    // Who writes at the same time has the time to be seen.
    for _ in 0..<20 { await Task.yield() }
    defer {
      faults.withLock { faults in
        faults.writing.firstIndex(of: name).map { _ = faults.writing.remove(at: $0) }
      }
    }
    let version = try await base.write(text, as: name, in: collection, if: condition)
    try answer()
    return version
  }

  func delete(
    _ name: ResourceName,
    in collection: CalendarID,
    if version: ResourceVersion,
    silently: Bool
  ) async throws(ServiceError) {
    try expectOnline()
    try await base.delete(name, in: collection, if: version, silently: silently)
    try answer()
  }

  func scheduling() async throws(ServiceError) -> ResourceScheduling {
    try expectOnline()
    return try await base.scheduling()
  }
}

/// A stand whose store can fail.
struct FaultyStand: ResourceStand {
  let base: any ResourceStand
  let faulty: FaultyStore
  var store: any ResourceStore { faulty }
  var calendar: CalendarID { base.calendar }

  init(_ base: any ResourceStand) {
    self.base = base
    faulty = FaultyStore(base.store)
  }

  func texts() async throws -> [String: String] { try await base.texts() }
  func put(_ text: String, as name: String) async throws { try await base.put(text, as: name) }
  func remove(_ name: String) async throws { try await base.remove(name) }

  /// Runs a test on a stand that can fail, with the path of its cache.
  static func run(
    _ kind: ResourceStandKind,
    _ body: (FaultyStand, String) async throws -> Void
  ) async throws {
    try await kind.run { stand in
      try await ResourceWorld.onDisk { path in try await body(FaultyStand(stand), path) }
    }
  }
}
