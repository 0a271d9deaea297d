package import CommunityCore
package import Primitives
import Publishing
import Timekeeping

/// A small site for the members of a community: what comes, what could be talked about, what remains.
///
/// It shows what the rooms have seen, and no more: no addresses to join, for these go to those who come,
/// and no answers without a name.
package struct CommunitySite {
  private let community: Community
  private let calendarFolder: String?
  private let now: Instant

  /// How many sessions to come are shown.
  private static let sessions = 12
  /// How many minutes and resources the front page has of late.
  private static let lately = 3
  /// How many topics are.
  private static let topics = 200
  /// How many resources are.
  private static let resources = 300
  /// How many things that members told are.
  private static let stories = 100
  /// How many sessions' minutes are.
  private static let minutes = 100

  /// Looks at `community` as it is at `now`; its calendar file lies in `calendarFolder`, an address or a
  /// path beside the pages, or nowhere.
  package init(of community: Community, calendarFolder: String?, at now: Instant) {
    self.community = community
    self.calendarFolder = calendarFolder
    self.now = now
  }

  /// Each file: its name, and HTML in UTF-8.
  package var files: [(name: String, bytes: [UInt8])] {
    [
      ("index.html", front.bytes), ("topics.html", backlog.bytes),
      ("minutes.html", archive.bytes), ("resources.html", shelf.bytes),
      ("stories.html", told.bytes),
    ]
      + minuted.map { ("minutes-\($0.id).html", record(of: $0).bytes) }
  }

  private var zone: Zone { community.sessions.zones.zoneOrUniversal(named: community.plan.zone) }

  private func page(
    _ title: String, subtitle: String = "", _ sections: [WebPage.Section]
  ) -> WebPage {
    WebPage(
      title: title, subtitle: subtitle,
      navigation: [
        WebPage.Link(community.plan.name, file: "index.html"),
        WebPage.Link("Topics", file: "topics.html"),
        WebPage.Link("Minutes", file: "minutes.html"),
        WebPage.Link("Resources", file: "resources.html"),
        WebPage.Link("Stories", file: "stories.html"),
      ], sections: sections,
      footer: "\(community.plan.name), as of \(TimeEcho.dated(now, in: zone)).")
  }

  private func shown(_ text: String) -> String { community.people.shown(text) }
}

// What comes.
extension CommunitySite {
  private var front: WebPage {
    let sessions = community.sessions.ahead(of: now, limit: Self.sessions)
    let coming: WebPage.Block =
      sessions.isEmpty
      ? .paragraph("No session is planned yet.")
      : .list(sessions.map(item))
    let words = "Subscribe to the calendar"
    let subscribe = calendarFolder.flatMap { folder -> WebPage.Link? in
      let names = CalendarNames(address: folder)
      let file = "\(folder)/\(names.file(of: community.plan.key))"
      return folder.contains(":")
        ? WebPage.Link(words, address: file) : WebPage.Link(words, file: file)
    }
    return page(
      community.plan.name,
      subtitle: "All times are those of \(community.plan.zone).",
      (community.purpose.text.map {
        [WebPage.Section("What we are here for", [.paragraph(shown($0))])]
      } ?? []) + [
        WebPage.Section("Next sessions", [coming] + (subscribe.map { [.links([$0])] } ?? []))
      ] + lately + [
        WebPage.Section(
          "Take part in the chat",
          [
            .table([
              ["Type", "and"], ["!next", "you see what comes next"],
              ["!rsvp yes", "we know that you come"],
              ["!topic what you would like to talk about", "it is on the list"],
              ["!ask what you would like to know", "somebody answers"],
              ["!help", "you see everything else"],
            ])
          ])
      ])
  }

  /// The last minutes and the last resources, where there are any.
  private var lately: [WebPage.Section] {
    let minutes = minuted.prefix(Self.lately).map(minutedItem)
    let shared = community.sharing.resources.prefix(Self.lately).map(item)
    var sections: [WebPage.Section] = []
    if !minutes.isEmpty { sections.append(WebPage.Section("Minutes of late", [.list(minutes)])) }
    if !shared.isEmpty { sections.append(WebPage.Section("Shared of late", [.list(shared)])) }
    return sections
  }

  private func item(_ session: Sessions.Session) -> WebPage.Item {
    let clocks = community.sessions.zones.zoneOrUniversal(named: session.time.zone)
    var details = ["\(TimeEcho.dated(session.start, in: clocks)), \(minutes(of: session))"]
    if let topic = session.topic.flatMap({ community.topics[$0] }) {
      details.append("About \(shown(topic.text))")
    }
    if let facilitator = session.facilitator {
      details.append("With \(community.people.name(of: facilitator))")
    }
    return WebPage.Item(
      "\(session.id) \(shown(session.title))", detail: details.joined(separator: " · "))
  }

  private func minutes(of session: Sessions.Session) -> String {
    "\((session.end - session.start).milliseconds / 60_000) minutes"
  }

