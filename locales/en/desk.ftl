# The desk: roll, import, people, slips, drafting, mandates, settings
desk-nothing = Nothing is waiting for you
desk-nothing-then = When something is, it stands here, the most urgent on top.
desk-first = Start here
desk-bare = Take the roll in first. Slips and votes rest on it.
desk-title =
    { $n ->
        [one] { $n } thing is waiting for you
       *[other] { $n } things are waiting for you
    }
desk-others = Waiting for others
desk-ways = Go to
desk-running = Votes under way
desk-roll = Owners’ roll
desk-roll-line = Look up a home, correct it, record new owners
desk-import = Import a roll
desk-import-line = Enter many homes from a spreadsheet: look first, undo later
desk-motion-new = Draft a vote
desk-motion-new-line = What is decided, by whom, and when
desk-people = People
desk-people-line = Who holds which post, who has an account
desk-slips = Invitation slips
desk-slips-line = Printed for owners; each opens one account
desk-settings = Settings
desk-settings-line = The estate, and what its own rules set
todo-complete-roll =
    { $n ->
        [one] { $n } home on the roll is to be verified
       *[other] { $n } homes on the roll are to be verified
    }
todo-freeze-roll = Freeze the roll and show it to the owners
todo-give-notice = Give notice of the vote
todo-answer-objections =
    { $n ->
        [one] { $n } objection waits for an answer
       *[other] { $n } objections wait for an answer
    }
todo-serve =
    { $n ->
        [one] { $n } home has not been served a ballot
       *[other] { $n } homes have not been served a ballot
    }
todo-win-voters = { $homes } and { $area } still missing for the quorum
todo-read-papers =
    { $n ->
        [one] { $n } paper ballot waits to be read
       *[other] { $n } paper ballots wait to be read
    }
todo-settle-papers =
    { $n ->
        [one] { $n } paper ballot was read two ways
       *[other] { $n } paper ballots were read two ways
    }
todo-renew-terms = { $n } terms of the owners’ committee end or have ended: hold the election
todo-count = Count the ballots
todo-post = Hang up in { $n } places: { $paper }
todo-post-again = Torn in { $n } places, hang again: { $paper }
todo-take-down = Photograph and take down in { $n } places: { $paper }
todo-announce = Announce the result
todo-seal-box = Seal the ballot box for tonight
todo-store-papers = Count the paper ballots and seal them for keeping
todo-file = File the decision with the street office
todo-step-documents =
    { $n ->
        [one] { $n } document has steps to go
       *[other] { $n } documents have steps to go
    }
todo-approve-seal =
    { $n ->
        [one] { $n } use of the seal waits for approval
       *[other] { $n } uses of the seal wait for approval
    }
todo-publish-seals = Publish what was sealed in the last period
todo-use-seal =
    { $n ->
        [one] { $n } approved use of the seal waits for its keeper
       *[other] { $n } approved uses of the seal wait for their keeper
    }
todo-ask-households =
    { $n ->
        [one] { $n } household of a consultation has not answered
       *[other] { $n } households of a consultation have not answered
    }
todo-conclude = A consultation is over: add it up

roll-lead =
    { $n ->
        [one] { $n } unit in { $buildings } buildings
       *[other] { $n } units in { $buildings } buildings
    }
roll-seen-by = Seen by community workers only
roll-new = Add a unit
roll-export = Download the roll
roll-none = The roll is still empty
roll-none-then = Import a spreadsheet, or add unit by unit.
roll-nothing-found = Nothing found. Try another spelling.
roll-found =
    { $n ->
        [one] { $n } unit found
       *[other] { $n } units found
    }
roll-building-option = { $building } ({ $n })
roll-all-buildings = All buildings
roll-show = Show
roll-show-all = All
roll-show-unknown = To be verified only
roll-search = Room or name
roll-find = Find
roll-file = { $name } roll { $day }.xlsx
col-tenure = Tenure
roll-field-storey = storey
roll-field-use = use
roll-field-register-area = registered area
roll-field-survey-area = surveyed area
roll-field-contract-area = contract area
roll-field-tenure = tenure
roll-field-owners = owners
roll-field-since = owner since
roll-field-occupiers = occupiers
roll-field-note = note
roll-field-contact = contact details

