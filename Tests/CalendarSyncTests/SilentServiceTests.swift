import CalendarServices
import CalendarSync
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Synchronization
import Testing

/// A service that takes requests and never answers them.
@Suite(.timeLimit(.minutes(1))) struct SilentServiceTests {
  /// A port on loopback that connections come to, and nobody who reads them.
  private final class SilentPort {
    let number: UInt16
    private let socket: Int32

    init() throws {
      socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let socket = socket
      let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
          bind(socket, address, length) == 0 && listen(socket, 8) == 0
            && getsockname(socket, address, &length) == 0
        }
      }
      try #require(isOpen)
      number = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(socket) }
  }

  @Test("Waiting for a link ends when the time is over, whatever the service does")
  func waitingEnds() async throws {
    let port = try SilentPort()
    let path = NSTemporaryDirectory() + "convene-silent-\(UUID().uuidString)/cache.sqlite"
    defer {
      try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
    }
    let account = AccountID("work")
    // All waiting is over at once, and the time has passed.
    let passed = Passed()
    let clock = ServiceClock(
      now: { Date(timeIntervalSince1970: 1_800_000_000 + passed.seconds.withLock { $0 }) },
      random: { 0 },
      sleep: { time in
        let (seconds, attoseconds) = time.components
        passed.seconds.withLock { $0 += Double(seconds) + Double(attoseconds) / 1e18 }
      }
    )
    var settings = TransportSettings(attempts: 1)
    settings.answerTimeout = .seconds(3_600)
    let transport = HTTPTransport(settings: settings, clock: clock)
    let service = try NylasService(
      NylasConfiguration(
        url: "http://127.0.0.1:\(port.number)",
        grant: GrantID("g"),
        apiKey: { "key" },
        account: account
      ),
      transport: transport
    )
    let cache = try LocalCache(path: path, linkProvider: { _ in nil })
    try cache.configure(accounts: [Account(id: account, service: .nylas, grant: GrantID("g"))])
    let calendar = CalendarID("main")
    try cache.store(
      calendars: [CalendarInfo(id: calendar, account: account, name: "Main")],
      for: account
    )
    var event = Event(
      id: EventID("e"),
      remoteID: RemoteEventID("e"),
      account: account,
      calendar: calendar,
      title: "Pending",
      time: .timed(
        start: clock.now(),
        end: clock.now().addingTimeInterval(3_600),
        zone: "Europe/Paris"
      )
    )
    event.conferencing = .autocreate(Autocreate(provider: .googleMeet))
    try cache.sync.apply([event], readAfter: cache.sync.mark())
    try #require(try cache.event(EventID("e"))?.conferencingState == .pending)
    let sync = CalendarSync(cache: cache, services: [account: service], clock: clock)
    let waited = try await sync.waitForLink(EventID("e"), timeout: .seconds(90))
    #expect(waited?.conferencingState == .pending)
    #expect(passed.seconds.withLock { $0 } >= 90)
    let looked = try await sync.lookForLink(EventID("e"), patience: .seconds(3))
    #expect(looked?.conferencingState == .pending)
    await transport.shutdown()
  }
}

/// How much time has passed; a class because a clock's closures share it.
private final class Passed: Sendable {
  let seconds = Mutex(0.0)
}
