# 一户一户看：给上门的人
turnout-title = { $building }，一户一户看
turnout-seen = 只有任命的上门人员看得到
turnout-lead = 选一户，看上门情况。谁选了什么，这里看不到。
turnout-others = 各栋楼
turnout-to-win = 可争取{ $n }户
turnout-unit-state = { $state }，{ $area }
turnout-attempt = { $at }，{ $way }：{ $outcome }
turnout-way = 怎么送的
cell-outside = 这次不参加表决
turnout-at-door = 去门口记
