import ArgumentParser
import CalendarCore
import ConferencingCore

/// The options that say which meeting an event is to have.
struct ConferencingOptions: ParsableArguments {
  @Option(help: "Create a fresh link: meet, zoom or teams; none where [new-event] names one.")
  var create: String?

  @Option(help: "The link of a room: a name of [rooms].")
  var room: String?

  @Option(
    help: "The grant that hosts the meeting: its id or address; not needed where only one can."
  )
  var host: String?

  @Option(
    name: .customLong("setting"),
    help: ArgumentHelp(
      "A setting of the created meeting, or alone of one that Convene had made; repeatable. Zoom: "
        + names(.zoomMeeting) + ". Teams: " + names(.microsoftTeams) + ". Meet: "
        + names(.googleMeet) + ".",
      valueName: "name=value"
    )
  )
  var settings: [String] = []

  @Option(help: "A link you have, or the whole invitation with its codes and numbers.")
  var link: String?

  @Option(help: "The access code of the link.")
  var accessCode: String?

  @Option(help: "The telephone PIN of the link.")
  var pin: String?

  @Option(help: "The meeting code of the link.")
  var meetingCode: String?

  @Option(name: .customLong("phone"), help: "A telephone number of the link; repeatable.")
  var phones: [String] = []

  @Option(help: "Whose link it is; by default recognised from the link.")
  var provider: String?

  @Flag(help: "Wait until a link that is being created is there.")
  var wait = false

  private static func names(_ provider: AutocreateProvider) -> String {
    ConferencingSetting.all(of: provider).map(\.name).joined(separator: ", ")
  }

  /// Whether settings are given and no link: they are those of the meeting that is there.
  var areSettingsAlone: Bool {
    !settings.isEmpty && create == nil && room == nil && host == nil && link == nil && !hasDetails
  }

  /// Whether any of the options says something about the meeting.
  var isGiven: Bool {
    create != nil || room != nil || host != nil || !settings.isEmpty || link != nil || hasDetails
  }

  private var hasDetails: Bool {
    accessCode != nil || pin != nil || meetingCode != nil || !phones.isEmpty || provider != nil
  }

  /// The change that the options ask for on a calendar; its only possible host goes without saying.
  ///
  /// - Parameters:
  ///   - context: The calendar.
  ///   - defaults: The rooms there are.
  /// - Returns: The change.
  /// - Throws: ``CommandError`` when they contradict each other or cannot be read.
  func change(
    in context: ConferencingContext,
    _ defaults: NewEventDefaults
  ) throws(CommandError) -> ConferencingChange {
    ConferencingRules.namingHost(
      of: try change(grants: context.grants, defaults),
      in: context
    )
  }

  /// The change for a new event: what is configured where the options ask for nothing.
  ///
  /// - Parameters:
  ///   - context: The calendar.
  ///   - values: What is configured for it.
  ///   - defaults: The rooms there are.
  ///   - hasAttendees: Whether somebody is invited.
  /// - Returns: The change.
  /// - Throws: As ``change(in:_:)``.
  func change(
    in context: ConferencingContext,
    _ values: NewEventDefaults.Values,
    _ defaults: NewEventDefaults,
    hasAttendees: Bool
  ) throws(CommandError) -> ConferencingChange {
    if create == "none", link == nil, room == nil { return .keep }
    if isGiven { return try change(in: context, defaults) }
    return values.link(hasAttendees: hasAttendees).flatMap { defaults.change($0, in: context) }
      ?? .keep
  }

  /// The change that the options ask for.
  ///
  /// - Throws: ``CommandError`` when they contradict each other or cannot be read.
  func change(
    grants: [Grant],
    _ defaults: NewEventDefaults = NewEventDefaults()
  ) throws(CommandError) -> ConferencingChange {
    if let room {
      guard create == nil, link == nil, !hasDetails else {
        throw CommandError(.badInput, "--room names a whole link. Leave --create and --link out.")
      }
      return .details(try details(ofRoom: room, defaults.rooms))
    }
    if create != nil, link != nil || hasDetails {
      throw CommandError(
        .badInput,
        "A link is either created (--create) or given (--link and its codes), never both. "
          + "Leave one out."
      )
    }
    if let create { return .autocreate(try autocreate(create, grants: grants)) }
    if host != nil || !settings.isEmpty {
      throw CommandError(
        .badInput,
        "--host and --setting belong to a created link. Add --create meet, zoom or teams."
      )
    }
    guard let link else {
      if hasDetails {
        throw CommandError(.badInput, "The codes and phones belong to a link. Add --link URL.")
      }
      return .keep
    }
    return .details(try details(link, country: defaults.telephoneCountry))
  }

