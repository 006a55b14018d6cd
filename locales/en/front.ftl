# The first page; the page of the first start that opens the sub-district
front-title = Estates
front-empty = No estate yet. They are listed here once the sub-district has opened them.
front-districts = Sub-districts
front-demo = Example sign-ins
front-demo-lead = Choose a capacity, look around and try things.
front-demo-place = Place
front-demo-role = Capacity
front-demo-enter = Go in
front-demo-about-not-voted = Has not voted yet
front-demo-about-voted = Has voted
front-demo-about-first-clerk = Enters papers first
front-demo-about-second-clerk = Enters papers second
front-demo-about-third-clerk = Looks a third time where the two differ
front-demo-about-helps = helps a neighbour
front-demo-about-helped = has a helper

setup-title = Open a sub-district
setup-lead = This page works once: enter the sub-district and open the first administrator’s account.
setup-name = Name of the sub-district
setup-name-hint = For example: 槐荫街道办事处
setup-place = Where it lies
setup-place-hint = From province to district, with slashes and without 省 or 市, for example 浙江/杭州/西湖. It decides which local rules apply.
setup-administrator = Your name
setup-administrator-hint = You are the first administrator
setup-do = Open it
