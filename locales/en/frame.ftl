# Words every page shares: sections, the line under the place, names of people and records, heads of several tables
nav-board = Notice board
nav-matters = Matters
nav-home = My home
nav-desk = Desk
nav-law = Rules
nav-powers = Who may do what
nav-proof = How to check

place-line = Yihe
place-line-demo = Yihe · example
site-name = Yihe
site-line = Estates managed in common
site-line-demo = Estates managed in common · example
demo-note = People and organisations are invented.

viewer-you = My account
viewer-elsewhere = Signed in
actor-in-office = { $role } { $name }
erased = (erased)
unknown = (not found)
to-be-verified = to be verified

recording = Recording…

col-unit = Home
col-building = Building
col-use = Use
col-owners = Owners
col-area-exclusive = Exclusive-unit area
col-heads = Homes
col-area = Area
col-share = Share
col-voted = Voted / all
col-rule = Rule
col-value = What it says
col-article = Where it is written
col-place = Where it holds
col-sure = How sure
col-pack = Checksum of the rule pack
col-act = What
col-may = May they
col-level = Where

say-comma = {", "}
say-or = {" or "}
say-and-more = { $shown } and others, { $n } in all
say-with-article = { $text } ({ $article })
say-unverified = { $article } (text not checked yet)
say-assumed = { $article } (not set out in law; a working default)
part-stairwell = { $building }, { $stairwell }
