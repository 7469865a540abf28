/// The facts of a Teams meeting as Outlook appends them to the body of its event.
///
/// Source: Microsoft Graph, "Create event", the answers of its examples (2019 to 2022).
enum GraphBlob {
  private static let rule =
    #"<div style="width:100%; height:20px"><span style="white-space:nowrap; color:gray; opacity:.36">"#
    + String(repeating: "_", count: 80) + "</span></div>"

  static func html(_ meeting: GraphMeeting) -> String {
    let url = meeting.url.replacing("&", with: "&amp;")
    let tel = meeting.tollNumber.filter { $0 != " " }
    return rule
      + #"<div class="me-email-text" style="color:#252424; font-family:'Segoe UI',Helvetica,Arial"#
      + #",sans-serif"><div style="margin-top:24px; margin-bottom:20px"><span style="#
      + #""font-size:24px; color:#252424">Microsoft Teams meeting</span></div>"#
      + #"<div style="margin-bottom:20px"><div style="margin-top:0px; margin-bottom:0px">"#
      + #"<span style="font-size:14px">Join on your computer or mobile app</span></div>"#
      + #"<a class="me-email-headline" href="\#(url)" target="_blank" rel="noreferrer noopener""#
      + #" style="font-size:14px; color:#6264a7">Click here to join the meeting</a></div>"#
      + #"<div style="margin-bottom:4px"><a class="me-email-link" href="tel:\#(tel)" target="_blank""#
      + #">\#(meeting.tollNumber)</a></div><div><span>Conference ID: </span>"#
      + #"<span>\#(meeting.conferenceID)#</span></div><div><a class="me-email-link" target="_blank""#
      + #" href="https://dialin.teams.microsoft.com/usp/pstnconferencing">Local numbers</a> | "#
      + #"<a class="me-email-link" target="_blank" href="https://aka.ms/JoinTeamsMeeting">"#
      + #"Learn more about Teams</a> | <a class="me-email-link" target="_blank" "#
      + #"href="https://teams.microsoft.com/meetingOptions/?language=en-US">Meeting options</a>"#
      + "</div></div>" + rule
  }

  /// Whether a body still has the facts of a meeting in it.
  static func stands(in body: String, of meeting: GraphMeeting) -> Bool {
    body.contains("me-email-text")
      && body.contains("href=\"\(meeting.url.replacing("&", with: "&amp;"))\"")
  }
}
