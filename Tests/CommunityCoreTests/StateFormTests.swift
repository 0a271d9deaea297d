import CommunityCore
import Primitives
import Testing

@Suite struct StateFormTests {
  @Test func `the names in the state are in order`() throws {
    var room = try Rehearsal()
    for text in [
      "!session new \"Bees\" 2026-12-03 16:00 --cap 3 --place https://meet.example/x",
      "!rsvp yes +1 a note", "!topic Bees", "!topic vote T1", "!topc x", "!tz Leeds",
    ] {
      _ = room.answer(text, by: "you")
    }
    var json = JSONWriter()
    room.community.write(to: &json)
    let state = try JSONValue(parsing: json.bytes)
    #expect(state["sessions"]?.array?.first?["id"] == .string("S1"))
    #expect(state["sessions"]?.array?.first?["start"] == .string("2026-12-03T16:00:00+00:00"))
    #expect(unsorted(in: state) == [])
  }

  /// The objects whose names are not in alphabetical order, as the names that stand too late.
  private func unsorted(in value: JSONValue) -> [String] {
    if let elements = value.array { return elements.flatMap(unsorted) }
    guard let members = value.members else { return [] }
    let late = zip(members, members.dropFirst()).filter { $0.name > $1.name }.map { $1.name }
    // What can be undone holds events as the journal has them.
    return late
      + members.filter { !["does", "undoes"].contains($0.name) }.flatMap { unsorted(in: $0.value) }
  }
}
