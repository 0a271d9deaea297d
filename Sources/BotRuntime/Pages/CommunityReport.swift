package import CommunityCore
package import Primitives
import Publishing
import Timekeeping

/// A community's figures of a period on one page, for whoever supports it.
///
/// Nobody is named, and what is about fewer than three people is not told.
package struct CommunityReport {
  private let figures: Figures
  private let now: Instant

  /// How many weeks are drawn at most.
  private static let mostWeeks = 52
  /// How many sessions are drawn one by one; where there are more, they are drawn by week.
  private static let mostSessions = 30
  /// How many words of members are quoted.
  private static let mostQuotes = 12

  /// Looks at the time in `period`, which ends at `now` or before.
  package init(of community: Community, in period: Period, at now: Instant) {
    figures = Figures(of: community, in: period)
    self.now = now
  }

  /// The file, HTML in UTF-8.
  package var bytes: [UInt8] {
    let start = day(figures.period.from)
    let end = day(figures.period.until - Span(milliseconds: 1))
    return WebPage(
      title: community.plan.name,
      subtitle: "Report from \(TimeEcho.day(start)) to \(TimeEcho.day(end))",
      sections: [
        WebPage.Section(
          "",
          (community.purpose.text.map { [.paragraph(community.people.shown($0))] } ?? [])
            + [.tiles(tiles)] + momentum, isAlone: true),
        WebPage.Section(
          "How it went",
          [.plots([attendance, momentumPlot, active, share, path].compactMap { $0 })]),
        meetings, quotes, WebPage.Section("All figures", [.table(table)]), measures,
      ].compactMap { $0 },
      footer: "Made by Roundtable on \(TimeEcho.dated(now, in: zone)). Nobody is named or ranked; "
        + "what is about fewer than three people is not told."
    ).bytes
  }

  private var community: Community { figures.community }
  private var zone: Zone { community.sessions.zones.zoneOrUniversal(named: community.plan.zone) }

  private func day(_ instant: Instant) -> GregorianDay {
    zone.localTime(at: instant).day
  }

  /// Where it goes, and the numbers that say so, with the weeks they are of.
  private var momentum: [WebPage.Block] {
    guard let momentum = Figures.momentum(of: community, at: figures.period.until) else {
      return [.paragraph("It is too early to speak of momentum.")]
    }
    let weeks = Figures.momentumWeeks(of: community, at: figures.period.until)
    let words = [momentum.line] + [momentum.warning].compactMap { $0 }
    return [
      .paragraph(words.joined(separator: "\n")),
      .table(
        [["Momentum", span(weeks.before), span(weeks.after)]]
          + momentum.signals.map { signal in
            [signal.noun, Self.told(signal.before, signal), Self.told(signal.after, signal)]
          }),
    ]
  }

  /// A number of a signal; of people not one that is too small.
  private static func told(_ count: Int, _ signal: Momentum.Signal) -> String {
    signal.arePeople ? Figures.few(count) : "\(count)"
  }

  /// `2 Nov to 29 Nov`.
  private func span(_ period: Period) -> String {
    "\(short(day(period.from))) to \(short(day(period.until - Span(milliseconds: 1))))"
  }

  private var tiles: [WebPage.Tile] {
    let turnout = figures.turnout
    let average = PlainPlot.tenths(turnout.averageTenths)
    let isTold = turnout.people >= Figures.smallest
    let joined = figures.joiners == 0 ? "" : "\(figures.joiners) joined"
    let cancelled = figures.cancelled == 0 ? "" : "\(figures.cancelled) called off"
    var tiles = [
      WebPage.Tile(
        "\(figures.members)", figures.members == 1 ? "member" : "members", detail: joined),
      WebPage.Tile(
        "\(figures.held.count)", figures.held.count == 1 ? "session held" : "sessions held",
        detail: cancelled),
      WebPage.Tile(
        isTold ? average : "–", "people at a session",
        detail: isTold
          ? "\(turnout.people) different people"
          : turnout.sessions == 0 ? "not noted" : Figures.tooFew),
    ]
    if let heard = figures.heard, heard.part >= Figures.smallest {
      tiles.append(
        WebPage.Tile(
          "\(heard.percent) %", "of members heard", detail: "\(heard.part) of \(heard.whole)"))
    }
    if let ratings = figures.ratings {
      tiles.append(
        WebPage.Tile(
          "\(PlainPlot.tenths(ratings.averageTenths)) of 5", "worth the time",
          detail: ratings.words))
    }
    return tiles
  }
}

