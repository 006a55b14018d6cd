# Voting: choose, check, hand in
ballot-back = Back to the matter
ballot-lead =
    { $n ->
        [one] Ballot with 1 item.
       *[other] Ballot with { $n } items.
    } Closes { $at }.
ballot-choose = Choose one
ballot-choose-several = Choose up to { $n }; fewer is fine
ballot-next = Next: check it over
ballot-not-sent = Not handed in yet. The next page shows it once more.
ballot-secret = What you choose is sealed. After the count only totals are published, never what a home chose.
ballot-paper-lead = Rather not vote on a phone?
ballot-paper = Paper counts the same: fetch it at the residents’ committee, or ask for a visit.

ballot-for-you = You vote for this home
ballot-for-proxy = You hold a mandate to vote for this home
ballot-weight = { $area }, counts as 1 home
ballot-units =
    { $n ->
        [one] 1 unit; counts as 1 home.
       *[other] { $n } units; their areas add up, together they count as 1 home.
    }
ballot-shared = Several people own this together and share one ballot. The first one handed in counts.
ballot-not-my-home = Not your home? See “My home”

ballot-missing = Nothing is chosen here yet
ballot-too-many = Too many; choose at most { $n }
ballot-unclear = Choose at most { $n }; or only “None of these”, or only “Abstain”

ballot-voted = Your ballot has been received. There is nothing more to do.
ballot-not-yours = No ballot of yours is open in this vote. The roll may name somebody else, or a mandate may have been given.
ballot-not-open = Voting has not opened yet. It is set to open { $at }.
ballot-closed = Voting closed { $at }.
ballot-received-at = Received { $at }.
ballot-my-units = See my homes

mark-approve = For
mark-against = Against
mark-abstain = Abstain
mark-abstain-note = Counts as taking part
mark-none = None of these

check-title = Check it over, then hand it in
check-back = Go back and change it
check-matter = Matter
check-for = For
check-stands = { $doors }, counts as 1 home, { $area }
check-choice = You chose
check-fixed = Once handed in it cannot be changed. If it is wrong, choose “Go back and change it” now.
check-do = Hand in
check-doing = Handing in…
