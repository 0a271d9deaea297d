import CommunityCore
import Primitives
import Testing

@Suite struct TopicSearchTests {
  /// A community with topics of these texts.
  private func community(_ texts: [String]) throws -> Community {
    var community = try Rehearsal().community
    let at = Instant(seconds: 1_795_255_200)
    for (index, text) in texts.enumerated() {
      community.apply(
        .topics(.proposed(TopicID(index + 1), text: text, by: MemberID("ana"), at: at)))
    }
    return community
  }

  @Test func `each of thousands of topics is found by its words`() throws {
    let topics = try community((1...5000).map { "Alpha\($0) beta\($0) gamma\($0)" }).topics
    for number in stride(from: 1, through: 5000, by: 7) {
      #expect(topics.similar(to: "beta\(number) ALPHA\(number)?") == TopicID(number))
      #expect(topics.matching("gamma\(number)") == [TopicID(number)])
    }
    #expect(topics.similar(to: "alpha5001 beta5001") == nil)
    #expect(topics.matching("beta1 gamma2").isEmpty)
  }

  @Test func `a word of very many topics finds none of them`() throws {
    let topics = try community((1...100).map { "Retrospective number\($0)" }).topics
    #expect(topics.similar(to: "Retrospective") == nil)
    #expect(topics.matching("retrospective").isEmpty)
    #expect(topics.matching("retrospective number7") == [TopicID(7)])
  }

  @Test func `the oldest of equals is meant, and at most three are named`() throws {
    let topics = try community(["Wasps", "Bees and wasps", "wasp!", "WASPS?", "Bees"]).topics
    #expect(topics.similar(to: "Wasps") == TopicID(1))
    #expect(topics.matching("wasp") == [1, 2, 3].map { TopicID($0) })
  }

  @Test func `a topic that is worded otherwise is found by its new words alone`() throws {
    var community = try community(["Bees in winter", "Bees in spring"])
    community.apply(.topics(.edited(TopicID(1), text: "Wintering hives")))
    #expect(community.topics.matching("winter").isEmpty)
    #expect(community.topics.matching("hives") == [TopicID(1)])
    #expect(community.topics.matching("bees") == [TopicID(2)])
  }

  @Test func `other scripts are found too`() throws {
    let topics = try community(["Über Bienen", "Пчёлы зимой", "ＷＩＤＥ letters"]).topics
    #expect(topics.matching("über") == [TopicID(1)])
    #expect(topics.matching("ПЧЁЛЫ") == [TopicID(2)])
    #expect(topics.matching("wide") == [TopicID(3)])
  }
}
