/// The words by which providers begin their invitations and label what is in them.
///
/// Languages: English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Japanese, Chinese
/// and Korean. They only add to what the shape of a text says; a text in another language is left
/// alone where its shape does not suffice. Source: invitations of the services in these languages.
enum InvitationWords {
  /// Whether a line is the first of an invitation, such as "Jane is inviting you to a meeting".
  static func isGreeting(_ line: String, of provider: ConferencingProvider) -> Bool {
    // Jitsi does not say whose the meeting is: "Jane is inviting you to a meeting."
    guard line.utf8.count <= 400, provider == .jitsiMeet || names(provider, in: line) else {
      return false
    }
    let line = line.lowercased()
    return invitingWords.contains { line.contains($0) }
      && (provider != .jitsiMeet || meetingWords.contains { line.contains($0) })
  }

  /// Whether a line, or the label of a link, says to join a meeting of a provider.
  static func isHeading(_ line: String, of provider: ConferencingProvider) -> Bool {
    guard line.utf8.count <= 120, !line.contains("://") else { return false }
    let plain = plain(line)
    if exactHeadings.contains(plain) { return true }
    // Who writes the heading of a link by hand ends it with a colon, or says whose it is; Jitsi does
    // the one and not the other.
    let isWritten =
      provider == .jitsiMeet
      ? line.hasSuffix(":") : !line.hasSuffix(":") && names(provider, in: line)
    return isWritten && joiningWords.contains { plain.contains($0) }
      && meetingWords.contains { plain.contains($0) }
  }

  /// Whether the label of a link says to join by it: "Join with Google Meet".
  static func isJoinLabel(_ label: String, of provider: ConferencingProvider) -> Bool {
    guard label.utf8.count <= 120, !label.contains("://") else { return false }
    let plain = plain(label)
    if videoLabels.contains(plain) { return true }
    return plain.contains(provider == .googleMeet ? "googlemeet" : name(of: provider).lowercased())
      && joiningWords.contains { plain.contains($0) }
  }

  /// Whether a short line names the meeting's kind: "Microsoft Teams meeting", "Google Meet joining
  /// info".
  static func isTitle(_ line: String, of provider: ConferencingProvider) -> Bool {
    guard line.utf8.count <= 80, !line.hasSuffix(":"), !line.hasSuffix(".") else { return false }
    let plain = plain(line)
    switch provider {
    case .microsoftTeams:
      return plain.hasPrefix("microsoftteams") || plain.hasSuffix("microsoftteams")
        || meetingWords.contains { plain == "microsoftteams" + $0 }
        || (plain.contains("microsoftteams") && meetingWords.contains { plain.contains($0) })
    case .googleMeet:
      return plain.contains("googlemeet") && joiningWords.contains { plain.contains($0) }
    default: return false
    }
  }

  /// Whether a label is that of a passcode.
  static func isPasscode(_ label: String) -> Bool {
    guard label.utf8.count <= 80 else { return false }
    let plain = plain(label)
    return passcodeWords.contains { plain.contains($0) }
  }

  /// Whether a line is the heading of telephone numbers or room systems, or a sentence of theirs.
  static func isDialling(_ line: String) -> Bool {
    guard line.utf8.count <= 120 else { return false }
    let plain = plain(line)
    return diallingHeads.contains(plain) || diallingHeads.contains { plain.hasPrefix($0 + ".") }
  }

  /// Whether a line is the topic of an invitation, or its time.
  static func isTopic(_ line: String) -> Bool { begins(line, topicLabels) }

  /// Whether a line is the time of an invitation.
  static func isTime(_ line: String) -> Bool { begins(line, timeLabels) }

  /// Whether a line names a provider, written as it writes itself.
  static func names(_ provider: ConferencingProvider, in line: String) -> Bool {
    line.contains(name(of: provider)) || (provider == .webEx && line.contains("WebEx"))
  }

  private static func name(of provider: ConferencingProvider) -> String {
    switch provider {
    case .zoomMeeting: "Zoom"
    case .microsoftTeams: "Teams"
    case .webEx: "Webex"
    default: provider.rawValue
    }
  }

  private static func begins(_ line: String, _ labels: Set<String>) -> Bool {
    guard let (label, _) = LabelledValue.split(line) else { return false }
    return labels.contains(plain(label))
  }

  /// A line without what is written now so, now so: cases, spaces, hyphens, a colon at its end.
  private static func plain(_ line: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in line.lowercased().unicodeScalars
    where !" \u{A0}\u{202F}-:：'’".unicodeScalars.contains(scalar) {
      result.append(scalar)
    }
    return String(result)
  }

