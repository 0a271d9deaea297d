import BotRuntime
import BotTesting
import Primitives
import Testing

@Suite struct BotTests {
  let world: SimulatedWorld

  init() throws {
    world = try SimulatedWorld(seed: 1, charter: .simulated())
  }

  @Test func `a command is answered in its thread`() throws {
    try world.start()
    #expect(world.settle())
    let id = world.chat.say("!topic Data contracts", by: "ana")
    #expect(world.settle())
    #expect(world.chat.posts.map(\.thread) == [id])
    #expect(world.chat.posts[0].text.contains("T1"))
  }
}
