import ChatEndpoint
import Primitives
import Testing

@testable import BotRuntime

@Suite struct OutboxTests {
  private func utterance(_ number: Int) -> Utterance {
    Utterance(
      number: number,
      outgoing: Outgoing(
        key: "\(number)", room: RoomID("general"), thread: MessageID("m\(number % 50)"),
        content: .text("word \(number)")))
  }

  @Test func `a burst is said in the order of each thread, and leaves no room behind`() throws {
    var outbox = Outbox()
    for number in 0..<5000 { outbox.append(utterance(number)) }
    #expect(outbox.room >= 5000)
    var said: [Int] = []
    while let ticket = outbox.takeReady() {
      if said.count == 4900 { for number in 5000..<5010 { outbox.append(utterance(number)) } }
      said.append(outbox.finish(ticket).entry.number)
    }
    #expect(outbox.count == 0)
    #expect(said.sorted() == Array(0..<5010))
    for thread in 0..<50 {
      let inThread = said.filter { $0 % 50 == thread }
      #expect(inThread == inThread.sorted())
    }
    #expect(outbox.room <= Outbox.ordinaryRoom)
  }
}
