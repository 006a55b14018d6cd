# Families of words: as many as the program has
motion-status-draft = being drafted
motion-status-roll-shown = roll on show
motion-status-announced = notice given
motion-status-voting = voting
motion-status-closed = to be read out
motion-status-counted = to be announced
motion-status-published = result announced
motion-status-withdrawn = withdrawn

item-1 = Making or changing the assembly’s rules of procedure (Civil Code art. 278, item 1)
item-2 = Making or changing the management covenant (Civil Code art. 278, item 2)
item-3 = Electing the owners’ committee or replacing members (Civil Code art. 278, item 3)
item-4 = Hiring or dismissing the property service provider (Civil Code art. 278, item 4)
item-5 = Using the maintenance fund (Civil Code art. 278, item 5)
item-6 = Raising the maintenance fund (Civil Code art. 278, item 6)
item-7 = Altering or rebuilding the building and its facilities (Civil Code art. 278, item 7)
item-8 = Changing the use of a common part, or using it for business (Civil Code art. 278, item 8)
item-9 = Other major matters (Civil Code art. 278, item 9)

unit-kind-home = home
unit-kind-shop = shop
unit-kind-office = office
unit-kind-parking = parking space
unit-kind-garage = garage
unit-kind-storage = storage room
unit-kind-facility = service facility

tenure-sold = sold
tenure-unsold = unsold
tenure-undelivered = sold, not delivered
tenure-public-housing = public housing
tenure-work-unit-housing = work-unit housing

area-source-register = real-estate register
area-source-survey = survey
area-source-contract = sales contract

way-in-person = in person
way-post = by post
way-telephone = by telephone
way-sms = by text message
way-wechat = by WeChat
way-posted = posted

outcome-served = delivered
outcome-refused = refused
outcome-vacant = empty home
outcome-tenant = only a tenant
outcome-unreachable = not reached

ground-too-many-marks = too many marks
ground-blank = nothing marked
ground-unsigned = not signed
ground-wrong-person = signed by somebody who is neither owner nor mandated
ground-unreadable = unreadable

room-core = Core: Party-building leadership
room-government = Government: responsibility
room-market = Market: operation
room-social = Society: support
room-residents = Residents: participation
