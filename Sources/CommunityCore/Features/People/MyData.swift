import Timekeeping
package import CommandGrammar
import Grouping
import OrderedCollections
package import Primitives

/// Shows a member all that is kept about them.
package struct MyData: Command {
  package static let description = CommandDescription(
    "mydata",
    usage: "!mydata",
    summary: "Writes to you alone all that I keep about you.",
    examples: ["!mydata", "!forget me"])

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    try context.privately(Reply.everything(context))
  }
}

extension Reply {
  fileprivate static func everything(_ context: CommandContext) -> String {
    let holdings =
      context.peopleHoldings + context.topicHoldings + context.sessionHoldings
      + context.minutesHoldings + context.slotPollHoldings + context.pollHoldings
      + context.surveyHoldings
      + context.breakoutHoldings
      + context.noticeHoldings + context.rotaHoldings + context.coffeeHoldings
      + context.feedbackHoldings + context.sharingHoldings + context.sparkHoldings
      + context.experienceHoldings + context.suggestionHoldings
      + context.voiceHoldings
      + context.tallyHoldings
      + context.traceHoldings
    let opening = "All that I keep about you in \(context.community.plan.name):"
    return ([opening] + holdings + [closing]).joined(separator: "\n")
  }

  private static var closing: String {
    "The chat service keeps your messages itself. `!forget me` erases what I keep."
  }
}

extension CommandContext {
  private var member: MemberID { author.id }

  /// A list of at most a hundred things under a heading; no line at all where there are none.
  func holding(_ heading: String, _ things: [String]) -> [String] {
    guard !things.isEmpty else { return [] }
    let more = things.count > 100 ? "; and \(things.count - 100) more" : ""
    return ["\(heading): \(things.prefix(100).joined(separator: "; "))\(more)."]
  }

  fileprivate var peopleHoldings: [String] {
    let roles = community.roles(of: member).sorted().map(\.rawValue)
    let mentions = community.people.members.values.filter {
      $0.id != member && $0.introduction?.contains(People.mention(member)) ?? false
    }
    return holding("Identity", ["`\(Prose.clean(member.text))`"])
      + holding("Name", [author.name]) + holding("Joined", [told(author.joinedAt)])
      + holding("Roles", roles) + holding("Interests", author.interests.map(shown))
      + holding("Introduction", author.introduction.map { ["“\(shown($0))”"] } ?? [])
      + holding("Time zone", author.zone.map { [$0] } ?? [])
      + holding("E-mail address", author.mail.map { ["`\($0)`"] } ?? [])
      + holding("Last test letter", author.mailTestedAt.map { [told($0)] } ?? [])
      + holding("Named in the introduction of", mentions.map(\.name))
  }

  fileprivate var topicHoldings: [String] {
    let all = community.topics.all
    let mention = People.mention(member)
    return holding(
      "Topics you proposed",
      all.filter { $0.proposer == member }.map {
        "\($0.id) “\(shown($0.text))” on \(told($0.at))"
      })
      + holding("Your votes", all.filter { $0.votes.contains(member) }.map(\.id.description))
      + holding("Topics you would lead", all.filter { $0.owner == member }.map(\.id.description))
      + holding(
        "Topics that name you", all.filter { $0.text.contains(mention) }.map(\.id.description))
  }

  fileprivate var sessionHoldings: [String] {
    let all = community.sessions.all
    let mention = People.mention(member)
    let answers = all.compactMap { session in
      session.attendance[member].map { answer in
        "\(session.id) \(answer.words)" + (answer.note.isEmpty ? "" : " “\(shown(answer.note))”")
          + " on \(told(answer.at))"
      }
    }
    let naming = all.filter { session in
      session.title.contains(mention)
        || session.attendance.answers.contains { $0.answer.note.contains(mention) }
        || session.hour.purpose?.contains(mention) ?? false
        || session.hour.prime?.text.contains(mention) ?? false
    }
    return holding("Sessions you planned", all.filter { $0.creator == member }.map(community.label))
      + holding("Sessions you run", all.filter { $0.facilitator == member }.map(community.label))
      + holding("Your answers to invitations", answers)
      + holding(
        "Sessions you were at",
        all.filter { $0.attendance.here.contains(member) }.map(\.id.description))
      + holding("Sessions whose title or answers name you", naming.map(\.id.description))
  }

  fileprivate var breakoutHoldings: [String] {
    let breakouts = community.breakouts
    let groups = breakouts.all.flatMap { id, breakout in
      (breakout.held + [breakout.running?.groups ?? []]).joined()
        .filter { $0.members.contains(member) }
        .map { group in "\(id) with \(group.members.count - 1) others" }
    }
    let apart = (breakouts.wishes[member] ?? []).map { name($0) }
    return holding("Groups you were in", groups)
      + holding("Whom you would rather be apart from", apart)
  }

