import CalendarServices
import CalendarCore
import ConferencingCore
import Foundation
import ViewModels

/// Looks at grants and their services.
struct Doctor: Sendable {
  let grants: ConfiguredGrants
  /// What is wrong with the configuration as a file.
  private let warnings: [String]
  private let transport: HTTPTransport

  /// Makes a doctor; its requests are sent once, for a time that holds repeats says little.
  init(_ grants: ConfiguredGrants, warnings: [String] = []) {
    self.grants = grants
    self.warnings = warnings
    transport = HTTPTransport(
      settings: TransportSettings(
        answerTimeout: .seconds(10),
        attempts: 1,
        network: grants.network
      ),
      clock: grants.clock
    )
  }

  /// Looks at all grants, side by side.
  ///
  /// - Parameter directory: Accounts and calendars, as the cache has them.
  /// - Returns: What was found.
  func examine(_ directory: Directory) async -> Diagnosis {
    let checkups = await withTaskGroup(of: (Int, Checkup).self) { group in
      for (index, account) in grants.accounts.enumerated() {
        group.addTask { (index, await examine(account, directory)) }
      }
      return await group.reduce(into: [(Int, Checkup)]()) { $0.append($1) }
    }
    return Diagnosis(checkups.sorted { $0.0 < $1.0 }.map(\.1), directory, warnings: warnings)
  }

  /// Looks at one grant.
  func examine(_ account: AccountConfiguration, _ directory: Directory) async -> Checkup {
    var status = await grants.status(of: account, directory)
    let signed = grants.signed[account.name]
    let kept = signed.map { $0.store.place(of: account.name) } ?? account.access.keptIn
    do throws(ServiceError) {
      let finding = try await look(at: account, directory, isSignedIn: !status.needsSignIn)
      // The request may have renewed the tokens, or found out that they do not hold.
      if let signed { status = await signed.status() }
      return Checkup(
        status,
        reach: .answered(
          milliseconds: Int(finding.duration / .milliseconds(1)),
          clockAhead: finding.clockAhead
        ),
        refusal: finding.refusal?.message,
        keptIn: kept,
        remarks: finding.remarks + (await remarks(on: account)),
        defects: defects(finding, account, directory) + overlaps(of: account)
      )
    } catch {
      return Checkup(
        status,
        reach: .silent(error.message),
        keptIn: kept,
        remarks: await remarks(on: account),
        defects: overlaps(of: account)
      )
    }
  }

  private func look(
    at account: AccountConfiguration,
    _ directory: Directory,
    isSignedIn: Bool
  ) async throws(ServiceError) -> ServiceProbe.Finding {
    try await account.service.probe(
      grants.context(of: account, directory, isSignedIn: isSignedIn, transport: transport)
    )
  }

  /// What else is good to know of a sign-in: what it could do with more scopes, and when it ends.
  private func remarks(on account: AccountConfiguration) async -> [String] {
    guard let signed = grants.signed[account.name],
      let credential = try? await signed.store.load(account.name)
    else { return [] }
    let missing = signed.app.provider.missing(
      in: credential.scopes,
      by: credential.method,
      hostsMeetings: signed.app.hostsMeetings
    )
    var remarks = missing.filter { !$0.isRequired }
      .map { "without \($0.name) it cannot \($0.reason)" }
    // Whoever is signed in for longer has shown that it is not so.
    if let trial = signed.app.provider.trial,
      grants.clock.now() < credential.signedIn.addingTimeInterval(trial.seconds)
    {
      remarks.append(trial.remark)
    }
    return remarks
  }
}

extension Doctor {
  /// What is wrong with what the service holds: what it said now, or else what the last sync could not
  /// read.
  private func defects(
    _ finding: ServiceProbe.Finding,
    _ account: AccountConfiguration,
    _ directory: Directory
  ) -> [String] {
    guard !finding.hasReadEvents else { return finding.defects }
    let unreadable = directory.syncStatus[AccountID(account.name)]?.unreadable ?? []
    return finding.defects + unreadable.filter { !finding.defects.contains($0) }
  }

  /// What says that the folder of an account overlaps with those of others.
  private func overlaps(of account: AccountConfiguration) -> [String] {
    guard let folder = AccountFolder(account, home: grants.home) else { return [] }
    return folder.overlapping(grants.accounts.filter { $0.name != account.name }).map { other in
      "Its folder and that of account \"\(other.name)\" overlap, so that events show twice. Give each "
        + "a folder of its own."
    }
  }
}
