/// One thing that is asked of a service in order to carry out an edit.
public enum PlanStep: Hashable, Sendable, Codable {
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

  /// Whether it is done for good: what was only read may be another thing in a later attempt.
  public var isLasting: Bool {
    switch self {
    case .look, .check, .readBack: false
    case .create, .update, .delete, .respond: true
    }
  }
}
