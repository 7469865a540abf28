import CalendarCore
import Foundation
import LocalCache
import ViewModels

/// Carries out what joining meetings asks for.
struct JoinEffects {
  private let session: Session
  private let zone: TimeZone

  /// Makes what works with a session, for days of a zone.
  init(_ session: Session, _ zone: TimeZone) { (self.session, self.zone) = (session, zone) }

  /// Carries an effect out.
  ///
  /// - Returns: What came of it; `nil` for an effect of another kind.
  /// - Throws: ``CacheError``, or ``CommandError`` where no QR code can be made.
  func result(_ effect: Effect) throws -> Action? {
    var rules = JoinRules(now: session.environment.now(), zone: zone)
    switch effect {
    case .findMeeting: return .meetingsFound(try session.cache.links.joinCandidates(rules))
    case .loadUpcoming:
      rules.onlyUpcoming = true
      return .upcomingLoaded(try session.cache.links.joinCandidates(rules).first?.event)
    case .chooseLink(let id, let choice):
      return .notice(JoinMenus.chosen(for: try session.cache.links.choose(choice, for: id)))
    case .encode(let text, let title):
      return .encoded(QRCodeViewModel(title: title, text: text, code: try QREncoder.code(text)))
    default: return nil
    }
  }
}
