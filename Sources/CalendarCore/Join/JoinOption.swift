package import ConferencingCore

/// An event that can be joined, by one of its links: a line of the question which is meant.
package struct JoinOption: Hashable, Sendable {
  package let candidate: JoinCandidate
  /// The link, where the user has to say which of the event's is meant; `nil` where that is decided.
  package let link: RecognizedLink?

  /// Makes a line.
  package init(candidate: JoinCandidate, link: RecognizedLink?) {
    (self.candidate, self.link) = (candidate, link)
  }

  /// The link that is opened.
  package var url: String { link?.url ?? candidate.url }
  /// Whose link it is.
  package var provider: ConferencingProvider {
    link?.provider ?? candidate.facts.meeting?.provider ?? .unknown
  }
}

extension JoinCandidate {
  /// The ways to join it: one where ``JoinLinks`` decides, else one for each link.
  package var options: [JoinOption] {
    guard !facts.openLinks.isEmpty else { return [JoinOption(candidate: self, link: nil)] }
    return facts.openLinks.map { JoinOption(candidate: self, link: $0) }
  }
}
