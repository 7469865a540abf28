import CalendarCore
import ConferencingCore
import Synchronization

/// Texts of resources from before they were changed, in memory.
final class MemoryFormerTexts: FormerTexts {
  private let texts = Mutex<[Int64: FormerText]>([:])
  private let places = Mutex<[EventID: FormerText.Place]>([:])

  func keep(_ text: FormerText) -> Int64? {
    texts.withLock { texts in
      let number = (texts.keys.max() ?? 0) + 1
      texts[number] = text
      return number
    }
  }

  func finish(_ number: Int64, after version: String) {
    texts.withLock { $0[number]?.after = version }
  }

  func forget(_ number: Int64) { texts.withLock { $0[number] = nil } }

  func texts(at place: FormerText.Place) -> [FormerText] {
    texts.withLock { texts in
      texts.sorted { $0.key > $1.key }.map(\.value).filter { $0.place == place }
    }
  }

  func bring(_ place: FormerText.Place, back event: EventID) {
    places.withLock { $0[event] = place }
  }

  func forgetReturn(_ event: EventID) { places.withLock { $0[event] = nil } }

  func place(of event: EventID) -> FormerText.Place? { places.withLock { $0[event] } }

  func returned(in calendar: CalendarID, account: AccountID) -> [(name: String, event: EventID)] {
    places.withLock { places in places.map { ($0.value.name, $0.key) } }
  }
}