unit-new-lead = Enter one unit. Leave blank what is not known: it counts as to be verified until the roll is frozen.
unit-building-hint = For example 3, or A
unit-stairwell = Stairwell
unit-stairwell-hint = Leave blank where there is none
unit-room = Room
unit-room-hint = For example 501
unit-storey = Storey
unit-areas = Exclusive area
unit-areas-hint = Fill in every source there is. The register counts first, then the survey, then the contract.
unit-owners-hint = One person a line: name, last four of the document, telephone. For example: Wang Lan, 123X, 13800000000. The last two may be left out.
unit-since = Owner since
unit-occupiers = Occupiers who are not owners
unit-occupiers-hint = Tenants, family; one person a line
unit-note = Note
unit-note-hint = Seen only by those who keep the roll
unit-enter = Enter it
unit-struck = This unit was taken off the roll; earlier votes still name it.
unit-edit = Correct
unit-edit-lead = Correct what was entered wrongly; what is blank stays as it is. If the home changed hands, use “New owners”.
unit-save = Save the correction
unit-represents = Co-owner who votes for all
unit-former = Former owners
unit-former-until = until { $until }
unit-transfer = New owners
unit-transfer-lead = Sale, inheritance, gift or judgment: from the day given the new owners vote.
unit-new-owners = New owners
unit-new-tenure = Tenure from then on
unit-new-tenure-hint = A home the developer sold is “sold” once delivered, else “sold, not delivered”. Left unsold, its buyer would be one head with the developer.
unit-transfer-on = From which day
unit-basis = On what it rests
unit-basis-hint = Number of the certificate, judgment or deed
unit-transfer-do = Record it
unit-represent = One co-owner votes for all
unit-represent-lead = A home owned together has one vote. If one was named, that one casts it.
unit-represent-any = Nobody named: any of them may vote
unit-represent-do = Record it
unit-strike = Take off the roll
unit-strike-lead = Only if it was demolished or entered twice. The record of it stays for ever.
unit-strike-do = Take it off

import-lead = The sheet is read first and shown as what it would change; nothing is recorded until you say so.
import-step-1 = Download the empty sheet and fill it in. A sheet you already have works too, if its headings can be understood.
import-step-2 = Choose the file and have it read. Every cell that cannot be understood is listed.
import-step-3 = See what would be added and changed, then import. A wrong import can be taken back whole.
import-template = Download the empty sheet
import-template-file = owners-roll.xlsx
import-file = The roll
import-file-hint = XLSX, XLS, or CSV in UTF-8 or GB18030, up to 16 MB
import-read = Read it
import-reading = Reading…
import-before = Earlier imports
import-units-touched = Units
import-digest = Digest of the file
import-undo = Take it back
import-undone = taken back
import-undo-lead = Taking an import back restores what was there before. Where something rests on it, such as a frozen roll, it is refused and said why.
import-of = File: { $name }
import-findings =
    { $n ->
        [one] { $n } cell to mend
       *[other] { $n } cells to mend
    }
import-findings-lead = Nothing was imported. Mend the sheet and send it again.
import-findings-file = Download this list
import-findings-name = cells-to-mend.xlsx
import-findings-more =
    { $n ->
        [one] { $n } more in the file
       *[other] { $n } more in the file
    }
import-again = Send another file
import-preview = What this would change
import-rows = Units in the sheet
import-new = New
import-changed = Changed
import-unchanged = Unchanged
import-nothing = The sheet says what the roll says already; there is nothing to import.
import-do = Import this
import-do-note = An import is one act: all of it is recorded, or nothing.
import-area-unknown =
    { $n ->
        [one] { $n } unit has no area and counts as to be verified. It must be filled in before the roll is frozen.
       *[other] { $n } units have no area and count as to be verified. They must be filled in before the roll is frozen.
    }
import-owner-unknown =
    { $n ->
        [one] { $n } unit has no owner and counts as to be verified. It must be filled in before the roll is frozen.
       *[other] { $n } units have no owner and count as to be verified. They must be filled in before the roll is frozen.
    }
