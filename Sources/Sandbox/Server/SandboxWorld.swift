import Foundation

/// All that the stand-in service knows: grants, calendars, events, meetings, faults, and its log.
///
/// An actor because requests of several connections change it; each request is one step.
actor SandboxWorld {
  /// A method of the service.
  typealias Endpoint =
    @Sendable (isolated SandboxWorld, APICall) throws(APIError) -> APIAnswer

  nonisolated let configuration: SandboxConfiguration
  nonisolated let zone: TimeZone
  nonisolated let apiKey: String
  nonisolated let grants: [StoredGrant]
  let calendars: [StoredCalendar]
  var store: EventStore
  /// Every meeting that the service made, in the order of making; deleted ones stay listed.
  var meetings: [Meeting]
  /// Events that wait for their link.
  var pending: Set<String> = []
  var pendingSequence = 0
  /// For everything that is made up while the sandbox runs.
  var random: SplitMix64
  var faults: FaultPlan
  /// Who is signed in to the services themselves.
  var signIns: SignInStore
  /// Who is about to.
  var authorizations = AuthorizationStore()
  /// The meetings at Zoom.
  var zoom = ZoomStore()
  /// What Microsoft Graph holds.
  var graph: GraphStore
  /// What is kept behind Google's own interface.
  var google: GoogleStore
  var log = ExchangeLog()

  /// The sandbox's time.
  nonisolated let time: SandboxTime

  init(_ configuration: SandboxConfiguration) throws(SandboxError) {
    guard let zone = TimeZone(identifier: configuration.timeZone) else {
      throw .unknownTimeZone(configuration.timeZone)
    }
    if let count = configuration.events, !(0...1_000_000).contains(count) {
      throw .badEventCount(count)
    }
    let seed = SeedData(configuration, zone: zone)
    self.configuration = configuration
    time = SandboxTime(configuration.now)
    self.zone = zone
    var keys = SplitMix64(seed: configuration.seed ^ 0x6B65_79)
    let made = "nyk_v0_" + keys.characters(48, of: "abcdefghijklmnopqrstuvwxyz0123456789")
    apiKey = configuration.apiKey ?? made
    grants = seed.grants
    calendars = seed.calendars
    meetings = seed.meetings
    store = EventStore(zone: zone)
    store.load(seed.events)
    random = SplitMix64(seed: configuration.seed ^ 0x72_756E)
    faults = FaultPlan(seed: configuration.seed)
    graph = GraphSeed.store(configuration, zone: zone)
    signIns = SignInStore(
      seed: configuration.seed,
      now: Int(configuration.now.timeIntervalSince1970)
    )
    let direct = GoogleSeed(configuration, zone: zone, signIns: signIns.signIns)
    google = direct.store
    meetings += direct.meetings
  }

  /// Time since the start, as the sandbox counts it.
  var elapsed: Duration { time.elapsed }

  /// The sandbox's time, Unix seconds.
  var now: Int { time.now }

  /// Lets time pass at once, so that tests need not wait for links.
  func advance(by duration: Duration) { time.advance(by: duration) }

  /// Answers a request of the service's interface.
  func answer(_ call: APICall, with endpoint: Endpoint) -> APIAnswer {
    let requestID = random.uuid()
    do {
      try checkBearer(call)
      resolveLinks()
      var answer = try endpoint(self, call)
      if var body = answer.body?.object {
        body["request_id"] = .string(requestID)
        answer.body = .object(body)
      }
      return answer
    } catch {
      return APIAnswer(status: error.status, body: error.body(requestID: requestID))
    }
  }

  private func checkBearer(_ call: APICall) throws(APIError) {
    let parts = (call.authorization ?? "").split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer", parts[1] == apiKey else {
      throw .unauthorized("Unauthorized")
    }
  }

  /// A moment for `updated_at` that is later than the last one, even within one second.
  func updateTime(after last: Int) -> Int { max(now, last + 1) }
}
