package import ConferencingCore

/// How an edit of a series, or of an occurrence and those after it, is carried out at its service:
/// the requests in their order, with the values that they set.
///
/// It is stored before the first request goes out. Each request sets values that are fixed here, so
/// that it can be sent again after a crash or a lost answer and changes nothing more: a series that
/// was moved is not moved twice. The tail of a split comes before the end of its head: a crash in
/// between shows occurrences twice until the plan goes on, where the other order would lose them.
package struct SeriesPlan: Hashable, Sendable, Codable {
  /// One request, or one kind of them.
  package enum Step: Hashable, Sendable, Codable {
    /// Make the series that begins with the occurrence.
    case makeTail(EventDraft, ConferencingChange, id: EventID)
    /// Change the master.
    case change(EventPatch)
    /// Delete the master.
    case delete
    /// Answer the invitation to the whole series.
    case respond(ParticipantResponse)
    /// Answer the invitation for occurrences that were answered on their own.
    case answer([OccurrenceKey.Start], with: ParticipantResponse)
    /// Delete what a service keeps of the occurrences from a start on: those that were changed on
    /// their own may outlive the end of their series.
    case removeOccurrences(from: OccurrenceKey.Start)
    /// Take the links off that occurrences have of their own: their meetings would outlive them.
    case stripOccurrences([OccurrenceKey.Start])
    /// Delete another series, the tail of a split that is taken back.
    case deleteSeries(RemoteEventID)
    /// Give occurrences of the tail, or of the series where there is none, what they had of their
    /// own.
    case keepOccurrences([KeptOccurrence])
    /// Give occurrences before the cut what they have of their own, where the service has taken it from
    /// them with the rule.
    case keepHead([KeptOccurrence])
    /// Bring back occurrences of the series that were deleted on their own, where the service can.
    case restoreOccurrences([OccurrenceKey.Start])
  }

  /// The edit that it was made for.
  package let edit: EventEdit
  /// The service's id of the master.
  package let series: RemoteEventID
  /// What is done, in order.
  package let steps: [Step]
  /// The meetings that Convene had made for occurrences which go with the last step.
  package let ended: [HostedMeeting]?
  /// What takes it back, in order, but for the tail that it makes.
  private let back: [Step]

  /// Plans an edit.
  ///
  /// - Parameters:
  ///   - edit: The edit, with the scope *this and following* or *all*.
  ///   - occurrence: The occurrence that it was made on.
  ///   - master: The series as the service has it now.
  ///   - occurrences: Its occurrences as the service has them.
  ///   - tail: The id of the new series, should this one be split.
  ///   - service: What holds the series.
  ///   - provider: Whose meetings the service makes on its own events; `nil` where that is not known.
  ///   - owner: The address that invitations are answered with; `nil` where that is not known.
  /// - Throws: ``SeriesProblem``.
  package init(
    _ edit: EventEdit,
    of occurrence: Event,
    master: Event,
    occurrences: ListedOccurrences = .unknown,
    tail: EventID,
    service: ServiceKind,
    provider: AutocreateProvider? = nil,
    owner: String? = nil
  ) throws(SeriesProblem) {
    guard let key = occurrence.occurrence, let remote = master.remoteID,
      let editor = SeriesEditor(master: master, exceptions: [])
    else { throw .noSeries }
    let links = OwnLinks(
      of: master,
      at: service,
      provider: provider,
      among: occurrences.listed
    )
    let plain = try editor.edits(edit, of: occurrence, tail: tail)
    var steps: [Step] = []
    for one in plain {
      switch one.change {
      case .create(let draft, let conferencing):
        let meeting = Self.tail(
          draft,
          conferencing,
          links,
          keepsLink: edit.splitLink == .same
        )
        steps.append(.makeTail(meeting.draft, meeting.change, id: one.event))
      case .update(let patch): if !patch.isEmpty { steps.append(.change(patch)) }
      case .delete: steps.append(.delete)
      case .respond(let response): steps.append(.respond(response))
      }
    }
    let kept = try KeptOccurrences.planned(
      edit,
      at: key.originalStart,
      in: editor,
      occurrences,
      links
    )
    // Behind its end nothing of the series is left to take a link off.
    let change = steps.firstIndex { if case .change = $0 { true } else { false } }
    if let change, !kept.stripped.isEmpty {
      steps.insert(.stripOccurrences(kept.stripped), at: change)
    }
    if edit.scope == .following, !editor.isFirst(key.originalStart) {
      steps.append(.removeOccurrences(from: key.originalStart))
    }
    if !kept.head.isEmpty { steps.append(.keepHead(kept.head)) }
    if !kept.after.isEmpty { steps.append(.keepOccurrences(kept.after)) }
    var back = plain.compactMap { Self.back($0.change, master: master, id: tail) }
    if case .respond(let response) = edit.change, let owner {
      let own = occurrences.answers(of: owner, unlike: master)
      let starts = own.values.flatMap(\.self).sorted()
      if !starts.isEmpty { steps.append(.answer(starts, with: response)) }
      back = Self.back(to: master.participants.response(of: owner), own)
    }
    self.edit = edit
    self.steps = steps
    ended = kept.ended.isEmpty ? nil : kept.ended
    series = remote
    // What was asked for at the new places goes with them; a tail is deleted with all of its own.
    let asked = kept.after.filter { $0.patch?.conferencing.isRequest == true }.map(\.start)
    let makesTail = steps.contains { if case .makeTail = $0 { true } else { false } }
    if !makesTail, !asked.isEmpty { back.insert(.stripOccurrences(asked), at: 0) }
    if !kept.removed.isEmpty { back.append(.restoreOccurrences(kept.removed)) }
    let before = kept.head + kept.before
    if !before.isEmpty { back.append(.keepOccurrences(before)) }
    self.back = back
  }

  /// Plans the way back of an edit.
  package init(_ edit: EventEdit, _ reversal: SeriesReversal) {
    self.edit = edit
    series = reversal.series
    steps = reversal.steps
    (ended, back) = (nil, [])
  }

  /// What takes the edit back once it is carried out.
  ///
  /// - Parameter tail: The series that was made.
  /// - Returns: The way back; `nil` where there is none.
  package func reversal(tail: RemoteEventID?) -> SeriesReversal? {
    let steps = back + (tail.map { [.deleteSeries($0)] } ?? [])
    guard !back.isEmpty else { return nil }
    return SeriesReversal(series: series, steps: steps, of: edit)
  }

  /// What takes one plain edit of the master back: the values that it has now.
  private static func back(_ change: EventChange, master: Event, id: EventID) -> Step? {
    switch change {
    case .create, .respond: return nil
    case .update(let patch):
      let after = master.applying(patch)
      return .change(EventPatch(reversing: patch, from: master, to: after, on: after))
    case .delete:
      let meeting = master.meetingToReturn
      var draft = EventDraft(master)
      if case .autocreate = meeting {
        draft.description = ConferenceText.cut(draft.description, own: master.ownDescription).kept
      }
      return .makeTail(draft, meeting == .strip ? .keep : meeting, id: id)
    }
  }

  /// What takes an answer for all of a series back; nothing where it was not answered before, as no
  /// answer can be withdrawn.
  private static func back(
    to answer: ParticipantResponse?,
    _ own: [ParticipantResponse: [OccurrenceKey.Start]]
  ) -> [Step] {
    guard let answer, answer != .none else { return [] }
    return [.respond(answer)]
      + own.filter { $0.key != .none }.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { .answer($0.value.sorted(), with: $0.key) }
  }

  /// A tail with its meeting.
  ///
  /// A meeting that the service made itself belongs to one series: the tail gets one of its own, or the
  /// link as one that is given by hand. Any other link is written into the tail as it stands.
  private static func tail(
    _ draft: EventDraft,
    _ change: ConferencingChange,
    _ links: OwnLinks,
    keepsLink: Bool
  ) -> (draft: EventDraft, change: ConferencingChange) {
    let master = links.master
    guard case .details(let details) = change, details == master.conferencing.details,
      master.hasOwnMeeting(at: links.service)
    else { return (draft, change) }
    let bare = draft.withoutMeeting(of: master)
    if !keepsLink, let provider = links.provider(of: details, on: master) {
      return (bare, .autocreate(Autocreate(provider: provider)))
    }
    return EventEditor.create(draft: bare, conferencing: change, service: links.service)
  }
}