// What is drawn.
extension CommunityReport {
  /// Who came, session by session, or week by week where there are many.
  private var attendance: Plot? {
    let counted = figures.held.filter { $0.attendance.here.count > 0 }
    guard !counted.isEmpty else { return nil }
    var columns = counted.map { session in
      Plot.Column(
        short(day(session.start)), told(session.attendance.here.count),
        mark: told(session.attendance.goingCount))
    }
    var unit = "session"
    if counted.count > Self.mostSessions {
      unit = "week"
      columns = weeks.map { Plot.Column(short($0.monday), told($0.there), mark: told($0.going)) }
    }
    let turnout = figures.turnout
    let kept =
      turnout.going == 0 ? "" : " \(turnout.keptShare.percent) % of those who said yes came."
    return Plot(
      "Attendance by \(unit)",
      summary: turnout.people < Figures.smallest
        ? "Too few people came to be shown."
        : "On average \(PlainPlot.tenths(turnout.averageTenths)) people were at a session.\(kept)",
      .columns(columns, names: Plot.Names(column: "were there", mark: "had said yes")))
  }

  /// The signals of momentum, the last four weeks beside the four before.
  private var momentumPlot: Plot? {
    guard let momentum = Figures.momentum(of: community, at: figures.period.until) else {
      return nil
    }
    let weeks = Figures.momentumWeeks(of: community, at: figures.period.until)
    return Plot(
      "Momentum, \(span(weeks.after))", summary: momentum.line,
      .columns(
        momentum.signals.map { signal in
          Plot.Column(
            Self.label(signal.kind), signal.arePeople ? told(signal.after) : signal.after,
            mark: signal.arePeople ? told(signal.before) : signal.before)
        }, names: Plot.Names(column: span(weeks.after), mark: span(weeks.before))))
  }

  /// A word that has room below a column.
  private static func label(_ kind: Momentum.Signal.Kind) -> String {
    switch kind {
    case .there: "at sessions"
    case .heard: "heard"
    case .ideas: "ideas"
    case .done: "done"
    }
  }

  /// How many of the members are heard.
  private var share: Plot? {
    let weeks = weeks
    guard weeks.count > 1, let last = weeks.last,
      weeks.contains(where: { $0.heardShare.part >= Figures.smallest })
    else { return nil }
    let now =
      last.heardShare.part < Figures.smallest
      ? "\(Figures.few(last.heardShare.part)) of \(last.heardShare.whole) members"
      : "\(last.heardShare.percent) % of members"
    return Plot(
      "Share heard, in percent",
      summary: "In the four weeks to \(TimeEcho.day(sunday(of: last))), \(now) were heard.",
      .lines(
        [
          Plot.Line(
            "% of members of now, in four weeks",
            weeks.map { week in
              told(week.heardShare.part).map { _ in week.heardShare.percent }
            })
        ], labels: weeks.map { short($0.monday) }))
  }

  /// How many take part, and how many of them are heard.
  private var active: Plot? {
    let weeks = weeks
    guard weeks.count > 1, let last = weeks.last, weeks.contains(where: { $0.active > 0 }) else {
      return nil
    }
    return Plot(
      "People who take part",
      summary: "In the four weeks to \(TimeEcho.day(sunday(of: last))), "
        + "\(Figures.few(last.active)) people were at a session or heard.",
      .lines(
        [
          Plot.Line("active in four weeks", weeks.map { told($0.active) }),
          Plot.Line("heard in the week", weeks.map { told($0.heard) }),
        ], labels: weeks.map { short($0.monday) }))
  }

  /// What became of topics.
  private var path: Plot? {
    let path = figures.topicPath
    guard path.proposed > 0 else { return nil }
    return Plot(
      "From a topic to a session",
      summary:
        "Of \(path.proposed) topics that were proposed, \(path.held) had their session so far.",
      .steps([
        Plot.Step("Proposed", path.proposed), Plot.Step("With a vote", path.voted),
        Plot.Step("In a session that is planned or over", path.planned),
        Plot.Step("In a session that is over", path.held),
      ]))
  }

  private var meetings: WebPage.Section? {
    guard let matrix = figures.meetings else { return nil }
    let pairs = matrix.count * (matrix.count - 1) / 2
    let met = matrix.joined().count { $0 > 0 } / 2
    return WebPage.Section(
      "Who has met whom",
      [
        .plots([
          Plot(
            "Meetings in groups and at coffee",
            summary:
              "\(met) of \(pairs) pairs of members have met since records began, not only in the "
              + "time of this report. Each row and each column is a "
              + "member, in an order that chance gives.",
            .matrix(matrix))
        ])
      ])
  }

