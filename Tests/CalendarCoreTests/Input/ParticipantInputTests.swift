import CalendarCore
import Testing

@Suite struct ParticipantInputTests {
  @Test func readsWhatItWroteWithoutLosingAnything() {
    let people = [
      Participant(name: "Grace Hopper", email: "grace@navy.example", response: .yes),
      Participant(name: "Hopper, Grace", email: "g2@navy.example", response: .maybe),
      Participant(email: "plain@x.example", response: .no),
    ]
    let read = ParticipantInput.participants(ParticipantInput.text(people), known: people)
    #expect(read.people == people)
    #expect(read.invalid == nil)
  }

  @Test func addsAndDrops() {
    let known = [Participant(name: "Ann", email: "ann@x.example", response: .yes)]
    let read = ParticipantInput.participants(
      "bob@x.example; ANN@x.example,\nbob@x.example",
      known: known
    )
    #expect(read.people.map(\.email) == ["bob@x.example", "ann@x.example"])
    #expect(read.people[1].response == .yes)
  }

  @Test(arguments: ["ann", "ann@", "@x.example", "a b@x.example", "a@x", "x <a@b@c.example>"])
  func namesWhatIsNoAddress(_ text: String) {
    #expect(ParticipantInput.participants(text, known: []).invalid != nil)
  }
}
