package import Foundation

/// What a sandbox is started with.
package struct SandboxConfiguration: Sendable {
  /// What the conferencing field holds while a wished-for link is not there; the service has been
  /// seen to answer each of them.
  package enum PendingAnswer: CaseIterable, Sendable {
    /// The provider and the request as it was sent.
    case request
    /// The provider alone.
    case provider
    /// An empty object.
    case empty
    /// `null`.
    case null
    /// The field is left out.
    case absent
  }

  /// The address to listen on; only a loopback one is taken.
  package var host: String
  /// The port to listen on; 0 takes a free one.
  package var port: Int
  /// How many events there are; nil gives the realistic fortnight.
  package var events: Int?
  /// How many events there are behind Google's own interface; nil gives a few of every kind, or none
  /// where `events` is 0.
  package var googleEvents: Int?
  /// Whether Nylas has an iCloud and an Exchange (EWS) grant too, which can do less than the others.
  package var hasLimitedGrants: Bool
  /// The same seed, day of `now` and zone give the same data, ids included.
  package var seed: UInt64
  /// How long a wished-for link takes to come into being.
  package var linkDelay: Duration
  /// What is answered until then.
  package var pendingAnswer: PendingAnswer
  /// The moment that the data lies around; the sandbox's clock runs on from it.
  package var now: Date
  /// The bearer token; nil makes one from the seed.
  package var apiKey: String?
  /// IANA name of the zone in which the user lives.
  package var timeZone: String

  /// Creates a configuration; everything but the moment and the zone has a standard value.
  package init(
    host: String = "127.0.0.1",
    port: Int = 0,
    events: Int? = nil,
    googleEvents: Int? = nil,
    hasLimitedGrants: Bool = false,
    seed: UInt64 = 1,
    linkDelay: Duration = .milliseconds(1500),
    pendingAnswer: PendingAnswer = .request,
    now: Date,
    apiKey: String? = nil,
    timeZone: String
  ) {
    self.host = host
    self.port = port
    self.events = events
    self.googleEvents = googleEvents
    self.hasLimitedGrants = hasLimitedGrants
    self.seed = seed
    self.linkDelay = linkDelay
    self.pendingAnswer = pendingAnswer
    self.now = now
    self.apiKey = apiKey
    self.timeZone = timeZone
  }
}

/// Why a sandbox did not start.
package enum SandboxError: Error, Equatable, CustomStringConvertible {
  /// The address is not on loopback.
  case notLoopback(host: String)
  /// The time zone is not known.
  case unknownTimeZone(String)
  /// A number of events that cannot be.
  case badEventCount(Int)
  /// The port could not be opened.
  case cannotListen(host: String, port: Int, reason: String)

  /// A sentence that names the thing, the reason and the remedy.
  package var description: String {
    switch self {
    case .notLoopback(let host):
      "The sandbox cannot listen on \"\(host)\": it has no protection, so it stays on this "
        + "machine. Use 127.0.0.1."
    case .unknownTimeZone(let name):
      "The sandbox does not know the time zone \"\(name)\". Give an IANA name such as "
        + "Europe/Berlin."
    case .badEventCount(let count):
      "The sandbox cannot hold \(count) events. Give a number from 0 to 1000000."
    case .cannotListen(let host, let port, let reason):
      "The sandbox cannot listen on \(host):\(port): \(reason). Give another port, or 0 for a "
        + "free one."
    }
  }
}