  fileprivate var minutesHoldings: [String] {
    let minutes = community.minutes
    let mention = People.mention(member)
    let naming = minutes.entries.values.filter { $0.text.contains(mention) }.map(\.id.description)
    let reports = minutes.records.flatMap { session, record in
      record.reports.filter { $0.member == member || $0.text.contains(mention) }
        .map { "\(session) group \($0.group)" }
    }
    let summaries = minutes.records.filter { $0.value.summary?.contains(mention) ?? false }
    return holding(
      "What you wrote into minutes",
      minutes.entries.values.filter { $0.author == member }.map {
        "\($0.id) “\(shown($0.text))” on \(told($0.at))"
      })
      + holding(
        "Actions that are with you",
        minutes.entries.values.filter { $0.task?.owner == member }.map(\.id.description))
      + holding("Minutes that name you", naming + summaries.keys.map(\.description))
      + holding("Reports of groups by you or about you", reports)
  }

  fileprivate var slotPollHoldings: [String] {
    let polls = community.slotPolls
    let mention = People.mention(member)
    let answers = polls.all.compactMap { poll in
      poll.answers[member].map { answer in
        let can = answer.can.map(String.init) + answer.ifNeedBe.map { "\($0)?" }
        return
          "\(poll.id) \(can.isEmpty ? "none" : can.joined(separator: " ")) on \(told(answer.at))"
      }
    }
    let borne = polls.burdens.meetingsOutOfHours(of: member)
    return holding(
      "Polls about a time that you asked",
      polls.all.filter { $0.creator == member }.map { community.label(of: $0) })
      + holding("Your answers to polls about a time", answers)
      + holding(
        "Polls whose title names you",
        polls.all.filter { $0.title.contains(mention) }.map(\.id.description))
      + holding("Polled sessions you were at outside your hours", borne > 0 ? ["\(borne)"] : [])
  }

  fileprivate var noticeHoldings: [String] {
    let notices = community.notices
    let choice = notices[member]
    let series = community.series.all
    let answers = series.compactMap { series in
      series.answers[member].map { "\(series.id) \($0.choice.rawValue) on \(told($0.at))" }
    }
    let waiting = (notices.held[member] ?? []).map { "about \($0.session), \(told($0.until))" }
    let unanswered = notices.unanswered[member].map { ["\($0)"] } ?? []
    return holding(
      "Series you started", series.filter { $0.creator == member }.map(community.label))
      + holding("Your answers for all dates", answers)
      + holding("Reminders before sessions", choice.leads.map { [Notices.words($0)] } ?? [])
      + holding("Quiet hours", choice.quiet.map { [$0.description] } ?? [])
      + holding("Left alone until", choice.snoozedUntil.map { [told($0)] } ?? [])
      + holding(
        "What you asked to be told",
        notices.personal(of: member).map {
          "“\(shown($0.text))” \(told(notices.instant(of: $0)))"
        })
      + holding("Messages that wait for you", waiting)
      + holding("Questions in a row that you left unanswered", unanswered)
  }

  fileprivate var coffeeHoldings: [String] {
    let coffee = community.coffee
    guard let guest = coffee.guests[member] else { return coffeeMeetings }
    let until = guest.pausedUntil.map { ", pausing until \(told($0))" } ?? ""
    return holding("In for coffee since", [told(guest.since) + until]) + coffeeMeetings
  }

  private var coffeeMeetings: [String] {
    let coffee = community.coffee
    let table = coffee.table(of: member).flatMap { coffee.draw?.tables[$0].members } ?? []
    let met = coffee.history.pairSnapshot.compactMap { record -> String? in
      guard record.first == member || record.second == member else { return nil }
      let other = record.first == member ? record.second : record.first
      return name(other) + (record.times == 1 ? " once" : " \(record.times) times")
    }
    return holding("Drawn for coffee with", table.filter { $0 != member }.map(name))
      + holding("Met for coffee", met)
  }

  fileprivate var rotaHoldings: [String] {
    let rosters = community.rota.rosters.values
    let settled = community.rota.turns.keys.sorted().flatMap { session in
      (community.rota.turns[session] ?? [:]).compactMap { role, turn in
        if turn.holder == member { return "\(role) at \(session)" }
        if turn.standIn == member { return "asked to stand in as \(role) at \(session)" }
        if turn.companion == member { return "beside the \(role) at \(session)" }
        return turn.declined.contains(member) ? "not \(role) at \(session)" : nil
      }
    }
    let taken = community.rota.pastRoles.flatMap { role in
      community.rota.taken(by: member, as: role).map { "\(role) at \(SessionID($0))" }
    }
    let pairs = rosters.flatMap { roster in
      roster.mentors.filter { $0.key == member || $0.value == member }.map {
        "\(roster.role), \(name($0.key)) beside \(name($0.value))"
      }
    }
    return holding("You take turns as", rosters.filter { $0.members.contains(member) }.map(\.role))
      + holding("Turns ahead", settled) + holding("Turns you took", taken)
      + holding("Learning a role", pairs)
  }

