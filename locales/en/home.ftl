# My home
home-title = My home
home-lead = { $name }: your homes, ballots and matters.
home-nothing-to-vote = No ballot is waiting for you.
home-units = My homes
home-no-units = The roll has no home in your name. If that is wrong, bring the property certificate to a community worker.
home-area = { $area } ({ $source })
home-representative = The co-owners chose { $name } to vote.
home-wrong = If something is wrong, bring the property certificate to a community worker.
home-receipts = My receipts
home-cast-phone = Voted by phone { $at }, { $doors }
home-cast-paper = Handed in on paper { $at }, { $doors }
home-matters = Matters I raised
home-no-matters = You have not raised a matter yet
home-no-matters-then = Once you have, this shows how far it is.
home-cast-platform = Cast on the official platform { $at }, { $doors }
home-cast-helped = Voted by phone { $at }, filled in with { $helper } and confirmed by you, { $doors }