  /// The whole weeks of the period, at most a year of them.
  private var weeks: [WeekFigures] {
    let days = (figures.period.until - figures.period.from).milliseconds / 86_400_000
    let count = min(Self.mostWeeks, max(1, Int(days / 7)))
    // Weeks in which the community did not exist yet tell nothing.
    let first = community.firstJoinedAt ?? figures.period.until
    let monday = community.monday(of: first)
    return Figures.weeks(count, of: community, before: figures.period.until)
      .filter { $0.monday >= monday }
  }

  /// A number of people as a plot may show it.
  private func told(_ count: Int) -> Int? { count > 0 && count < Figures.smallest ? nil : count }

  /// `3 Nov`.
  private func short(_ day: GregorianDay) -> String {
    let words = TimeEcho.day(day).split(separator: " ")
    return words.dropFirst().prefix(2).joined(separator: " ")
  }

  private func sunday(of week: WeekFigures) -> GregorianDay {
    GregorianDay(daysSince1970: week.monday.daysSince1970 + 6)
  }
}

// What is written.
extension CommunityReport {
  private var table: [[String]] {
    let turnout = figures.turnout
    let path = figures.topicPath
    let isTold = turnout.people >= Figures.smallest
    var rows = [
      ["Figure", "Value", "What it is"],
      ["Members", "\(figures.members)", "who is a member now"],
      ["Joiners", "\(figures.joiners)", "who came for the first time"],
      ["Sessions", "\(figures.held.count)", "held; \(figures.cancelled) more were called off"],
      ["People at sessions", Figures.few(turnout.people), "different people"],
      [
        "Attendance", isTold ? PlainPlot.tenths(turnout.averageTenths) : Figures.tooFew,
        "people at a session, on average",
      ],
    ]
    if turnout.going >= Figures.smallest {
      rows.append([
        "Attendance against RSVP", "\(turnout.keptShare.percent) %",
        "of those who had said yes were there",
      ])
    }
    rows += [
      ["Run by", Figures.few(figures.facilitators), "different people"],
      ["Topics", "\(path.proposed)", "proposed; sessions were about \(figures.topicsUsed)"],
      ["Threads", "\(figures.threads)", "in which a member wrote first"],
      share("Questions answered", figures.questionsAnswered, "of those asked"),
      share("Actions done", figures.actionsDone, "of those written down"),
    ]
    if let told = figures.experiences {
      rows += [
        ["Tried", "\(told.tried)", "times a member told what happened when they tried something"],
        ["Effects in work", "\(told.impact)", "told by members"],
        ["Stories", "\(told.stories)", "told by members"],
      ]
    }
    if let resources = figures.resources { rows.append(["Resources", "\(resources)", "shared"]) }
    if let heard = figures.heard, heard.part >= Figures.smallest {
      rows.append(["Heard", "\(heard.percent) %", "of members spoke, proposed, asked or wrote"])
      rows.append(["Newly heard", figures.newlyHeardWords ?? "0", "of them for the first time"])
    }
    if let quieter = figures.quieterHalfPercent {
      rows.append(["Spread of turns", "\(quieter) %", "went to the quieter half; 50 is even"])
    }
    return rows
  }

  private func share(_ name: String, _ share: Figures.Share, _ words: String) -> [String] {
    [name, share.whole == 0 ? "–" : "\(share.part) of \(share.whole)", words]
  }

  /// What members said may be quoted, in their words.
  private var quotes: WebPage.Section? {
    let quotes = community.quotes(in: figures.period).prefix(Self.mostQuotes)
    guard !quotes.isEmpty else { return nil }
    return WebPage.Section(
      "In members' words",
      [
        .list(
          quotes.map { WebPage.Item("“\($0.text)”", detail: $0.experience.kind.quotedAs) }),
        .paragraph("Each of them was asked, and said that this may be quoted without their name."),
      ])
  }

  /// What the community counts of its own: the last value of each, and the one before.
  private var measures: WebPage.Section? {
    let rows = community.measures.list.compactMap { measure -> [String]? in
      guard let last = measure.values.last else { return nil }
      let before = measure.values.dropLast().last { $0.span.isLike(last.span) }
      let name = measure.unit.isEmpty ? measure.key : "\(measure.key) (\(measure.unit))"
      return [
        community.people.shown(name), "\(last.number) (\(last.span))",
        before.map { "\($0.number) (\($0.span))" } ?? "–",
      ]
    }
    guard !rows.isEmpty else { return nil }
    return WebPage.Section(
      "Measures of our own", [.table([["Measure", "Last value", "Before"]] + rows)])
  }
}
