import CalendarCore

/// What the doctor found of one grant.
package struct Checkup: Equatable, Sendable {
  /// Whether its service answers.
  package enum Reach: Equatable, Sendable {
    /// After so many milliseconds; with how far this machine's clock is ahead of the service's, in
    /// seconds, where the service tells its time.
    case answered(milliseconds: Int, clockAhead: Double?)
    /// Not, for this reason.
    case silent(String)
  }

  /// The most seconds that clocks may differ: beyond it services take tokens for too old or too new.
  package static let clockTolerance = 60.0

  /// How it stands.
  package var status: GrantStatus
  /// Whether its service answers.
  package var reach: Reach
  /// What the service said to a request that only reads; `nil` when it let it in, or was not asked.
  package var refusal: String?
  /// Where what lets its requests in is kept; empty for nothing.
  package var keptIn: String
  /// What else is good to know.
  package var remarks: [String]
  /// What is wrong although the service lets the grant in, such as files that cannot be read.
  package var defects: [String]

  /// Makes a finding.
  package init(
    _ status: GrantStatus,
    reach: Reach,
    refusal: String? = nil,
    keptIn: String,
    remarks: [String] = [],
    defects: [String] = []
  ) {
    self.status = status
    self.reach = reach
    self.refusal = refusal
    self.keptIn = keptIn
    self.remarks = remarks
    self.defects = defects
  }

  /// What is wrong, each with its remedy.
  package var problems: [String] {
    var problems = [status.problem, refusal].compactMap(\.self)
    switch reach {
    case .answered(_, let ahead?) where abs(ahead) > Self.clockTolerance:
      problems.append(
        "The clock of this machine is \(Self.seconds(abs(ahead))) "
          + (ahead > 0 ? "ahead of" : "behind") + " the service's. Set it: timedatectl set-ntp true"
      )
    case .answered: break
    case .silent(let reason): problems.append(reason)
    }
    // A service may give its refusal and the reason of the sign-in in the same words.
    return problems.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// `4 s`, `3 min`.
  static func seconds(_ count: Double) -> String {
    count < 120 ? "\(Int(count.rounded())) s" : "\(Int((count / 60).rounded())) min"
  }
}
