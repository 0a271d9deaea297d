package import ChatEndpoint
package import CommunityCore
package import Journaling
package import Logging
package import Primitives

/// The bot itself: decides, keeps, and only then speaks, one step after another on one thread.
package final class Bot {
  /// How a bot is set up.
  package struct Plan {
    /// The chat service.
    package let profile: Profile
    /// Rooms to read where the profile reads rooms one by one and finds none itself.
    package let rooms: [RoomID]
    /// Where a first start begins to read.
    package let start: Start
    /// What the operator has settled about the communities.
    package let charter: Charter
    /// How long the journal becomes, in bytes, before a snapshot is worth its time.
    package let leastJournalBytes: Int
    /// How much one member, and all in one room together, can ask.
    package var budgets: FloodGuard.Budgets
    /// How mail is sent.
    package var mail: MailPlan

    /// Sets a bot up.
    package init(
      profile: Profile, rooms: [RoomID] = [], start: Start = .newest, charter: Charter,
      leastJournalBytes: Int = 3 << 20, budgets: FloodGuard.Budgets = .init(),
      mail: MailPlan = .none
    ) {
      self.profile = profile
      self.rooms = rooms
      self.start = start
      self.charter = charter
      self.leastJournalBytes = leastJournalBytes
      self.budgets = budgets
      self.mail = mail
    }

    /// The same plan with the key for the names of calendar files; without calendars where it is nil.
    func with(calendarKey key: String?) -> Self {
      var charter = charter
      charter.calendars = key.flatMap { charter.calendars?.keyed($0) }
      return Self(
        profile: profile, rooms: rooms, start: start, charter: charter,
        leastJournalBytes: leastJournalBytes, budgets: budgets, mail: mail)
    }

    /// The same plan with another profile.
    package func with(_ profile: Profile) -> Self {
      Self(
        profile: profile, rooms: rooms, start: start, charter: charter,
        leastJournalBytes: leastJournalBytes, budgets: budgets, mail: mail)
    }
  }

  /// What is under way with the service.
  enum Exchange {
    case setup(SetupExchange)
    case poll(PollExchange)
    case send(SendExchange, Outbox.Ticket)
  }

  /// How many things are said at the same time.
  static let mostInFlight = 32
  /// How much may wait to be said before reading stops until it is less.
  static let mostWaiting = 5000
  /// The longest time without looking at the clock, in milliseconds.
  static let longestSleep = 5000

  let plan: Plan
  let transport: any Transport
  let mailer: (any MailTransport)?
  let surroundings: any Surroundings
  let archive: Archive
  var log: QuietLog

  var endpoint: Endpoint
  let capabilities: Capabilities
  /// What the communities know.
  package internal(set) var commons: Commons
  var ledger: Ledger
  var outbox = Outbox()
  /// The letters that are not sent yet.
  var mail = MailQueue()
  /// Who sends them on, with the password that was read last; nil where they become files.
  var mailServer: MailServer?
  /// What is to be kept next; part of it may have waited there since the last time.
  var draft = Record()
  /// Whether the draft must not wait for the next batch, and by when it is kept at the latest.
  var mustKeep = false
  var keepBy: Span?
  /// The anonymous answers that belong to the draft.
  var ballots: [Ballot] = []
  /// The version of the endpoint's notes that is kept.
  var keptNotes = 0
  /// Whether something is still to be wiped from the disk, and when to try, by uptime.
  var mustWipe = false
  var wipeAt = Span(milliseconds: 0)

  var exchanges: [Int: Exchange] = [:]
  var isSetUp = false
  var isSettingUp = false
  var inFlight: [InFlight] = []
  var gates = Gates()
  var reading: ReadingProgress
  var loops = LoopBreaker()
  var floods: FloodGuard
  var chance: Randomness
  /// The calendar files.
  var calendars: CalendarShelf
  /// The files of minutes.
  var minutes: MinutesShelf
  /// The documents that coordinators asked for.
  let documents: DocumentShelf
  /// When a job is due; nil when that has to be asked again.
  var knownDue: Instant??
  /// When the disk is looked at again, after it was full.
  var recoverAt = Span(milliseconds: 0)
  /// Whether nothing is read because it could not be kept that it was.
  var isHalted = false
  /// How often reading brought all there was, or nothing, while all could be kept: what a watchdog looks at.
  package internal(set) var beats = 0
  var lastClock: (now: Instant, uptime: Span)
  /// What was said last: the ids that the service gave to it, and its keys while our own id is unknown.
  var ownKeys = SeenWindow()

  /// Takes the state folder, reads it, and does nothing else yet.
  ///
  /// Without a `mailer` letters become files, whatever the plan says.
  package init(
    _ plan: Plan, storage: any Storage, transport: any Transport,
    mailer: (any MailTransport)? = nil, surroundings: any Surroundings, logger: Logger
  ) throws(BotError) {
    floods = FloodGuard(plan.budgets)
    self.transport = transport
    self.mailer = mailer
    mailServer = mailer == nil ? nil : plan.mail.server
    self.surroundings = surroundings
    log = QuietLog(logger)
    lastClock = (surroundings.now, surroundings.uptime)
    chance = Randomness(seed: surroundings.drawSeed())
    try Archive.take(storage)
    let plan = Self.keyed(plan, storage, surroundings, log)
    self.plan = plan
    let (archive, reading) = try Archive.open(
      storage, into: Commons(plan.charter), leastJournalBytes: plan.leastJournalBytes)
    self.archive = archive
    calendars = CalendarShelf(storage)
    if plan.charter.calendars != nil { calendars.noteChange(at: lastClock.uptime) }
    minutes = MinutesShelf(storage)
    documents = DocumentShelf(storage)
    if reading.commons.communities.contains(where: { $0.minutes.isKept }) {
      minutes.noteForgetting(at: lastClock.uptime)
    }
    commons = reading.commons
    ledger = reading.ledger
    self.reading = ReadingProgress(from: ledger.cursor, at: lastClock.uptime)
    endpoint = Endpoint(
      profile: plan.profile, memory: reading.ledger.notes, rooms: plan.rooms)
    capabilities = endpoint.capabilities
    // An earlier life may have said any of it, except what it certainly never tried.
    for entry in reading.outbox {
      let doubt = Outbox.Doubt(since: lastClock.uptime, polls: 0)
      outbox.append(entry, entry.triedAt == nil ? nil : doubt)
    }
    for entry in reading.mail { mail.append(entry) }
    restoreEmbargoes()
    forgetRetried(reading)
  }

  /// Runs until it is asked to end; throws what makes it end otherwise.
  package func run() throws(BotError) {
    try begin()
    while !surroundings.isStopping { try step() }
    try end()
  }

  /// Notes the start in the journal and does what an earlier life left undone.
  package func begin() throws(BotError) {
    if !ledger.erasing.isEmpty { try wipe() }
    draft.isStart = true
    if ledger.seed == 0 {
      draft.seed = surroundings.drawSeed() | 1
      try keepDraft()
    } else {
      try keepRest()
    }
    // The first few starts in a row are free; after that something is wrong that hurry won't mend.
    let idleStarts = ledger.idleStarts - 3
    if idleStarts > 0 {
      let wait = Span.seconds(Int64(min(idleStarts, 5)))
      gates.embargo(.poll, until: surroundings.uptime + wait)
      gates.embargo(.send, until: surroundings.uptime + wait)
      setupFrom = surroundings.uptime + wait
      log.warn("many starts in a row without any work", ["starts": "\(ledger.idleStarts + 1)"])
    }
  }

  /// When the setup may begin, by uptime.
  var setupFrom = Span(milliseconds: -1)
  /// When the token is looked at again, by uptime, while it is refused.
  var tokenLookAt = Span(milliseconds: -1)

  /// Takes one step: begins what may begin, waits for something to happen, and works it off.
  package func step() throws(BotError) {
    log.uptime = surroundings.uptime
    if inFlight.isEmpty, outbox.hasReady { try sayAtOnce() }
    noticeClock()
    if archive.isFull, surroundings.uptime >= recoverAt { try recover() }
    think()
    try runJobs()
    if mustKeep || keepBy.map({ surroundings.uptime >= $0 }) ?? false { try keepRest() }
    if mustWipe, surroundings.uptime >= wipeAt { try wipe() }
    if archive.wantsSnapshot { try writeSnapshot() }
    writeCalendars()
    writeMinutes()
    beginSetup()
    try beginSends()
    try beginPoll()
    try sendMail()
    for result in transport.wait(milliseconds: millisecondsToWait()) { try take(result) }
    takeMailed()
  }

  /// Spends some milliseconds on what takes longer to decide, so that others never wait for it.
  private func think() {
    guard commons.isThinking else { return }
    commons.think()
    knownDue = nil
  }

  /// Lets what was just kept go out before anything else is looked at, because somebody waits for it.
  ///
  /// In a burst, where something is always on its way, it would only be one round more.
  private func sayAtOnce() throws(BotError) {
    try beginSends()
    guard !inFlight.isEmpty else { return }
    for result in transport.wait(milliseconds: 0) { try take(result) }
  }

  /// Whether all is read, kept and said, and nothing is owed yet.
  package var isIdle: Bool {
    isSetUp && reading.isCaughtUp && (reading.isHeld || !reading.isUnderWay) && outbox.count == 0
      && mail.isEmpty && keepBy == nil && !mustKeep && !mustWipe && calendars.dueAt == nil
      && minutes.dueAt == nil
      && nextDue.map { $0 > surroundings.now } ?? true
  }

  /// The number of the newest record that was kept.
  package var recordNumber: Int { archive.lastNumber }

  /// Whether everything that is true in memory is true on the disk as well.
  package var isKept: Bool { draft.facts.isEmpty }

  /// Finishes what is under way if that is quick, and notes the end in the journal.
  package func end() throws(BotError) {
    for (number, exchange) in exchanges {
      if case .send = exchange { continue }
      transport.cancel(ExchangeID(number))
      exchanges[number] = nil
    }
    let latest = surroundings.uptime + .seconds(1)
    while !inFlight.isEmpty || mail.sending != nil, surroundings.uptime < latest {
      for result in transport.wait(milliseconds: 100) { try take(result) }
      takeMailed()
    }
    for number in exchanges.keys { transport.cancel(ExchangeID(number)) }
    exchanges = [:]
    if let sending = mail.sending { mailer?.cancel(sending.id) }
    draft.isEnd = true
    draft.untried = outbox.entries.filter { $0.triedAt == nil && $0.number > 0 }.map(\.number)
    try keepRest()
    if archive.isSnapshotCheap { try writeSnapshot() }
  }

  /// Hands a result to what it belongs to.
  private func take(_ result: ExchangeResult) throws(BotError) {
    guard let exchange = exchanges.removeValue(forKey: result.id.number) else { return }
    let now = surroundings.now
    switch exchange {
    case .setup(var exchange):
      endpoint.proceed(&exchange, with: result.outcome, now: now)
      advance(exchange)
    case .poll(var exchange):
      endpoint.proceed(&exchange, with: result.outcome, now: now)
      try advance(exchange)
    case .send(var exchange, let ticket):
      endpoint.proceed(&exchange, with: result.outcome, now: now)
      try advance(exchange, ticket)
    }
  }

  /// How long nothing has to be done unless something happens.
  private func millisecondsToWait() -> Int {
    // What is thought about is thought about as soon as everybody else was looked after.
    if commons.isThinking { return 0 }
    let uptime = surroundings.uptime
    var until = uptime + Span(milliseconds: Int64(Self.longestSleep))
    if let keepBy { until = min(until, keepBy) }
    if let opening = mail.opening {
      until = min(until, max(opening, uptime + Span(milliseconds: 50)))
    }
    if mustKeep, !mail.isEmpty { return 0 }
    if archive.isFull { until = min(until, max(recoverAt, uptime + Span(milliseconds: 50))) }
    for dueAt in [calendars.dueAt, minutes.dueAt] {
      if let dueAt { until = min(until, max(dueAt, uptime + .seconds(1))) }
    }
    if !isSettingUp, !isSetUp { until = min(until, max(setupFrom, gates.opening(for: .poll))) }
    if isSetUp {
      if !reading.isUnderWay, !isHalted, outbox.count < Self.mostWaiting {
        until = min(until, gates.opening(for: .poll))
      }
      if inFlight.count < mostInFlightNow, !leavesTryingToReading {
        let opening = gates.opening(for: .send)
        if outbox.hasReady { until = min(until, opening) }
        for (_, postponedUntil) in outbox.postponed {
          until = min(until, max(opening, postponedUntil, uptime + Span(milliseconds: 50)))
        }
      }
    }
    if let due = nextDue, let opening = jobsOpening {
      until = min(until, max(opening, uptime + (due - surroundings.now)))
    }
    return Int(
      max(0, min(until - uptime, Span(milliseconds: Int64(Self.longestSleep))).milliseconds))
  }

  /// Begins reading anew when the clock has jumped: the machine slept, and the poll may be dead.
  private func noticeClock() {
    let clock = (now: surroundings.now, uptime: surroundings.uptime)
    let jump = (clock.now - lastClock.now) - (clock.uptime - lastClock.uptime)
    lastClock = clock
    guard abs(jump.milliseconds) > 30_000 else { return }
    log.note("the clock has jumped", ["seconds": "\(jump.milliseconds / 1000)"])
    renewPoll()
  }

  /// The plan with the key for calendars that the folder holds; without calendars where it can't be had.
  private static func keyed(
    _ plan: Plan, _ storage: any Storage, _ surroundings: any Surroundings, _ log: QuietLog
  ) -> Plan {
    guard let calendars = plan.charter.calendars, calendars.key.isEmpty else { return plan }
    var log = log
    do throws(StorageError) {
      return plan.with(
        calendarKey: try CalendarKey.taken(from: storage, drawing: surroundings.drawSeed))
    } catch {
      log.warn("there is no key for the calendars, so none are written", ["error": "\(error)"])
      return plan.with(calendarKey: nil)
    }
  }

  /// Removes from the dead letters what somebody put into the outbox again and a crash left there too.
  private func forgetRetried(_ reading: StateReading) {
    do throws(StorageError) {
      try DeadLetters(archive.storage).removeRetried(
        reading.outbox.map(\.outgoing.key) + reading.mail.map(\.key))
    } catch {
      log.warn("dead letters that are said again could not be removed", ["error": "\(error)"])
    }
  }

  private func restoreEmbargoes() {
    for (kind, embargo) in ledger.embargoes {
      let rest = min(embargo.until - surroundings.now, embargo.span)
      if rest.milliseconds > 0 { gates.embargo(kind, until: surroundings.uptime + rest) }
    }
  }
}
