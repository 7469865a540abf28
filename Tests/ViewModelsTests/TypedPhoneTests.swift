import CalendarCore
import ConferencingCore
import Testing
import ViewModels

/// Telephone numbers of a link that the user has, as they are typed into the form.
@Suite struct TypedPhoneTests {
  typealias Form = ConferencingFormViewModel

  private func form(_ current: Conferencing = .none, country: String? = nil) throws -> Form {
    let context = try #require(
      ConferencingContext(World.directory(), account: World.work, calendar: CalendarID("team"))
    )
    var form = Form(context: context, current: current)
    form.defaults.telephoneCountry = country
    return form
  }

  private func typed(_ phones: [String], country: String? = nil) throws -> Form {
    var form = try form(country: country)
    form.focus = .choice
    while form.chosen != .link { _ = form.handle(.nextChoice) }
    form.focus = .url
    form.insert("https://x.example/y")
    for (index, phone) in phones.enumerated() {
      form.focus = .phone(index)
      form.insert(phone)
    }
    return form
  }

  private func row(_ form: Form, _ index: Int) -> FormField<Form.FieldID>? {
    form.fields.first { $0.id == .phone(index) }
  }

  @Test(
    "A number without its country is refused at its row with what helps",
    arguments: ["16095550123", "030-1234", "0049 30 1234"]
  )
  func refused(_ phone: String) throws {
    var form = try typed(["+1 609 555 0123", phone])
    #expect(form.attemptSave() == nil)
    #expect(form.focus == .phone(1))
    let problem = row(form, 1)?.problem ?? ""
    #expect(problem.contains("Write it with +"), "\(problem)")
    #expect(row(form, 0)?.problem == nil)
  }

  @Test("Where the configured country makes it clear, the number is completed and shown")
  func completed() throws {
    var form = try typed(["030-1234"], country: "DE")
    #expect(row(form, 0)?.hint == "Saved as +49 30-1234.")
    guard case .details(let details) = form.attemptSave() else {
      Issue.record("\(form.violations)")
      return
    }
    #expect(details.phones == ["+49 30-1234"])
    #expect(try row(typed(["+49 30 1234"], country: "DE"), 0)?.hint == nil)
  }

  @Test("A number that an event has already is no concern of who changes its codes")
  func given() throws {
    let link = ConferencingDetails(
      provider: .unknown,
      url: "https://x.example/y",
      phones: ["030 901820"]
    )
    for country in [nil, "DE"] {
      var form = try form(.details(link), country: country)
      #expect(form.change == .keep)
      form.focus = .pin
      form.insert("12")
      guard case .details(let details) = form.attemptSave() else {
        Issue.record("\(form.violations)")
        continue
      }
      #expect(details.phones == ["030 901820"])
    }
  }

  @Test("A link of an unknown service reads the same before it is saved and after")
  func unknownProvider() throws {
    func label(_ form: Form) -> String? {
      let row = form.fields.first { $0.id == .linkProvider }
      guard case .choice(let labels, let selected?, _)? = row?.content else { return nil }
      return labels[selected]
    }
    let link = ConferencingDetails(provider: .unknown, url: "https://x.example/y")
    #expect(try label(typed([])) == "not known, from the link")
    #expect(try label(form(.details(link))) == "not known, from the link")
  }
}
