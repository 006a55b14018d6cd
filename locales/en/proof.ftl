# Receipts, looking up a ballot, how to check
receipt-title = Ballot received
receipt-number = Receipt number
receipt-number-hint = Eight characters, for example 7K4M 92QD
receipt-proves = A receipt only proves that the ballot is in the record. It does not show what was chosen.
receipt-code = QR code of the receipt: opens the page that looks this ballot up
receipt-keep = Take a screenshot or copy the number. After the count, scan it to see that this ballot was counted.
receipt-next = What comes next
receipt-next-close = { $at }: voting closes.
receipt-next-reading = { $at }, { $place }: the votes are read out. Anyone may watch.
receipt-next-result-days =
    { $n ->
        [one] Within 1 day of the count
       *[other] Within { $n } days of the count
    } the result is on the notice board.
receipt-next-result = After the count the result is on the notice board.
receipt-to-board = Back to the notice board
receipt-file = Download the proof

receipt-look-up = Look up a ballot
receipt-look-up-lead = See whether a ballot is in the record and was counted. Who cast it and what was chosen cannot be found here.
receipt-found = This ballot is in the record.
receipt-at = Received
receipt-entry = Record
receipt-counted = Counted
receipt-counted-yes = Yes, it is in the count
receipt-counted-not-yet = Not counted yet
receipt-to-motion = See the vote
receipt-missed = No ballot has this number. Check it again: 0 and 1 in it are digits; there is no letter O, I or L.
receipt-do = Look it up

how-title = How to check
how-lead = You need not trust this site; you can check for yourself.
how-now = The record as it stands
how-entries = Entries
how-root = Checksum
how-key = Public signing key
how-stream = This estate’s number
how-ballot = Check your own ballot
how-ballot-1 = After handing in, copy the receipt number.
how-ballot-2 = After the count, look it up: the ballot is in the record and in the result.
how-ballot-3 = Still in doubt? Download the proof and have somebody run the checking program on it. It needs neither a network nor this site.
how-notice = Check that a notice was not changed
how-notice-1 = Find the record number and the checksum at the foot of the printed notice.
how-notice-2 = For the same record number everybody must have the same checksum. Compare with neighbours and with older notices.
how-limits = What this cannot show
how-limits-lead = Whoever runs the machine holds the signing key. This page alone cannot prove that the whole record was not rewritten. That is why the checksum is printed, posted and kept: the more people hold a copy, the less can be changed.