  private func details(
    ofRoom name: String,
    _ rooms: [MeetingRoom]
  ) throws(CommandError) -> ConferencingDetails {
    guard let room = rooms.first(where: { $0.name.lowercased() == name.lowercased() }) else {
      let names = rooms.map { "\"\($0.name)\"" }.joined(separator: ", ")
      throw CommandError(
        .badInput,
        "There is no room \"\(name)\". "
          + (names.isEmpty ? "Add it to [rooms] of the configuration." : "There are \(names).")
      )
    }
    return room.details
  }

  private func autocreate(_ word: String, grants: [Grant]) throws(CommandError) -> Autocreate {
    guard let provider = AutocreateProvider(keyword: word) else {
      throw CommandError(
        .badInput,
        "\"\(word)\" cannot create links. Choose meet, zoom or teams."
      )
    }
    let grant = host.map { host in
      let named = grants.filter {
        $0.id.rawValue == host || $0.email.lowercased() == host.lowercased()
      }
      // One address may be signed in to several services: the one that can host is meant.
      let able = named.first { ConferencingRules.obstacle(for: $0, provider: provider) == nil }
      let fitting = named.first { $0.provider == provider.grantProvider }
      return (able ?? fitting ?? named.first)?.id ?? GrantID(host)
    }
    return Autocreate(
      provider: provider,
      hostGrant: grant,
      settings: try settings(of: provider)
    )
  }

  /// The settings that are given, whose meeting it may be.
  ///
  /// - Throws: ``CommandError`` for what is no setting.
  var namedSettings: NamedSettings {
    get throws(CommandError) {
      do { return try NamedSettings(settings) } catch {
        throw CommandError(.badInput, error.message)
      }
    }
  }

  /// The settings that are given, for a meeting of a provider.
  ///
  /// - Throws: ``CommandError`` for what is no setting, or no value of one.
  func settings(of provider: AutocreateProvider) throws(CommandError) -> ConferencingSettings {
    do {
      return try NamedSettings(settings).settings(of: provider)
    } catch {
      throw CommandError(.badInput, error.message)
    }
  }

  private func details(
    _ link: String,
    country: String?
  ) throws(CommandError) -> ConferencingDetails {
    var numbers: [String] = []
    for phone in phones {
      guard let number = NationalNumber.completed(phone, in: country) else {
        throw CommandError(.badInput, NationalNumber.message(phone))
      }
      if number != phone { Console.say("\"\(phone)\" is saved as \(number).") }
      numbers.append(number)
    }
    let given = GivenInvitation(link)
    if let given { Console.say("Read from the text of --link: \(given.words).") }
    let url = given?.details.url ?? DetailsRules.givenURL(link)
    let recognized = LinkRecognition.recognize(url)?.provider ?? given?.details.provider
    return ConferencingDetails(
      provider: provider.map(Self.named) ?? recognized ?? .unknown,
      url: url,
      meetingCode: meetingCode ?? given?.details.meetingCode,
      accessCode: accessCode ?? given?.details.accessCode,
      pin: pin ?? given?.details.pin,
      phones: numbers.isEmpty ? given?.details.phones ?? [] : numbers
    )
  }

  /// The provider of a word: one of the known ones by keyword or name, else what was typed.
  private static func named(_ word: String) -> ConferencingProvider {
    if let provider = AutocreateProvider(keyword: word) { return provider.conferencingProvider }
    let known: [ConferencingProvider] = [
      .webEx, .goToMeeting, .skypeForBusiness, .skypeForConsumer,
    ]
    return known.first { $0.rawValue.lowercased() == word.lowercased() }
      ?? ConferencingProvider(word)
  }
}
