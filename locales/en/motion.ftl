# A vote: what is asked, how it passes, how many took part, what it came to; and the next step for those whose work it is
motion-by = Drafted by { $by }
scope-estate = The whole estate votes
scope-building = { $building } votes
scope-stairwell = { $building }, { $stairwell } votes

motion-draft-lead = Still being drafted; owners cannot see it. It is shown once the roll is frozen.
motion-roll-shown-lead = The roll is on show. Check your own name and area, and say so if anything is wrong.
motion-opens-in = Voting opens { $at }
motion-notice-given = All owners were given notice { $day }.
motion-withdrawn-lead = This vote was withdrawn. Ballots already handed in are not counted.
motion-permits = A passed vote is not a permit. Planning, fire safety and green-space permits are still needed before work starts.

motion-opens = Voting opens
motion-closes-label = Voting closes
motion-reading = Votes are read out
motion-reading-at = { $at }, { $place }
motion-closes = Closes { $at }.

motion-roll-frozen = The roll for this vote
motion-base = { $heads } and { $area } in all. Several homes of one owner count once.
motion-sources = Areas read from: { $list }.
motion-source = { $source } { $n }
motion-roll-on = Frozen { $day }: homes and area for this vote have stood still since.
motion-see-roll = See the roll
motion-roll-sign-in = Owners can see the roll once signed in.

motion-agree = Past the line, enough must also agree
motion-agree-rule = Of those taking part, { $share } must be in favour, by homes and by area.
motion-agree-example =
    { $n ->
        [one] If exactly 1 home takes part
       *[other] If exactly { $n } homes take part
    }, at least { $m } must be in favour; area must suffice as well.
motion-law-lead = Basis:{" "}
motion-law-fixed = , fixed on the day the roll was frozen.

motion-closed-lead = Voting has closed. Votes are read out { $at }, { $place }. Anyone may watch.
motion-counted-lead = The votes have been read out. The result is not announced yet.

decision-passed = Passed
decision-not-passed = Not passed
decision-no-quorum = Too few took part; it does not count
decision-mixed = Some passed, some did not
decision-not-demonstrated = The figures do not show a result

result-short = Announced { $day }. { $part } took part, { $approve } in favour.
result-short-day = Announced { $day }.
result-rule = It takes { $quorum } to take part and { $approval } of those in favour, by homes and by area alike. Basis: { $law }.
result-table = Homes and area for each kind of ballot
result-then = What comes next
result-announced = The result was announced { $day }.
result-revocable = An owner whose rights this decision infringes may ask a court to revoke it. Who learned of it when it was announced has until { $until }.
result-paper = Print the announcement
recount-same = Counted again by the frozen rules as this page opened: the result is the same.
recount-differs = Counted again as this page opened: it differs from what was announced. Tell the residents’ committee, and have the record checked.

row-all = All owners
row-participating = Took part
row-invalid = Invalid
row-silent-approve = Served, not returned; counted for
row-silent-against = Served, not returned; counted against
row-silent-abstain = Served, not returned; counted as abstaining
row-elected = { $name } (elected)
silent-both = Counting ballots served and not returned, the result is “{ $with }”; without them it is “{ $without }”.
silent-below-floor = Ballots served and not returned were left out: the majority has not by itself reached the share local law asks for ({ $law }).
silent-risk = The two ways of counting differ; this may be disputed.
invalid-both = If invalid ballots were counted the other way, the result would be “{ $other }”.
invalid-both-elected = If invalid ballots were counted the other way, these would be chosen: { $names }.
choice-tied = Some are tied and nothing is settled between them. A further vote is needed.

item-number = Item { $n } of { $all }
item-choose = Choose at most { $n } of { $of }
item-how = How it passes
item-passes = It takes { $quorum } to take part, by homes and by area, and { $approval } of those in favour, by homes and by area.
item-passes-later = Set when the roll is frozen, by the law of that time.

