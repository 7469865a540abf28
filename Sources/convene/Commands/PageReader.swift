import CalendarFiles
import Dispatch
import Foundation
import Synchronization

/// Reads a calendar file page by page, each while the one before is being stored: reading and
/// storing take about as long, on a processor each.
///
/// A class because its end ends the thread that reads. That is one for all pages: where each page
/// was read by another, the allocator kept the room of a page for each of them.
final class PageReader {
  /// How many UIDs a page has, and how many bytes of text: others can write to the cache between two.
  private static let size = (events: 1_000, bytes: 4 << 20)

  private let worker: Worker

  /// Begins to read.
  init(_ file: CalendarFile, at place: EventReading.Place) {
    let worker = Worker(file)
    self.worker = worker
    Thread.detachNewThread { worker.run(at: place) }
    worker.isWanted.signal()
  }

  deinit {
    worker.state.withLock { $0.isEnded = true }
    worker.isWanted.signal()
  }

  /// What the user should know of what was read.
  var remarks: [String] { worker.state.withLock { $0.file.remarks } }

  /// The next page, once it is read; `nil` behind the last one.
  ///
  /// - Parameter content: Where the file is from.
  /// - Returns: The page.
  /// - Throws: ``CommandError`` when it was changed meanwhile: then the page says nothing.
  func next(of content: ImportContent) throws(CommandError) -> CalendarFilePage? {
    worker.isRead.wait()
    let page = worker.state.withLock { state in
      defer { state.page = nil }
      return state.page
    }
    try content.check()
    if page != nil { worker.isWanted.signal() }
    return page
  }

  /// What the thread that reads has in common with the one that stores.
  private final class Worker: Sendable {
    struct State {
      var file: CalendarFile
      /// What is read and not taken yet.
      var page: CalendarFilePage?
      /// The first event or series that is not read.
      var first = 0
      var isEnded = false
    }

    let state: Mutex<State>
    let isWanted = DispatchSemaphore(value: 0)
    let isRead = DispatchSemaphore(value: 0)

    init(_ file: CalendarFile) { state = Mutex(State(file: file)) }

    /// Reads a page whenever one is wanted, to the end of the file.
    func run(at place: EventReading.Place) {
      var isGoingOn = true
      while isGoingOn {
        isWanted.wait()
        isGoingOn = state.withLock { state in
          guard !state.isEnded, state.first < state.file.count else { return false }
          let (first, size) = (state.first, PageReader.size)
          state.first = state.file.pageEnd(from: first, most: size.events, bytes: size.bytes)
          state.page = state.file.page(first..<state.first, at: place)
          return true
        }
        isRead.signal()
      }
    }
  }
}
