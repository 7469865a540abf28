import CalendarFiles
import Dispatch
import Synchronization

/// Reads a calendar file page by page, each while the one before is being stored: reading and
/// storing take about as long, on a processor each.
///
/// A class because two threads work on it.
final class PageReader: Sendable {
  /// How many UIDs a page has, and how many bytes of text: others can write to the cache between two.
  private static let size = (events: 1_000, bytes: 4 << 20)

  private let count: Int
  private let place: EventReading.Place
  private let file: Mutex<CalendarFile>
  /// What is read and not taken yet, and how far it is.
  private let ahead = Mutex<(page: CalendarFilePage?, end: Int)>((nil, 0))
  private let isRead = DispatchSemaphore(value: 0)

  /// Begins to read.
  init(_ file: CalendarFile, at place: EventReading.Place) {
    count = file.count
    self.place = place
    self.file = Mutex(file)
    begin()
  }

  /// What the user should know of what was read.
  var remarks: [String] { file.withLock { $0.remarks } }

  /// The next page, once it is read; `nil` behind the last one.
  ///
  /// - Parameter content: Where the file is from.
  /// - Returns: The page.
  /// - Throws: ``CommandError`` when it was changed meanwhile: then the page says nothing.
  func next(of content: ImportContent) throws(CommandError) -> CalendarFilePage? {
    isRead.wait()
    let page = ahead.withLock { ahead in
      defer { ahead.page = nil }
      return ahead.page
    }
    try content.check()
    if page != nil { begin() }
    return page
  }

  private func begin() {
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      let first = ahead.withLock(\.end)
      let (page, last) = file.withLock { file -> (CalendarFilePage?, Int) in
        guard first < count else { return (nil, first) }
        let last = file.pageEnd(from: first, most: Self.size.events, bytes: Self.size.bytes)
        return (file.page(first..<last, at: place), last)
      }
      ahead.withLock { $0 = (page, last) }
      isRead.signal()
    }
  }
}
