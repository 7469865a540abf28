package import ConferencingCore

/// Texts about meetings as providers write them, and texts as people write them.
package enum ProviderTexts {
  package static let boundary =
    "-::~:~::~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~::~:~::-"
  package static let rule80 = String(repeating: "_", count: 80)
  package static let rule32 = String(repeating: "_", count: 32)
  package static let box10 = String(repeating: "─", count: 10)

  package static let meet = """
    \(boundary)
    Join with Google Meet: https://meet.google.com/abc-defg-hij
    Or dial: (US) +1 609-726-6186 PIN: 156393865#
    More phone numbers: https://tel.meet/abc-defg-hij?pin=156393865&hs=7

    Learn more about Meet at: https://support.google.com/a/users/answer/9282720

    Please do not edit this section.
    \(boundary)
    """

  package static let oldMeet = """
    -::~:~::~:~:~:~::~:~::-
    Please do not edit this section of the description.

    View your event at https://calendar.google.com/calendar/event?action=VIEW&eid=abc.
    -::~:~::~:~:~:~::~:~::-
    """

  package static let teams = """
    \(rule80)
    Microsoft Teams Need help? <https://aka.ms/JoinTeamsMeeting?omkt=en-US>
    Join the meeting now <https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=%7b%22Tid%22%3a%22t%22%7d>
    Meeting ID: 212 345 678 901
    Passcode: Ab3cD4
    \(rule32)
    Dial in by phone
    +1 323-555-0166,,123456789# <tel:+13235550166,,123456789#> United States, Los Angeles
    Find a local number <https://dialin.teams.microsoft.com/x?id=123456789>
    Phone conference ID: 123 456 789#
    For organizers: Meeting options <https://teams.microsoft.com/meetingOptions/?organizerId=x> | Reset dial-in PIN <https://dialin.teams.microsoft.com/usp/pstnconferencing>
    \(rule80)
    """

  package static let newTeams = """
    \(rule80)
    Microsoft Teams meeting
    Join: https://teams.microsoft.com/meet/21234567890123?p=AbCdEfGh
    Meeting ID: 212 345 678 901 23
    Passcode: Ab3cD4
    \(rule80)
    """

  package static let germanTeams = """
    \(rule80)
    Microsoft Teams Benötigen Sie Hilfe? <https://aka.ms/JoinTeamsMeeting?omkt=de-DE>
    Jetzt an der Besprechung teilnehmen <https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0>
    Besprechungs-ID: 212 345 678 901
    Kennung: Ab3cD4
    \(rule80)
    """

  package static let zoom = """
    Jane Doe is inviting you to a scheduled Zoom meeting.

    Topic: Weekly numbers
    Time: Jun 3, 2026 10:00 AM Berlin

    Join Zoom Meeting
    https://us02web.zoom.us/j/81234567890?pwd=c2VjcmV0LmJ5dGVz.1

    Meeting ID: 812 3456 7890
    Passcode: 123456

    ---

    One tap mobile
    +13126266799,,81234567890#,,,,*123456# US (Chicago)
    +16469313860,,81234567890#,,,,*123456# US

    ---

    Dial by your location
    • +1 312 626 6799 US (Chicago)
    • +49 69 7104 9922 Germany

    Meeting ID: 812 3456 7890
    Passcode: 123456

    Find your local number: https://us02web.zoom.us/u/kbxyz

    Join by SIP
    • 81234567890@zoomcrc.com

    Join by H.323
    • 162.255.37.11 (US West)

    Meeting ID: 812 3456 7890
    Passcode: 123456
    """

  package static let shortZoom = """
    Join Zoom Meeting
    https://zoom.us/j/81234567890?pwd=abc

    Meeting ID: 812 3456 7890
    Passcode: 4711
    """

  package static let ruledZoom = box10 + "\n" + shortZoom + "\n" + box10

  package static let germanZoom = """
    Jane Doe lädt Sie zu einem geplanten Zoom-Meeting ein.

    Thema: Zahlen
    Uhrzeit: 3. Juni 2026

    Zoom-Meeting beitreten
    https://zoom.us/j/81234567890

    Meeting-ID: 812 3456 7890
    Kenncode: 4711
    """

  /// As Apple's calendar writes a call.
  package static let facetime = """
    ----( Video Call )----
    [FaceTime]
    https://facetime.apple.com/join#v=1&p=AbC-d_E&k=1
    ---===---
    """

  /// As Jitsi copies an invitation.
  package static let jitsi = """
    Jane Doe is inviting you to a meeting.

    Join the meeting:
    https://meet.jit.si/AcmeStandup-Room_7

    To join by phone instead, tap this: +1.512.647.1431,,1234567890#

    Looking for a different dial-in number?
    See meeting dial-in numbers: https://meet.jit.si/static/dialInInfo.html?room=AcmeStandup-Room_7


    If also dialing-in through a room phone, join without connecting to audio: https://meet.jit.si/AcmeStandup-Room_7#config.startSilent=true
    """

  package static let details = ConferencingDetails(
    provider: ConferencingProvider("Jitsi Meet"),
    url: "https://meet.jit.si/Standup",
    meetingCode: "Standup",
    accessCode: "s3 cret",
    pin: "42",
    phones: ["+1 609 555 0123", "+49 30 901820,,42#"]
  )

  package static let teamsHTML = """
    <div style="width:100%; height:20px"><span style="white-space:nowrap; color:gray; opacity:.36">\(rule80)</span></div><div class="me-email-text" style="color:#252424"><div style="margin-top:24px"><span style="font-size:24px">Microsoft Teams meeting</span></div><div><a class="me-email-headline" href="https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=%7b%7d" target="_blank">Click here to join the meeting</a></div><div><a href="https://teams.microsoft.com/meetingOptions/?x=1&amp;y=2" class="me-email-link">Meeting options</a></div></div><div style="width:100%; height:20px"><span style="white-space:nowrap; color:gray; opacity:.36">\(rule80)</span></div>
    """

  /// Plain texts with the provider that they tell.
  package static let plain: [(ConferencingProvider, String)] = [
    (.googleMeet, meet), (.googleMeet, oldMeet), (.microsoftTeams, teams),
    (.microsoftTeams, newTeams), (.microsoftTeams, germanTeams), (.zoomMeeting, zoom),
    (.zoomMeeting, shortZoom), (.zoomMeeting, ruledZoom), (.zoomMeeting, germanZoom),
    (ConferencingProvider("FaceTime"), facetime), (ConferencingProvider("Jitsi Meet"), jitsi),
    (details.provider, InvitationBlock.text(for: details)),
  ]

  /// The plain texts and what services make of them.
  package static var all: [(ConferencingProvider, String)] {
    plain
      + plain.map { ($0.0, $0.1.replacing("\n", with: "\r\n")) }
      + plain.map { ($0.0, escaped($0.1).replacing("\n", with: "<br>")) }
      + plain.map { ($0.0, escaped($0.1).replacing("\n", with: "<br />\n")) }
      + [(.microsoftTeams, teamsHTML)]
  }

  package static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  /// What people write; each begins and ends with a word, so that no blank is a question.
  package static let words: [String] = [
    "Agenda", "Agenda:\n- numbers\n- plans", "Zeile eins\r\nZeile zwei\r\n\r\nEnde",
    "We use zoom today, see https://example.org/zoom?x=1",
    "If Zoom fails: https://zoom.us/j/99911122233 – call me",
    "\(rule80)\nmy own lines\n\(rule80)", "\(rule32)\nnotes\n\(rule32)\nend",
    "\(box10)\nmy own box\n\(box10)", "one\n\n\n\ntwo", "e\u{301}😀👩‍👩‍👧 日本語",
    "Call +1 312 626 6799,,4711# then", "Passcode: none", "a < b & c > d; <not a tag",
    "-::~ not a boundary ~::-", "Bring the Teams report from https://teams.microsoft.com/files",
    "Join me for lunch",
  ]
}
