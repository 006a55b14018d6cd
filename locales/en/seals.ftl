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
seals-print-lead = The seal is kept by { $keeper }. Entries: { $n }.
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
seal-handed = { $at }: { $from } handed it to { $to }
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
