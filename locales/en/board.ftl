# The notice board
board-title = Notice board
board-today = Today is { $weekday }, { $day }.
board-none-voting = Nothing is being voted on.
board-voting-now =
    { $n ->
        [one] 1 vote is open.
       *[other] { $n } votes are open.
    }
board-shown-now =
    { $n ->
        [one] {" "}1 is open to objection.
       *[other] {" "}{ $n } are open to objection.
    }

board-quiet = Nothing to vote on now
board-quiet-then = When there is, it will stand here.
board-quiet-past = Earlier matters

board-shown = Open to objection
board-asked = Households are being asked
board-roll-shown = Voting opens { $opens }. If the roll is wrong, say so now.
board-counting = Waiting for the result
board-reading = Votes are read out { $at }, { $place }. Anyone may watch.
board-heard = Just heard
board-heard-line = { $homes } agree, { $share } of those asked. { $verdict }.
board-done = Just decided
board-earlier = Earlier

board-who = Whom to ask
board-speak = Something to say
board-speak-lead = A light is out, a pipe leaks, something should change: say it. You get a number to see how far it is.
board-speak-sign-in = Sign in as an owner or resident to say it. Without an account, ask a community worker to write it down.
board-checkable = This board can be checked
board-checkable-lead = Every record has a number and a checksum. Copy these two lines: a single word changed later will show.

go-vote = Vote
look-first = Read about it first
quorum-rule = Homes and area must both reach the line for the vote to count. Several homes of one owner count once.
quorum-rule-left = Homes and area must both reach the line for the vote to count; { $left }.
turnout-too-few = So few homes vote here that turnout is not shown yet; it would give away who voted.
board-heads = { $post } ({ $n })
board-head = { $part }: { $name }
