import ConferencingCore
import Foundation

/// Merges the fields of an event one by one and notes which collide.
struct FieldMerge {
  /// Whose side is taken where they collide.
  let choices: [EventField: ConflictChoice]
  /// The fields that collide.
  private(set) var collisions: Set<EventField> = []

  /// Makes a merge that has seen no field.
  init(choices: [EventField: ConflictChoice]) { self.choices = choices }

  /// Merges a field; `both` makes one value of two.
  mutating func merge<Value: Equatable>(
    _ field: EventField,
    _ base: Value,
    _ mine: Value,
    _ theirs: Value,
    isSame: (Value, Value) -> Bool = { $0 == $1 },
    both: (Value, Value) -> Value = { mine, _ in mine }
  ) -> Value {
    if isSame(mine, base) || isSame(mine, theirs) { return theirs }
    if isSame(theirs, base) { return mine }
    return choose(field, mine, theirs, both: both)
  }

  /// Merges meetings: what is to be done to the service's.
  mutating func merge(
    _ change: ConferencingChange,
    _ base: Event,
    _ theirs: Event,
    isInDoubt: Bool
  ) -> ConferencingChange {
    if change == .keep || theirs.has(change, since: base, isInDoubt: isInDoubt) { return .keep }
    if theirs.hasMeeting(of: base) { return change }
    // Both sides took the meeting off; there its text is left, which goes with the change.
    if change == .strip, theirs.conferencing == .none { return change }
    return choose(.conferencing, change, .keep) { mine, _ in mine }
  }

  /// Merges lists of people by their addresses.
  ///
  /// What they answered is the service's to tell.
  mutating func merge(
    _ base: [Participant],
    _ mine: [Participant],
    _ theirs: [Participant]
  ) -> [Participant] {
    func byAddress(_ people: [Participant]) -> [String: Participant] {
      Dictionary(people.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
    }
    let (before, here, there) = (byAddress(base), byAddress(mine), byAddress(theirs))
    var merged: [Participant] = []
    for person in theirs {
      let address = person.address
      var united = person
      switch (before[address], here[address]) {
      case (nil, nil): break
      case (nil, let own?): united.name = person.name.isEmpty ? own.name : person.name
      case (let known?, let own?):
        united.name = merge(.participants, known.name, own.name, person.name)
      case (let known?, nil):
        let stays =
          person.asInvited != known.asInvited && choose(.participants, false, true) { _, _ in true }
        guard stays else { continue }
      }
      merged.append(united)
    }
    for person in mine where there[person.address] == nil {
      guard let known = before[person.address] else {
        merged.append(person)
        continue
      }
      let stays = person.name != known.name && choose(.participants, true, false) { _, _ in true }
      if stays { merged.append(person) }
    }
    return merged
  }

  private mutating func choose<Value>(
    _ field: EventField,
    _ mine: Value,
    _ theirs: Value,
    both: (Value, Value) -> Value
  ) -> Value {
    collisions.insert(field)
    return switch choices[field] {
    case .mine: mine
    case .both: both(mine, theirs)
    case .theirs, nil: theirs
    }
  }

  /// Two texts one after the other; one that holds the other is both already.
  static func joined(
    _ mine: String,
    _ theirs: String,
    _ separator: String,
    atMost limit: Int = .max
  ) -> String {
    if mine.contains(theirs) { return mine }
    if theirs.contains(mine) { return theirs }
    return String((mine + separator + theirs).prefix(limit))
  }
}

extension Participant {
  /// What tells people apart.
  var address: String { email.lowercased() }
}
