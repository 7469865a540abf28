/// One thing that is asked of a service in order to carry out an edit.
package enum PlanStep: Hashable, Sendable, Codable {
  /// Look for the event that an earlier attempt may have made.
  case look
  /// Read the event and see whether it was changed since the edit was made.
  case check
  /// Make the event.
  case create
  /// Change it.
  case update
  /// Delete it.
  case delete
  /// Answer the invitation.
  case respond
  /// Read the event after a step whose answer does not tell what it is like.
  case readBack
  /// Read the series, and plan what its edit comes to.
  case planSeries(SeriesPlan?)
  /// Carry out one step of the plan of a series, by its place; a series that it made is noted.
  case changeSeries(Int, made: RemoteEventID?)
  /// Read the occurrences of the series.
  case readSeries
  /// Look for the meeting that an earlier attempt may have made at its host grant.
  case findMeeting
  /// Make a meeting at its host grant.
  case makeMeeting
  /// Give the meeting at its host grant the title and the time of the event.
  case updateMeeting
  /// Delete the meeting at its host grant that the event no longer has.
  case deleteMeeting
  /// Change settings of the meeting at its host.
  case configureMeeting

  /// Whether it is done for good: what was only read may be another thing in a later attempt.
  package var isLasting: Bool {
    switch self {
    case .look, .check, .readBack, .findMeeting, .planSeries, .readSeries: false
    case .create, .update, .delete, .respond, .changeSeries, .makeMeeting, .updateMeeting,
      .deleteMeeting, .configureMeeting:
      true
    }
  }

  /// Whether it is asked of a host grant, and not of the event's own service.
  package var isOfHost: Bool {
    switch self {
    case .findMeeting, .makeMeeting, .updateMeeting, .deleteMeeting, .configureMeeting: true
    case .look, .check, .create, .update, .delete, .respond, .readBack, .planSeries, .changeSeries,
      .readSeries:
      false
    }
  }
}