  fileprivate var feedbackHoldings: [String] {
    let sessions = community.feedback.sessions
    let named = sessions.compactMap { session, about in
      about.named[member].map { answer in
        "\(session) \(answer.rating)/5"
          + (answer.text.isEmpty ? "" : " “\(shown(answer.text))”") + " on \(told(answer.at))"
      }
    }
    let anonymous = sessions.filter { $0.value.anonymous.contains(member) }.map(\.key.description)
    var lines = holding("Feedback with your name", named)
    lines += holding("Feedback without your name, only that you gave it", anonymous)
    lines += holding(
      "Asked last what a session was worth",
      community.feedback.askedAt[member].map { [told($0)] } ?? [])
    if !anonymous.isEmpty {
      lines.append("What you said there lies apart, and nobody can tell which answer is yours.")
    }
    return lines
  }

  fileprivate var sparkHoldings: [String] {
    let sparks = community.sparks
    let mention = People.mention(member)
    let all = sparks.questions
    let speaking = sparks.speakers.keys.sorted().filter { session in
      sparks.speakers[session]?.contains { $0.member == member || $0.title.contains(mention) }
        ?? false
    }
    return holding(
      "Questions you asked",
      all.filter { $0.asker == member }.map { "\($0.id) “\(shown($0.text))” on \(told($0.at))" })
      + holding(
        "Questions without your name, only that you asked them, on one day",
        sparks.anonymous.counts[member].map { ["\($0)"] } ?? [])
      + holding(
        "Questions you want to know too",
        all.filter { $0.votes.contains(member) }.map(\.id.description))
      + holding(
        "Answers you wrote down",
        all.filter { $0.answerer == member }.map { "\($0.id) “\(shown($0.answer ?? ""))”" })
      + holding(
        "Questions and answers that name you",
        all.filter { $0.text.contains(mention) || $0.answer?.contains(mention) ?? false }
          .map(\.id.description))
      + holding("Sessions at which you speak or are spoken of", speaking.map(\.description))
  }

  fileprivate var tallyHoldings: [String] {
    let heard = community.tallies.heard.compactMap { session, members in
      members[member].map { "\(session) \($0 == 1 ? "1 turn" : "\($0) turns")" }
    }
    let digests = community.digests
    let mail = digests.byMail[member].map { [$0 ? "by mail" : "not by mail"] } ?? []
    let declined = digests.declined.contains(member) ? ["not wanted"] : []
    let waiting = digests.waiting[member].map { ["waits until \(told($0.until))"] } ?? []
    return holding("Sessions at which you were heard", heard)
      + holding("Your digest", mail + declined + waiting)
  }

  fileprivate var voiceHoldings: [String] {
    let mention = People.mention(member)
    let floors = community.voices.floors
    let heard = floors.compactMap { session, floor -> String? in
      let words = floor.words[member, default: 0]
      let turns = floor.turns[member, default: 0]
      return words + turns == 0 ? nil : "\(session) \(words) words, \(turns) turns"
    }
    let hands = floors.compactMap { session, floor in
      floor.hands.first { $0.member == member }.map { hand in
        hand.note.isEmpty ? "\(session)" : "\(session) “\(shown(hand.note))”"
      }
    }
    let rounds = floors.filter { $0.value.round?.order.contains(member) ?? false }.keys
    let moods = floors.compactMap { session, floor in
      floor.temperature?.answers[member].map { "\(session) \($0.rawValue)" }
    }
    let watched = floors.filter { $0.value.watch?.member == member }.keys
    let naming = floors.filter { _, floor in
      floor.hands.contains { $0.note.contains(mention) }
        || floor.round?.question.contains(mention) ?? false
        || floor.temperature?.proposal.contains(mention) ?? false
    }.keys
    return holding("How much you said at the last sessions", heard)
      + holding("Your hand is up", hands)
      + holding("In a round at", rounds.map(\.description))
      + holding("Your answer to a proposal", moods)
      + holding("Sessions that I watch for you", watched.map(\.description))
      + holding("Questions and proposals that name you", naming.map(\.description))
  }

  fileprivate var traceHoldings: [String] {
    let changes = (community.history.changes[member] ?? []).map { shown($0.label) }
    let undone = community.history.undone[member].map { [shown($0.label)] } ?? []
    let deeds = community.audit.last(1000, about: member).map {
      "\(told($0.at)) \($0.by == member ? "you" : $0.by.map(name) ?? "a member"), \(shown($0.deed))"
    }
    let asked = community.dialogue.questions[member].map { question in
      question.options.map { "`\($0.answer)` for `\(Prose.clean($0.line))`" }
    }
    let late = community.catchUp.accounts.values.flatMap(\.asked).filter { $0.member == member }
    return holding("What you did last, so that you can undo it", changes)
      + holding("What you undid last", undone) + holding("Noted for coordinators", deeds)
      + holding("What I asked you", asked ?? [])
      + holding("What you asked while I was away", late.map { "`!\($0.command)`" })
  }
}

extension Attendance.Answer {
  /// Whether somebody comes: `yes with 2 guests`, `yes, waiting for a seat`, `no`.
  var words: String {
    var words = choice.rawValue
    if guests > 0 { words += " with \(guests) \(guests == 1 ? "guest" : "guests")" }
    return seat == .waiting ? words + ", waiting for a seat" : words
  }
}