import-namesakes =
    { $n ->
        [one] { $n } name stands at several units with nothing to tell whether it is one person, and counts as several: { $names }. If it is one, add the last four of the document.
       *[other] { $n } names stand at several units with nothing to tell whether each is one person, and count as several: { $names }. If it is one, add the last four of the document.
    }
import-developers =
    { $n ->
        [one] { $n } home says unsold and has another owner than the other unsold homes: { $units }. If it was sold, write “sold” or “sold, not delivered”; else no roll can be frozen.
       *[other] { $n } homes say unsold and have other owners than the other unsold homes: { $units }. If they were sold, write “sold” or “sold, not delivered”; else no roll can be frozen.
    }
import-missing =
    { $n ->
        [one] { $n } unit on the roll is not in the sheet and stays as it is.
       *[other] { $n } units on the roll are not in the sheet and stay as they are.
    }
import-is-new = new
import-what = { $new } new, { $changed } changed
import-changes-more =
    { $n ->
        [one] and { $n } more unit
       *[other] and { $n } more units
    }
col-when = When
col-cell = Cell
col-wrong = What is wrong
col-cure = What to do
col-found = Found
col-change = Change

people-lead = Who holds which post until when, and who has an account. Owners and residents are what the roll says.
people-in-post = In post
people-no-posts = Nobody is in post yet. Enter a person, then appoint them.
people-all = Everybody
people-search = Name
people-none-found = Nobody of this name.
col-name = Name
col-capacity = Capacity
col-account = Account
col-units = Units
col-from = From
col-until = Until
account-open = open
account-slip = slip issued, good until { $until }
account-none = none
person-new = Enter a person
person-new-lead = Somebody who is not on the roll: staff, officials, canvassers.
person-phone = Telephone
person-id-tail = Last four of the document
person-id-tail-hint = Only the last four, to tell namesakes apart
person-kind = A person or an organisation
person-natural = A person
person-organisation = An organisation
person-enter = Enter
person-no-units = none
person-posts = Posts
person-no-posts = No posts
post-ended = ended early on { $day }
post-open = open-ended
post-end = End it
person-appoint = Appoint
person-appoint-lead = The capacity ends by itself on its last day.
person-until = Last day
person-part = Which building or stairwell
person-part-hint = Only for a stairwell head
person-part-none = the whole estate
person-appoint-do = Appoint
person-unlink = Part from the account
person-unlink-lead = If the telephone or password was lost: part the account, then issue a new slip.
person-slip = Print a slip
person-slip-lead = A slip opens one account, once.
person-hold = Legal hold
person-hold-lead = While a case or an inquiry runs, this person’s data may not be erased.
person-held = held until { $until }
person-hold-why = Ground
person-hold-do = Set the hold
person-erase = Erase personal data
person-erase-lead = Name, telephone and document are wiped for good; the record’s order and digests stay. This cannot be undone.
person-erase-do = Erase for good

slips-lead = One a person; it opens an account. The code stands on paper only and cannot be looked up.
slips-building = { $building } ({ $n } owners without)
slips-for = For whom
slips-for-new = Owners who have none yet
slips-for-all = All owners without an account
slips-for-all-note = Unused earlier slips stop working
slips-print = Print the slips
slips-once = The slips appear once: print them at once. They are good for { $days } days; a lost one is replaced by printing another.
invite-how = Scan with a phone, or open the address below and type this code; then choose a password. It works once.
invite-until = Good until { $until }. Paper ballots count just the same.
invite-scan = Scan to open the account

