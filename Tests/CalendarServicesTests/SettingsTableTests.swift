import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Every setting of every provider, over real HTTP: what is asked for, what is read back, and what happens
/// where a plan, an account or a sign-in does not allow it.
@Suite struct SettingsTableTests {
  @Test(
    "Each value is taken, alone, as the vendor's schema has it, and read back",
    arguments: SettingRow.all
  )
  func changedAndReadBack(_ row: SettingRow) async throws {
    try await ServiceWorld.google { world in
      let host = SettingHost(row.provider, in: world)
      let meeting = try await host.make()
      let before = try await host.read(meeting)
      for value in row.values {
        try await host.service().configure(meeting, to: ConferencingSettings([row.name: value]))
        let sent = try #require(try await host.sent().last)
        #expect(sent == [row.path])
        // A program that begins only now hears the same, and all others stay as they were.
        #expect(try await host.read(meeting) == before.merging([row.name: value]) { $1 })
      }
      #expect(try await host.complaints().isEmpty)
    }
  }

  @Test(
    "Each value is taken with the meeting where its provider takes them so",
    arguments: SettingRow.all
  )
  func chosenWithTheMeeting(_ row: SettingRow) async throws {
    // Teams and Meet take settings in a request of their own alone, which is the row above.
    guard row.provider == .zoomMeeting else { return }
    try await ServiceWorld.google { world in
      let host = SettingHost(row.provider, in: world)
      for value in row.values {
        let meeting = try await host.make([row.name: value])
        #expect(try await host.read(meeting)[row.name] == value)
      }
      #expect(try await host.complaints().isEmpty)
    }
  }

  @Test("What the plan or policy does not include is refused at its row", arguments: SettingRow.all)
  func refusedByThePlan(_ row: SettingRow) async throws {
    try await ServiceWorld.google { world in
      let host = SettingHost(row.provider, in: world)
      let meeting = try await host.make()
      let before = try await host.read(meeting)
      try await host.refuse(row.name)
      let text = await refusal { service in
        try await service.configure(meeting, to: ConferencingSettings([row.name: row.values[0]]))
      } of: {
        try host.service()
      }
      #expect(text?.hasPrefix("\(row.setting.label): ") == true, "\(text ?? "It was taken.")")
      #expect(text.flatMap { SettingRefusal.setting(in: $0, of: row.provider) } == row.setting)
      // Beside others, it is the one that is named.
      let all = Dictionary(
        uniqueKeysWithValues: ConferencingSetting.all(of: row.provider).map { setting in
          (setting.name, SettingRow(provider: row.provider, setting: setting).values[0])
        }
      )
      let named = await refusal { service in
        try await service.configure(meeting, to: ConferencingSettings(all))
      } of: {
        try host.service()
      }
      #expect(named?.hasPrefix("\(row.setting.label): ") == true, "\(named ?? "It was taken.")")
      #expect(try await host.read(meeting) == before)
    }
  }

  @Test("A sign-in without the scope is refused, and the scope is named", arguments: SettingRow.all)
  func refusedByTheScope(_ row: SettingRow) async throws {
    try await ServiceWorld.google { world in
      let host = SettingHost(row.provider, in: world)
      let meeting = try await host.make()
      let before = try await host.read(meeting)
      try await host.forbid()
      let text = await refusal { service in
        try await service.configure(meeting, to: ConferencingSettings([row.name: row.values[0]]))
      } of: {
        try host.service()
      }
      #expect(text?.contains(host.scope) == true, "\(text ?? "It was taken.")")
      try await host.allow()
      #expect(try await host.read(meeting) == before)
    }
  }

  @Test(
    "What is no value is refused before it is sent, and named by the host",
    arguments: SettingRow.all
  )
  func refusedAsNoValue(_ row: SettingRow) async throws {
    let odd = row.noValue
    let wish = ConferencingSettings([row.name: odd])
    let broken = SettingsRules.violations(of: wish, for: row.provider)
    #expect(broken.map(\.field) == [.setting(row.name)])
    #expect(broken.first?.message.hasPrefix(row.setting.label) == true)
    try await ServiceWorld.google { world in
      let host = SettingHost(row.provider, in: world)
      let meeting = try await host.make()
      let before = try await host.read(meeting)
      let text = await refusal {
        try await $0.configure(meeting, to: wish)
      } of: {
        try host.service()
      }
      // A value of another kind is not sent at all by the two that have types for them.
      if try await host.sent().contains([row.path]) {
        #expect(text?.hasPrefix("\(row.setting.label): ") == true, "\(text ?? "It was taken.")")
      }
      #expect(try await host.read(meeting) == before)
    }
  }

  @Test("What an administrator has fixed is read back as it is", arguments: SettingRow.all)
  func fixedByTheAccount(_ row: SettingRow) async throws {
    // Zoom alone answers well to a value that it does not take; a passcode is never fixed.
    guard row.provider == .zoomMeeting, row.name != ConferencingSetting.passcode else { return }
    try await ServiceWorld.google { world in
      let host = SettingHost(row.provider, in: world)
      let meeting = try await host.make([row.name: row.values[0]])
      try await host.fix(row.name, to: row.values[0])
      try await host.service().configure(
        meeting,
        to: ConferencingSettings([row.name: row.values[1]])
      )
      let reading = try await host.service().read(meeting)
      #expect(reading.settings.values[row.name] == row.values[0])
      let known = KnownSettings()
        .sending(ConferencingSettings([row.name: row.values[1]]), at: world.now)
        .reading(reading, at: world.now)
      #expect(known.sent.values == [row.name: row.values[1]])
    }
  }

  /// What is said of a request that is refused; `nil` when it is not.
  private func refusal(
    _ request: (any ConferencingService) async throws -> Void,
    of service: () throws -> any ConferencingService
  ) async -> String? {
    do {
      try await request(service())
      return nil
    } catch let error as ServiceError {
      switch error {
      case .rejected(let text), .forbidden(let text): return text
      default: return "\(error)"
      }
    } catch {
      return "\(error)"
    }
  }
}

/// A setting of a provider: a row of the table.
struct SettingRow: Sendable, CustomTestStringConvertible {
  let provider: AutocreateProvider
  let setting: ConferencingSetting

  static let all = AutocreateProvider.allCases.flatMap { provider in
    ConferencingSetting.all(of: provider).map { SettingRow(provider: provider, setting: $0) }
  }

  var name: String { setting.name }
  var testDescription: String { "\(provider.rawValue): \(setting.label)" }

  /// What a request for it alone names.
  var path: String {
    switch provider {
    case .zoomMeeting: name == ConferencingSetting.passcode ? name : "settings.\(name)"
    case .microsoftTeams: name
    case .googleMeet: "config.\(name)"
    }
  }

  /// Values that it can have; of a choice all of them.
  var values: [ConferencingSettingValue] {
    switch setting.kind {
    case .flag: [.flag(true), .flag(false)]
    case .choice(let choices): choices.map { .text($0) }
    case .text(let allowed, let maximum):
      stride(from: 0, to: allowed.count, by: maximum).map { start in
        .text(String(allowed.dropFirst(start).prefix(maximum)))
      }
    case .addresses: [.text("ann@acme.example;bo@acme.example"), .text("")]
    }
  }

  /// What is none of its values.
  var noValue: ConferencingSettingValue {
    switch setting.kind {
    case .flag: .text("perhaps")
    case .choice: .text("nobody-at-all")
    case .text(_, let maximum): .text(String(repeating: "a", count: maximum + 1))
    case .addresses: .flag(true)
    }
  }
}