  private var backlog: WebPage {
    let stages = community.stages(at: now)
    let held = stages.filter { $0.value.word == .held }.keys.sorted()
    let topics = community.topics.ranked(limit: Self.topics, except: Set(held))
    let list: WebPage.Block =
      topics.isEmpty
      ? .paragraph("No topic is on the list yet.")
      : .list(
        topics.map { topic in
          let votes = topic.votes.count == 1 ? "1 vote" : "\(topic.votes.count) votes"
          let planned = stages[topic.id].map { " · \($0.session) will be about it" } ?? ""
          return WebPage.Item("\(topic.id) \(shown(topic.text))", detail: votes + planned)
        })
    let had = held.reversed().prefix(Self.topics).compactMap { id -> WebPage.Item? in
      guard let topic = community.topics[id], topic.status == .open,
        let session = stages[id].flatMap({ community.sessions[$0.session] })
      else { return nil }
      return past(topic, session)
    }
    return page(
      "Topics", subtitle: "What we would like to talk about.",
      [WebPage.Section("", [list])]
        + (had.isEmpty ? [] : [WebPage.Section("Had their session", [.list(had)])]))
  }

  /// A topic that had its session: when that was, and the way to its minutes where they stand.
  private func past(_ topic: Topics.Topic, _ session: Sessions.Session) -> WebPage.Item {
    let isMinuted = community.minutes[session.id].settledAt != nil
    return WebPage.Item(
      "\(topic.id) \(shown(topic.text))",
      detail: "\(session.id), \(TimeEcho.day(zone.localTime(at: session.start).day))",
      link: isMinuted ? WebPage.Link("", file: "minutes-\(session.id).html") : nil)
  }
}

// What remains.
extension CommunitySite {
  /// What was shared, the latest first.
  private var shelf: WebPage {
    let resources = community.sharing.resources.prefix(Self.resources)
    let list: WebPage.Block =
      resources.isEmpty
      ? .paragraph("Nothing was shared yet. Type !share and a link in the chat.")
      : .list(resources.map(item))
    return page("Resources", subtitle: "What we shared.", [WebPage.Section("", [list])])
  }

  /// What members told and said may be quoted, the latest first: a site may be seen by anybody.
  private var told: WebPage {
    let quotable = community.experiences.quotable.prefix(Self.stories)
    let list: WebPage.Block =
      quotable.isEmpty
      ? .paragraph("Nothing was told yet that may be shown here. Type !story in the chat.")
      : .list(
        quotable.map {
          WebPage.Item("“\(community.quoted($0))”", detail: $0.kind.quotedAs)
        })
    return page(
      "Stories", subtitle: "What came of it, in members' words.", [WebPage.Section("", [list])])
  }

  private func item(_ resource: Sharing.Resource) -> WebPage.Item {
    let url = resource.url ?? ""
    let tags = resource.tags.map { "#\(shown($0))" }.joined(separator: " ")
    let verdict = resource.verdict.map { "worked for \($0.worked) of \($0.of)" } ?? ""
    let text = resource.text.isEmpty ? url : shown(resource.text)
    return WebPage.Item(
      text, detail: [tags, verdict].filter { !$0.isEmpty }.joined(separator: " · "),
      link: WebPage.Link(text, address: url))
  }

  /// The sessions whose minutes stand, the latest first.
  private var minuted: [Sessions.Session] {
    let stand = community.sessions.all.filter {
      $0.status == .planned && community.minutes[$0.id].settledAt != nil
    }
    return Array(stand.sorted { ($1.start, $1.id) < ($0.start, $0.id) }.prefix(Self.minutes))
  }

  private var archive: WebPage {
    let sessions = minuted
    let list: WebPage.Block =
      sessions.isEmpty
      ? .paragraph("There are no minutes yet.")
      : .list(sessions.map(minutedItem))
    return page("Minutes", subtitle: "What remains of our sessions.", [WebPage.Section("", [list])])
  }

  private func minutedItem(_ session: Sessions.Session) -> WebPage.Item {
    WebPage.Item(
      "\(session.id) \(shown(session.title))",
      detail: TimeEcho.day(zone.localTime(at: session.start).day),
      link: WebPage.Link("", file: "minutes-\(session.id).html"))
  }

  private func record(of session: Sessions.Session) -> WebPage {
    let document = CommunityMinutes(community: community, session: session).document
    var sections = [
      WebPage.Section("", [.table([["", ""]] + document.facts.map { [$0.label, $0.value] })])
    ]
    if let summary = document.summary {
      sections.append(WebPage.Section("", [.paragraph(summary)]))
    }
    sections += document.sections.filter { !$0.items.isEmpty }.map { section in
      WebPage.Section(section.title, [.list(section.items.map { WebPage.Item($0) })])
    }
    return page("\(session.id) \(shown(session.title))", sections)
  }
}