draft-lead = Say clearly what is decided. It can be changed until notice is given.
draft-no-matter = Every vote belongs to a matter. Raise a matter first.
draft-matter = Which matter
draft-matter-hint = From first word to last repair, all of it is kept under this matter
draft-title = Title
draft-title-hint = For example: keeping the property company
draft-scope = Who decides
draft-scope-hint = What concerns one building or stairwell only is decided by its owners
draft-kind = What kind it is
draft-kind-option = { $kind } ({ $share } of those taking part)
draft-question = Question
draft-question-hint = It is printed on the ballot like this
draft-text = What owners should know
draft-text-hint = What is done, what it costs, whose money, whom to ask
draft-options = Candidates or options
draft-options-hint = One a line. Blank means for, against or abstain. Of a candidate write the home after a comma, such as “Wang Lan, 3-2-501”, and the program knows who it is; the home is not printed on the ballot
draft-seats = How many are chosen
draft-seats-hint = Only with candidates or options
draft-more-items = Add a question
draft-fewer-items = Remove the last question
draft-times = When
draft-notice-days = Notice { $n } days ahead (calendar days): { $article }
draft-roll-days = The roll is shown { $n } days first (calendar days): { $article }
draft-closes-hint = A ballot received at or after this moment is late
draft-reading = When the ballots are read out
draft-reading-hint = Not before voting closes
draft-reading-place = Where they are read out
draft-reading-place-hint = For example: the residents’ committee, ground floor
draft-save = Save the draft
draft-next = Next the roll is frozen and shown to the owners.
draft-edit = Change the vote

proxies-title = Mandates
proxies-lead = An owner who cannot vote may give somebody a written mandate.
proxies-new = Record a mandate
proxies-door = Whose vote
proxies-door-hint = Building-stairwell-room, such as 3-2-501
proxies-holder = Who votes for them
proxies-phone-hint = To tell namesakes apart
proxies-mandate = What the mandate says
proxies-mandate-hint = What for, how to vote, its date, signed by the owner
proxies-do = Record the mandate
proxies-most =
    { $n ->
        [one] One person may hold { $n } mandate: { $article }
       *[other] One person may hold { $n } mandates: { $article }
    }
proxies-granted = Recorded mandates
proxies-none = None yet.
proxy-mine-title = Let somebody vote for you
proxy-mine-lead = Say whom and how. Until a ballot is in you may name somebody else, or end the mandate and vote yourself.
proxy-mine-none = You have no vote here to give.
proxy-mine-see = See my mandate
home-proxy-none = “{ $what }”: if you cannot vote yourself, you may let somebody do it in writing.
home-proxy-given = “{ $what }”: { $name } votes for you.
proxy-mine-other = Another home: { $doors }
proxy-mine-holds = On { $at } a mandate was given to { $name }; no ballot is in yet.
proxy-mine-end = End the mandate and vote myself
proxy-mine-end-note = Whoever gave a mandate may end it at any time (Civil Code, article 933). You can vote yourself at once.
proxy-mine-change = Name somebody else
proxy-mine-used = { $name } voted for you { $at }. The first ballot counts: it can be neither changed nor given to somebody else.
proxy-mine-voted = The ballot of this home was received { $at }. The first ballot counts; no mandate is needed.
proxy-mine-over = No mandate can be given now: notice has not been given yet, or voting is closed.
proxy-mine-lapsed = The mandate recorded earlier has lapsed: the home has another owner, or somebody else speaks for the owner. Record a new one if you want one.
proxy-state-stands = stands; not used yet
proxy-state-voted = ballot received
proxy-state-lapsed = lapsed: others are the owners now
proxy-state-ended = ended { $at }
proxy-state-ended-why = ended { $at }: { $why }
proxy-end-title = End a mandate
proxy-end-lead = For an owner who brings a signed paper that ends it. Once a ballot is in, it cannot be ended.
proxy-end-why = What shows it
proxy-end-why-hint = Date of the paper, who signed it, where it is kept
proxy-end-do = Record the end
proxy-mine-paper = For somebody from outside the estate, bring your signed mandate to the residents’ committee.

settings-name = Name of the estate
settings-place = Where it lies
settings-units = Units on the roll
settings-rules = What the estate may set
settings-rules-lead = What the law leaves to the estate, as its owners adopted it. Votes begun later go by it.
settings-open = not set
settings-charter-lead = These values stand in the rules of procedure and the covenant. To change one, enter a new version; it comes into force once the owners passed it.
settings-record = The record
settings-record-lead = It holds no names. Anybody can check with it that nothing was changed.
settings-record-do = Download the record
