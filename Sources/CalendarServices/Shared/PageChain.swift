/// Holds the reading of one list to an end: no cursor comes twice, and no list goes on for ever.
///
/// A service that gives the same cursors in turn, or ever new ones, would be asked for as long as the
/// program runs; and the place where it is cut off must not be taken for the end of the list.
package struct PageChain: Sendable {
  /// The most pages of a list.
  package static let mostPages = 2_000
  /// The most pages in a row that hold nothing that was not there before; Google is known to give
  /// some empty ones.
  package static let mostIdlePages = 50

  private let service: String
  private var cursors: Set<String> = []
  private var items: Set<String> = []
  private var pages = 0
  private var idle = 0

  /// Begins a list.
  ///
  /// - Parameter service: Who gives it, for messages: a server, or the name of an account.
  package init(of service: String) { self.service = service }

  /// Notes a page before the next one is asked for.
  ///
  /// - Parameters:
  ///   - next: What the next page is asked for with.
  ///   - ids: What the page holds.
  /// - Throws: ``ServiceError/malformed(_:)`` when the list does not end.
  package mutating func follow(
    _ next: String,
    after ids: some Sequence<String>
  ) throws(ServiceError) {
    pages += 1
    let known = items.count
    items.formUnion(ids)
    idle = items.count == known ? idle + 1 : 0
    guard cursors.insert(next).inserted else {
      throw .malformed(
        "\(service) gives the same page of a list again and again. That is a fault of the service; "
          + "what was read before is kept."
      )
    }
    guard pages < Self.mostPages, idle < Self.mostIdlePages else {
      throw .malformed(
        "\(service) gives pages of a list without an end. That is a fault of the service; what was "
          + "read before is kept."
      )
    }
  }
}
