import Primitives
import Testing

@testable import LocalRoom

@Suite struct `the door to the community's pages` {
  private let room = RoomFixture(site: { name in
    ["index.html": "front", "minutes-S1.html": "minutes"][name].map { Array($0.utf8) }
  })

  private func ask(_ path: String, method: String = "GET") async -> HTTPResponse {
    await room.reception.answer(
      RoomCall(
        method: method, path: path, parameters: [:], headers: ["host": "127.0.0.1:8080"],
        body: []))
  }

  @Test func `a page is served as one that runs nothing`() async {
    let answer = await ask("/community/")
    #expect(answer.status == 200)
    #expect(answer.body == Array("front".utf8))
    #expect(answer.header("Content-Type") == "text/html; charset=utf-8")
    #expect(answer.header("Content-Security-Policy")?.hasPrefix("default-src 'none'") == true)
    #expect(await ask("/community/minutes-S1.html").body == Array("minutes".utf8))
    #expect(await ask("/community/", method: "HEAD").body.isEmpty)
  }

  @Test func `it leads to the front page`() async throws {
    let answer = await ask("/community")
    #expect(answer.status == 308)
    let place = try #require(answer.header("Location"))
    #expect(await ask(place).body == Array("front".utf8))
  }

  @Test(arguments: [
    "/community/none.html", "/community/../state.json", "/community/%2e%2e/a.html",
    "/community/a/b.html", "/community/.html/", "/communityx",
  ])
  func `what is no page is not looked for`(path: String) async {
    #expect(await ask(path).status == 404)
  }

  @Test func `nothing can be sent to it`() async {
    #expect(await ask("/community/", method: "POST").status != 200)
  }
}
