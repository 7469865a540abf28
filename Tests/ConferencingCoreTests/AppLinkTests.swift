import ConferencingCore
import Testing

/// The links by which the apps of providers open meetings.
@Suite struct AppLinkTests {
  @Test(
    "A link that the app takes",
    arguments: [
      (
        "https://us02web.zoom.us/j/82021512759?pwd=aB.1",
        "zoommtg://us02web.zoom.us/join?action=join&confno=82021512759&pwd=aB.1"
      ),
      ("https://zoom.us/j/123456789", "zoommtg://zoom.us/join?action=join&confno=123456789"),
      (
        "https://zoom.us/j/12345678901?omn=1&pwd=a%2Bb",
        "zoommtg://zoom.us/join?action=join&confno=12345678901&pwd=a%2Bb"
      ),
      (
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%7d",
        "msteams://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%7d"
      ),
    ]
  )
  func taken(_ link: String, _ expected: String) { #expect(AppLink(link)?.url == expected) }

  @Test(
    "A link that stays with the browser",
    arguments: [
      "https://zoom.us/my/ada", "https://zoom.us/s/82021512759?zak=x",
      "https://zoom.us/w/82021512759?tk=x",
      "https://zoom.us/j/82021512759?tk=x", "https://zoom.us/meeting/register/tZ0abc",
      "https://zoom.us/j/1234", "http://zoom.us/j/82021512759",
      "https://teams.microsoft.com/meet/23456789012345?p=x",
      "https://teams.live.com/meet/9345678901234",
      "https://meet.google.com/abc-defg-hij", "https://zoom.us.evil.example/j/82021512759",
      "https://evil.example/?u=https://zoom.us/j/82021512759", "zoommtg://zoom.us/join?confno=1",
      "https://zoom.us/j/82021512759\"; rm -rf ~", "file:///etc/passwd", "",
    ]
  )
  func left(_ link: String) { #expect(AppLink(link) == nil) }

  @Test("A passcode that the link lacks is added, encoded whole")
  func passcode() {
    #expect(
      AppLink("https://zoom.us/j/82021512759", accessCode: "a&b=c #1")?.url
        == "zoommtg://zoom.us/join?action=join&confno=82021512759&pwd=a%26b%3Dc%20%231"
    )
    #expect(
      AppLink("https://zoom.us/j/82021512759?pwd=own", accessCode: "other")?.url
        == "zoommtg://zoom.us/join?action=join&confno=82021512759&pwd=own"
    )
  }
}