/// What takes an edit of a series at its service back, with the values that the series had.
package struct SeriesReversal: Hashable, Sendable, Codable {
  /// The service's id of the master.
  package let series: RemoteEventID
  /// What is done, in order.
  package let steps: [SeriesPlan.Step]
  /// The edit that is taken back.
  package let change: EventChange
  /// How much of the series it was for.
  package let scope: EditScope?
  /// What became of the link; `nil` for what is done unless it is chosen.
  package let splitLink: SplitLink?

  /// Notes the way back of an edit.
  init(series: RemoteEventID, steps: [SeriesPlan.Step], of edit: EventEdit) {
    (self.series, self.steps) = (series, steps)
    (change, scope, splitLink) = (edit.change, edit.scope, edit.splitLink)
  }

  /// Brings an occurrence back that was deleted on its own.
  ///
  /// - Parameters:
  ///   - step: The deletion; `nil` comes of any other step.
  ///   - service: What holds the series; `nil` comes where ``Event/comesBackAlone(at:)`` holds.
  package init?(restoring step: EditStep, at service: ServiceKind) {
    guard step.edit.change == .delete, !step.edit.isOfSeries, let before = step.before,
      let series = before.masterID, !before.comesBackAlone(at: service),
      let start = before.occurrence?.originalStart
    else { return nil }
    self.init(series: series, steps: [.restoreOccurrences([start])], of: step.edit)
  }
}

extension EventDraft {
  /// The same without the text of the meeting of an event that it was made from, and without its link
  /// for a place.
  func withoutMeeting(of event: Event) -> EventDraft {
    var draft = self
    draft.description = ConferenceText.cut(description, own: event.ownDescription).kept
    if event.isPlacedAtLink, location == event.location { draft.location = "" }
    return draft
  }
}
