import CalendarCore
import ICalendar

/// The events of an outline, those of a UID together.
///
/// A file may have a hundred thousand, so that it is three plain lists.
struct EventGroups: Sendable {
  /// The places in the outline of the events, UID by UID, in the order of the file.
  private let members: [Int]
  /// Where the events of each UID begin in ``members``; and at last how many there are.
  private let starts: [Int]
  /// For each entry of the outline how many events are before it.
  private let before: [Int]

  /// Groups the events of an outline; each one without a UID is alone.
  init(_ outline: CalendarOutline) {
    let entries = outline.entries
    var numbers: [EventUID: Int] = [:]
    // The group of each event, and the sizes of the groups.
    var groups: [Int] = []
    var sizes: [Int] = []
    var before: [Int] = []
    before.reserveCapacity(entries.count)
    for (entry, uid) in zip(entries, outline.uids) {
      before.append(groups.count)
      guard entry.name == "VEVENT" else { continue }
      let uid = EventReading.named(uid).map { EventUID($0) }
      let group = uid.flatMap { numbers[$0] } ?? sizes.count
      if group == sizes.count {
        sizes.append(0)
        if let uid { numbers[uid] = group }
      }
      groups.append(group)
      sizes[group] += 1
    }
    var starts = [0]
    starts.reserveCapacity(sizes.count + 1)
    for size in sizes { starts.append(starts[starts.count - 1] + size) }
    var places = starts
    var members = [Int](repeating: 0, count: groups.count)
    for (place, entry) in entries.enumerated() where entry.name == "VEVENT" {
      let group = groups[before[place]]
      members[places[group]] = place
      places[group] += 1
    }
    (self.members, self.starts, self.before) = (members, starts, before)
  }

  /// How many UIDs there are.
  var count: Int { starts.count - 1 }

  /// How many events there are.
  var eventCount: Int { members.count }

  /// The places in the outline of the events of a UID.
  subscript(_ number: Int) -> ArraySlice<Int> { members[starts[number]..<starts[number + 1]] }

  /// How many events are before an entry of the outline.
  func eventCount(before entry: Int) -> Int { before[entry] }
}