  private static let exactHeadings: Set<String> = [
    "joinzoommeeting", "joinzoomgovmeeting", "joinfrompc,mac,linux,iosorandroid",
    "zoommeetingbeitreten", "participeràlaréunionzoom", "unirsealareuniónzoom",
    "entrarnareuniãozoom", "加入zoom会议", "加入zoom會議", "zoomミーティングに参加する", "zoom회의참가",
  ]

  private static let joiningWords = [
    "join", "beitreten", "teilnehm", "teilnahme", "particip", "rejoin", "rejoign", "joindre",
    "unirse", "únete", "únase", "entrar", "ingres", "aceder", "acceder", "entra", "partecip",
    "accedi", "deelnem", "dołącz", "参加", "加入", "參加", "참가", "참여",
  ]

  private static let meetingWords = [
    "meeting", "webinar", "besprechung", "réunion", "reunión", "reuni", "riunione", "vergadering",
    "spotkani", "ミーティング", "会議", "会议", "會議", "회의", "미팅", "모임",
  ]

  private static let videoLabels: Set<String> = [
    "videocalllink", "linkzumvideoanruf", "liendelappelvidéo", "lienappelvidéo",
    "enlacealavideollamada", "enlacedelavideollamada", "linkdavideochamada", "linkvideochiamata",
    "linkdellavideochiamata", "linkvoorvideogesprek", "linkdorozmowywideo", "ビデオ通話のリンク",
    "视频通话链接", "視訊通話連結", "화상통화링크", "영상통화링크",
  ]

  private static let invitingWords = [
    "inviting you", "invites you", "invited you", "you are invited to", "lädt sie", "lädt dich",
    "eingeladen",
    "vous invite", "vous a invité", "está invitando", "le invita", "le ha invitado", "te invita",
    "convidando", "convida você", "convidou", "convida-o", "a convidá", "sta invitando",
    "ti invita", "la invita", "ti ha invitato", "nodigt u", "nodigt je", "uitgenodigd", "zaprasza",
    "招待", "邀请", "邀請", "초대",
  ]

  private static let passcodeWords = [
    "passcode", "password", "kenncode", "kennwort", "passwort", "kennung", "codesecret",
    "motdepasse", "códigodeacceso", "contraseña", "clave", "senha", "códigodeacesso",
    "palavrapasse",
    "codicediaccesso", "codicedaccesso", "wachtwoord", "toegangscode", "koddostępu", "hasło",
    "パスコード", "パスワード", "密码", "密碼", "口令", "암호", "비밀번호", "accesscode", "zugangscode",
    "zugriffscode", "codedaccès",
  ]

  private static let topicLabels: Set<String> = [
    "topic", "thema", "sujet", "tema", "tópico", "argomento", "onderwerp", "temat", "トピック", "主题",
    "主題", "주제",
  ]

  private static let timeLabels: Set<String> = [
    "time", "zeit", "uhrzeit", "heure", "hora", "horário", "ora", "orario", "tijd", "czas",
    "godzina",
    "時刻", "時間", "时间", "日時", "시간",
  ]

  private static let diallingHeads: Set<String> = [
    "onetapmobile", "dialbyyourlocation", "joinbysip", "joinbyh.323", "joininstructions",
    "joinbyskypeforbusiness", "schnelleinwahlmobil", "einwahlnachaktuellemstandort",
    "joinbyphone", "globalcallinnumbers", "joinfromavideosystemorapplication",
    "joinusingmicrosoftlyncormicrosoftskypeforbusiness",
    "taptojoinfromamobiledevice(attendeesonly)", "dialinbyphone",
  ]
}

/// A line such as `Passcode: 123456`.
enum LabelledValue {
  /// The label and the value of a line; `nil` when it has another shape.
  static func split(_ line: String) -> (label: String, value: String)? {
    guard
      let colon = line.unicodeScalars.firstIndex(where: { $0 == ":" || $0 == "：" }),
      colon > line.startIndex
    else { return nil }
    let value = line[line.unicodeScalars.index(after: colon)...]
    let text = trimmed(value)
    let label = trimmed(line[..<colon])
    return text.isEmpty || label.isEmpty || text.hasPrefix("//") ? nil : (label, text)
  }

  /// A piece of a line without the blanks around it, those that do not break a line included.
  private static func trimmed(_ text: Substring) -> String {
    let scalars = text.unicodeScalars.drop { $0.properties.isWhitespace }
    let end = scalars.lastIndex { !$0.properties.isWhitespace }
    return end.map { String(scalars[...$0]) } ?? ""
  }
}
