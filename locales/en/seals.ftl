# Register of the seal: who keeps it, asks for it, approves, seals
seals-title = Register of the seal
seals-line = Ask for the seal, approve, hand it over
seals-lead = One person keeps the seal. Every use is entered: what for, pages, copies, who approved, who sealed.
seals-none = The seal has not been used.
seals-no-committee = No member of the owners’ committee is in office, so the seal may not be used.
seals-keeper = Who keeps it
seals-no-keeper = No keeper is entered yet.
seals-rule = How many approve
seals-needed = { $n ->
    [one] One member approves
   *[other] { $n } members approve
}. Nobody approves what they asked for.
seals-print = Print the register
seals-print-lead = { $keepers }Entries: { $n }.
seals-print-keeper = { $seal }: kept by { $keeper }.{" "}
seals-print-note = Every entry stands in a record that cannot be changed; the dates are the record’s.
seal-number = Seal 〔{ $year }〕 No. { $n }
seal-is-asked = To be approved
seal-is-approved = To be sealed
seal-is-used = Sealed
seal-is-declined = Declined
seal-amount = { $pages } pages a copy, { $copies } copies
seal-told-asked = Asked for { $at }
seal-told-approved = Approved { $at }
seal-told-declined = Declined { $at }: { $why }
seal-told-used = Sealed { $at }
seal-approvals = Approved by { $n } of { $needed }.
seal-approve = Approve
seal-not-your-own = You asked for it; other members approve.
seal-use = It is sealed
seal-decline = Decline
seal-handed = { $seal }, { $at }: { $from } handed it to { $to }
seal-hand-over = Record a handover
seal-giver = Who gives it
seal-giver-hint = The first time, whoever witnessed it
seal-keeper = Who keeps it from now on
seal-note-hint = Such as: together with the rules for its use
seal-ask = Ask for the seal
seal-ask-lead = For one of the estate’s papers, start from that paper’s page. Here: for anything else, such as a contract.
seal-for = For which paper
seal-purpose = What for
seal-purpose-hint = What is sealed, and who gets it
seal-pages = Pages a copy
seal-asked-by = Asked by
seal-approved-by = Approved by
seal-used-by = Sealed by
seal-who = Who asked, approved, sealed

# Two seals
seal-of-committee = Seal of the owners’ committee
seal-of-assembly = Seal of the owners’ assembly
seal-for-committee = the committee’s own affairs, as the committee decides
seal-for-assembly = what the owners decided, or their rules of procedure say
seal-which = Which seal
seal-which-hint = Where the owners’ assembly has a seal, each has its own register
seal-ground = What the assembly’s seal is used by
seal-ground-hint = Nothing to choose for the committee’s seal
seal-ground-article = an article of the rules of procedure
seal-article = Which article of the rules of procedure
seal-article-hint = Where it is used by an article: its number, such as 12
seal-by-decision = by decision of the owners: { $title }
seal-by-article = by { $article }
seals-needed-assembly = The owners decided already; one member checks that the paper says so. Nobody approves what they asked for.

# Published
seal-lists-title = Uses of the seal
seal-lists-lead = What was sealed is published, period by period. Everybody can read it without signing in.
seal-lists-see = See what was sealed
seal-lists-none = Nothing was published yet. When a period is over, its list stands here.
seal-lists-earlier = Earlier ones
seal-list-when = How often
seal-list-every = { $n ->
    [one] Every month.
   *[other] Every { $n } months.
}
seal-list-next = This period ends on { $day }; its list is published after that.
seal-list-waits = What was sealed { $period } is not published yet.
seal-list-due = To be published
seal-list-number = List { $n }
seal-list-newest = The newest list
seal-list-due-lead = { $n ->
    [one] The seal was used once.
   *[other] The seal was used { $n } times.
} Publish it by { $until }. It cannot be changed after that.
seal-list-withhold = Does a purpose name a home or a person?
seal-list-withhold-lead = Of what you tick, only day, pages and copies are published; in place of the purpose stands “concerns a person, not published”.
seal-list-withheld = concerns a person, not published
seal-list-publish = Publish
seal-list-none = Nothing was sealed in this period.
seal-list-count = { $n ->
    [one] Sealed once
   *[other] Sealed { $n } times
}
seal-list-published = Published
seal-list-head = Record
seal-list-signs = Signed for the owners’ committee
seal-list-print = Print this list
seal-list-day = Sealed on
seal-list-amount = Pages, copies
seal-list-approved = Approved by
seal-list-posts = { $post } ({ $n })
seal-list-joint = {", "}
seal-list-print-lead = { $period }: the seal was used { $n ->
    [one] once
   *[other] { $n } times
}, as follows.
seal-list-print-note = Approvals are given by post. By: { $rule }. The list was drawn at the entry of the record named below and does not change.
