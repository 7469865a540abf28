/// What commands have in common: the headings of help.
package enum CommandGroup: CaseIterable, Sendable {
  case finding
  case moving
  case views
  case answering
  case events
  case link
  case changes
  case signIn
  case text
  case program

  /// The heading.
  package var title: String {
    switch self {
    case .finding: "Finding a command"
    case .moving: "Moving"
    case .answering: "Deciding"
    case .events: "Events"
    case .link: "Meeting link"
    case .changes: "Changes"
    case .signIn: "Sign-in"
    case .text: "Text"
    case .views: "Views"
    case .program: "Program"
    }
  }
}
