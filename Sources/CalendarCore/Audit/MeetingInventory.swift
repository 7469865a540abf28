package import Foundation

/// What a host grant says of its meetings.
package struct MeetingInventory: Hashable, Sendable {
  /// A meeting that bears the mark of Convene.
  package struct Marked: Hashable, Sendable {
    /// The provider's id of it.
    package var id: String
    /// Its link.
    package var url: String
    /// What it is called.
    package var title: String
    /// When it begins; `nil` for one that has no time of its own.
    package var start: Date?

    /// Makes one.
    package init(id: String, url: String, title: String, start: Date? = nil) {
      self.id = id
      self.url = url
      self.title = title
      self.start = start
    }
  }

  /// Those of the meetings that were asked for that are not there any more, by their ids.
  package var gone: Set<String>
  /// Other meetings that Convene has made, where the provider lists them.
  package var marked: [Marked]

  /// Makes an inventory.
  package init(gone: Set<String> = [], marked: [Marked] = []) {
    self.gone = gone
    self.marked = marked
  }
}

/// What came of asking a host grant for its meetings.
package enum HostAnswer: Hashable, Sendable {
  case inventory(MeetingInventory)
  /// It could not be asked, for this reason.
  case failure(String)
}
