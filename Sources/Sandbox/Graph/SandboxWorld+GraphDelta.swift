extension SandboxWorld {
  /// `GET /me/calendars/{calendar}/calendarView/delta`.
  ///
  /// The first answer of a first round is empty, as the real service has been seen to do.
  func graphDelta(_ call: GraphCall) throws(GraphError) -> APIAnswer {
    let calendar = try calendar(of: call)
    let query = try call.query(["startDateTime", "endDateTime", "$skiptoken", "$deltatoken"])
    if query["$skiptoken"] == nil, query["$deltatoken"] == nil {
      let window = try GraphCall.window(query)
      let round = GraphStore.Round(
        calendar: calendar.id,
        window: window,
        left: graph.inside(window, of: calendar.id).map { .event(key: $0.key) },
        sequence: graph.sequence
      )
      return page([], of: round, call, isOver: false)
    }
    guard query.count == 1, let token = query.first else {
      throw .invalid("The parameters are in the token.", code: "ErrorInvalidUrlQuery")
    }
    guard let known = graph.rounds[token.value], known.calendar == calendar.id else {
      throw GraphError.syncStateNotFound
    }
    var round = known
    if token.key == "$deltatoken" { round = changes(since: known) }
    var items: [JSON] = []
    while items.count < call.preferences.pageSize, !round.left.isEmpty {
      items += self.items(of: round.left.removeFirst(), in: round.window, call)
    }
    return page(items, of: round, call, isOver: round.left.isEmpty)
  }

  private func page(
    _ items: [JSON],
    of round: GraphStore.Round,
    _ call: GraphCall,
    isOver: Bool
  ) -> APIAnswer {
    let token = random.characters(32, of: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789_-")
    graph.rounds[token] = round
    let link = call.origin + call.call.path + (isOver ? "?$deltatoken=" : "?$skiptoken=") + token
    return .ok([
      "@odata.context": .string(call.origin + "/v1.0/$metadata#Collection(event)"),
      "value": .array(items), isOver ? "@odata.deltaLink" : "@odata.nextLink": .string(link),
    ])
  }

  private func changes(since round: GraphStore.Round) -> GraphStore.Round {
    var gone = graph.tombstones
      .filter { $0.calendar == round.calendar && $0.sequence > round.sequence }
      .filter { graph.quirks.tellsCancelled || !$0.isOccurrence }
      .map { GraphStore.Piece.removed(key: $0.key) }
    var there: [GraphStore.Piece] = []
    let changed = graph.events.values
      .filter { $0.calendar == round.calendar && $0.sequence > round.sequence }
      .sorted { $0.sequence < $1.sequence }
    for event in changed {
      let isInside =
        event.pattern == nil
        ? event.touches(round.window) : !event.occurrences(round.window).isEmpty
      if isInside {
        there.append(.event(key: event.key))
      } else {
        gone.append(.removed(key: event.key))
      }
    }
    return GraphStore.Round(
      calendar: round.calendar,
      window: round.window,
      left: gone + there,
      sequence: graph.sequence
    )
  }

  private func items(
    of piece: GraphStore.Piece,
    in window: Range<Int>,
    _ call: GraphCall
  ) -> [JSON] {
    switch piece {
    case .removed(let key):
      return [
        [
          "@odata.type": "#microsoft.graph.event", "id": .string(call.preferences.id(key)),
          "@removed": ["reason": "deleted"],
        ]
      ]
    case .event(let key):
      // What went between two pages is told in the next round.
      guard let event = graph.event(key) else { return [] }
      let occurrences = event.pattern == nil ? [] : event.occurrences(window)
      return ([event] + occurrences).map { $0.deltaJSON(json($0, for: call)) }
    }
  }
}
