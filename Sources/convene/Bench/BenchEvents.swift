import ConferencingCore
import CalendarCore
import Foundation

/// Events as a busy company's calendar has them: ten a day, the same every time.
struct BenchEvents {
  /// How many events a day has, so that more events fill more years.
  static let perDay = 10
  /// A word that every third event has.
  static let common = "budget"
  /// A word that three events have.
  static let rare = "xylophone"

  let count: Int
  /// The day in the middle.
  let today: Day

  private static let subjects = [
    "Aurora", "Borealis", "Cobalt", "Delta", "Ember", "Falcon", "Granite", "Helios", "顧客との打ち合わせ",
    "設計レビュー", "Über-Projekt", "Lancement",
  ]
  private static let kinds = [
    "review", "stand-up", "planning", "retro", "workshop", "interview", "1:1", "lunch 🍜", "call",
    "demo", "briefing", "training", "kick-off",
  ]
  private static let places = ["", "", "Room 5", "Mensa Nord", "東京", "Loading ramp, Hof 2"]
  private static let people = [
    "Ada Lovelace", "Bob Marsh", "Chloé Dubois", "Óscar Núñez", "Lena Fischer", "Tomasz Nowak",
    "Amara Okafor", "Jonas Weber", "田中 由紀", "Priya Shah",
  ]
  private static let words = [
    "agenda", "notes", "minutes", "please", "bring", "figures", "before", "the", "meeting",
    "quarter", "design", "customer", "contract", "open", "questions", "next", "steps", "and",
    "release", "draft", "with", "team", "about", "risk", "schedule", "offer", "travel",
  ]

  /// The event of a number from 0 to the count; later numbers begin later.
  func event(_ number: Int) -> Event {
    var random = Mix(state: UInt64(number) &* 0x2545_F491_4F6C_DD1D &+ 1)
    let day = today.advanced(by: (number - count / 2) / Self.perDay)
    let id = "bench-\(number)"
    var title = random.pick(Self.subjects) + " " + random.pick(Self.kinds)
    if number % 3 == 0 { title += " \(Self.common)" }
    if count > 3, number % (count / 3) == 1, number < count / 3 * 3 { title += " \(Self.rare)" }
    let participants = (0..<random.below(6)).map { _ in
      let name = random.pick(Self.people)
      return Participant(
        name: name,
        email: "person\(random.below(400))@acme.example",
        response: random.pick(ParticipantResponse.allCases)
      )
    }
    return Event(
      id: EventID(id),
      remoteID: RemoteEventID(id),
      account: .local,
      calendar: CalendarID("local"),
      title: title,
      time: time(number, on: day, &random),
      location: random.pick(Self.places),
      description: description(&random),
      participants: participants,
      organizer: participants.first.map { Person(name: $0.name, email: $0.email) }
    )
  }

  private func time(_ number: Int, on day: Day, _ random: inout Mix) -> EventTime {
    if number % Self.perDay == 0, random.below(2) == 0 {
      return .allDay(first: day, last: day.advanced(by: random.below(20) == 0 ? 12 : 0))
    }
    let minute = 8 * 60 + number % Self.perDay * 60 + random.below(4) * 15
    let start = Double(day.daysSinceEpoch * 86_400 + minute * 60)
    return .timed(
      start: Date(timeIntervalSince1970: start),
      end: Date(timeIntervalSince1970: start + Double(1 + random.below(4)) * 1_800),
      zone: "Europe/Berlin"
    )
  }

  private func description(_ random: inout Mix) -> String {
    switch random.below(10) {
    case 0...2:
      let number = 80_000_000_000 + random.below(9_999_999_999)
      return """
        Join Zoom Meeting
        https://us02web.zoom.us/j/\(number)?pwd=\(String(random.next(), radix: 36))

        Meeting ID: \(number)
        Passcode: \(100_000 + random.below(900_000))
        """
    case 3...5: return prose(12, &random)
    case 6: return "<p>\(prose(15, &random))</p><p>\(prose(10, &random))</p>"
    case 7: return prose(40, &random)
    default: return ""
    }
  }

  private func prose(_ count: Int, _ random: inout Mix) -> String {
    (0..<count).map { _ in
      random.below(4) == 0 ? "topic\(random.below(20_000))" : random.pick(Self.words)
    }
    .joined(separator: " ")
  }
}

/// Numbers that look random and are the same every time.
///
/// Source: Sebastiano Vigna, "splitmix64.c".
private struct Mix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }
}