buildings-title = Turnout by building
buildings-caption = Turnout by building, in homes
buildings-line = The upright line is the share that must take part. This table counts every home, also several of one owner.
buildings-hidden =
    { $n ->
        [one] Buildings with fewer than 1 home are left out
       *[other] Buildings with fewer than { $n } homes are left out
    }, so that nobody can be made out.
turnout-by-unit = Home by home

objections-title = Objections and answers
objections-counts = { $n } received, { $answered } answered.
objection-upheld = Upheld.
objection-not-upheld = Not upheld.
objection-waiting = Not answered yet.
objection-answer = Answer
objection-uphold = Uphold, with this answer
objection-decline = Decline, with this answer
objection-roll = What is wrong with the roll
objection-result = What you object to in the result
objection-hint = Say which home, what is wrong, and on what ground. Only you and those who answer can see it.
objection-do = Object
objection-before-redraft = The motion was changed since; this is about the wording before.
objection-waits-roll = Upheld; the roll has not been frozen anew yet.
objection-desk = Record an objection from the desk
objection-desk-lead = Somebody brings a signed sheet or says it in person: write it down here for them. Whoever is not on the roll may object too.
objection-desk-closed = No objections are taken now: to the roll while it is shown, to the result once it is announced.
objection-from = Who objects
objection-door = Which home
objection-door-hint = For example 3-2-501. Leave it empty for whoever is not on the roll.
objection-phone-hint = Tells people of one name apart
objection-desk-hint = As they say it or as the sheet has it, not summed up.
objection-scan = Scan of the sheet
objection-scan-hint = All of it, clear to read. Only the person and those who answer can see it.
objection-scan-see = See the scan of the sheet
objection-desk-do = Record this objection
objection-desk-answer = It is answered like one made online, and the answer is told to the person.
objection-desk-by = Made at the desk by { $name }

work-seen = Only those who work on it see this
work-next = Next step
work-freeze-lead = Freezing the roll fixes today’s owners, homes, area and the rules that apply, and puts the roll on show.
work-freeze = Freeze the roll
work-freeze-again = Freeze the roll again
work-redraft = Change the motion
work-notice-days =
    { $n ->
        [one] At least 1 natural day
       *[other] At least { $n } natural days
    } must lie between notice and the start of voting, now set for { $opens }.
work-notice-told = The residents’ committee has been told as well
work-notice-silence = The notice says what an unreturned ballot will mean
work-notice-silence-note = If it does not, ballots served and not returned cannot be counted.
work-notice = Give notice
work-print-papers = Print the ballots
printings-lead = One building at a time. Every printing is recorded: by whom, and how many.
printings-over = Voting is closed; no more ballots are printed.
printings-none = Not printed yet.
printings-one = { $at }: { $n } printed by { $by }
printings-do = Print the { $n } ballots of { $building }
printings-again = Print the { $n } ballots of { $building } again
work-papers = Enter paper ballots
work-proxies = Record a mandate
work-unsettled =
    { $n ->
        [one] 1 paper ballot is not entered twice alike. Enter it
       *[other] { $n } paper ballots are not entered twice alike. Enter them
    } before counting.
work-count-later = Counting has to wait for the reading, { $at }.
work-count = Count the votes
work-announce-lead = Once announced, everybody sees the result and owners may object to it.
work-announce = Announce the result
work-withdraw-more = Do not vote on this after all
work-withdraw-lead = A withdrawn vote cannot be brought back, and ballots already handed in are not counted. To vote later, draft it again.
work-withdraw = Withdraw the vote

motion-rules-link = The rules this vote goes by
rules-title = The rules this vote goes by
rules-lead = They were fixed together with the roll. If the law changes later, this vote still goes by what stands here.
rules-own = The estate’s own
rules-not-frozen = The roll is not frozen yet, nor are the rules.
work-canvass = Go from door to door
work-platform = Import the official platform’s result
work-box-first = There are paper ballots. Open the box before witnesses and name who counts first.
