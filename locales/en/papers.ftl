# Paper ballots and papers
papers-title = Paper ballots
papers-lead = Each ballot carries the code of its unit: typed once on receipt, and read by two people each for themselves.
papers-seen-by = Seen by those who take and read ballots
papers-done = { $door } is done. On to the next.
papers-no-such-code = There is no such code. Check it against the paper.
papers-code = Code on the ballot
papers-code-hint = Eight letters and digits; spaces and case do not matter
papers-look-up = Look it up
papers-other = Another ballot
papers-receive-lead = Record that it was received. It may be read now or after voting closes.
papers-receive = Take it in
papers-read-lead = Choose what is marked on the paper; do not ask how somebody else read it.
papers-read = Record this reading
papers-keys = By keyboard: a digit marks that line, 0 goes to the next question, Enter records.
papers-scan = Photograph this ballot (optional)
papers-scan-kept =
    { $n ->
        [one] { $n } picture is kept; keep another
       *[other] { $n } pictures are kept; keep another
    }
papers-scan-file = Picture or scan
papers-scan-hint = All of it, and sharp. Only those who read and recount ballots see it; it is kept as long as the paper.
papers-scan-keep = Keep
papers-scan-alt = Picture of this paper ballot
papers-scan-see = See the scan
papers-settle-lead = Two people read it differently. Look at the paper itself; what you choose counts.
papers-settle = Settle it
papers-second-phone = This owner voted on the phone at { $at }. The first counts; this one is kept aside and not counted.
papers-second-paper = This owner handed in another paper at { $at }. The first counts; this one is kept aside and not counted.
papers-valid = valid
papers-validity = Is this answer valid
papers-readings = The two readings
papers-first = First
papers-second = Second
papers-state-unread = not read
papers-state-once = read once
papers-state-once-you = read by you; waits for somebody else
papers-state-differs = read two ways
papers-waiting = Waiting to be read
papers-counts = { $waiting } waiting, { $read } done
col-state = State
papers-aside = Kept aside
papers-aside-lead = Another ballot of the same owner came first; these are kept and not counted. So are papers whose number is void.
papers-aside-void = { $door }, received { $at }, its number void
papers-void = This is an old paper and its number is void: a new one was given out { $at }, because “{ $why }”.
papers-void-lead = An old paper is taken in too and kept, not counted, so that the figures of the box close.
papers-void-receive = Take it in and keep it aside, not counted
papers-void-kept = This old paper was taken in { $at } and kept aside; it is not counted.
papers-void-alone = No ballot of this home counts yet. Tell the owner: hand in the new paper, or vote by phone, before voting closes.
papers-void-alone-late = No ballot of this home counts. The old paper is kept as it is; an owner who objects may do so by it once the result is announced.
papers-aside-one = { $door }, received { $at }
papers-why-no-vote = This unit has no vote here.
papers-why-set-aside = This ballot is kept aside and not counted.
papers-why-settled = This ballot was read twice alike; it is done.
papers-why-read-by-you = You have read this one; it waits for somebody else.
papers-why-needs-settling = Two readings differ; a community worker or the committee’s chair must take the third look.
papers-why-too-late = Voting is closed and this ballot was not received in time.

slip-weight = { $area }, 1 owner (head)
slip-weight-several = { $area }. This owner has { $n } units and counts as one head; one ballot is enough
slip-choose = { $text } (choose up to { $n })
slip-how-1 = Tick one box for each question. Too many ticks make that answer invalid.
slip-how-2 = Abstaining counts as taking part.
slip-until = Hand it in at the residents’ committee by { $at }, or give it to the canvassers. Not needed if you voted on the phone.
slip-how-4 = Keep the receipt. With its code you can see that the ballot was received and counted.

paper-assembly = Owners’ assembly of { $name }
paper-committee = Owners’ committee of { $name }
paper-title = Result of the vote: { $title }
paper-how = { $name } voted from { $from } to { $to }. The ballots were read out at { $reading }, { $place }, with this result.
paper-question = The question: { $text }
paper-area = Exclusive area (m²)
paper-note = Shares of taking part are of those entitled; the others are of those who took part. Invalid ballots do not take part.
paper-note-invalid-in = Shares of taking part are of those entitled; the others are of those who took part. Under the rules here invalid ballots take part.
paper-part-heads = Part, heads
paper-part-area = Part, area
paper-yes-heads = For, heads
paper-yes-area = For, area
paper-result = Result: { $result }.{" "}
paper-grounds = { $law }.
paper-elected = Elected: { $names }.
paper-revoke =
    { $n ->
        [one] An owner whose lawful rights the decision infringes may ask the court within { $n } year of learning of it to revoke it.
       *[other] An owner whose lawful rights the decision infringes may ask the court within { $n } years of learning of it to revoke it.
    }
paper-check = Whoever doubts the count may check it with a receipt number at the residents’ committee, or by scanning the code.
paper-read-by = Read by
paper-counted-by = Counted by
paper-witness = Witness
