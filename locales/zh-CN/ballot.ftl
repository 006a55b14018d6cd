# 投票：选，核对一遍，交
ballot-back = 回到这件事
ballot-lead = 表决票，共{ $n }件。{ $at }截止。
ballot-choose = 请选一个
ballot-choose-several = 最多选{ $n }个，可以少选
ballot-next = 下一步，核对一遍
ballot-not-sent = 还没有交。下一页看清楚再交。
ballot-secret = 您选了什么会封存。唱票后也只公布总数，不公布哪家选了什么。
ballot-paper-lead = 不想在手机上投？
ballot-paper = 纸质票一样算：到居委会领，或请人上门。

ballot-for-you = 您代表这一户投票
ballot-for-proxy = 您受委托，替这一户投票
ballot-weight = { $area }，算1户
ballot-units = 一共{ $n }套，面积加在一起，合起来算1户。
ballot-shared = 这是几个人共有的，合投一票。谁先交，就按谁的算。
ballot-not-my-home = 不是您家？到“我家”看看

ballot-missing = 这一项还没选
ballot-too-many = 选多了，最多选{ $n }个
ballot-unclear = 最多选{ $n }个；要么只选“以上都不选”，要么只选“弃权”

ballot-voted = 您的票已经收到，不用再投。
ballot-not-yours = 这次表决里没有等您投的票。可能名册上不是您，也可能已经委托了别人。
ballot-not-open = 还没开始投票。定的是{ $at }开始。
ballot-closed = { $at }已经停止收票。
ballot-received-at = { $at }收到。
ballot-my-units = 看我家的房子

mark-approve = 同意
mark-against = 反对
mark-abstain = 弃权
mark-abstain-note = 也算参加了表决
mark-none = 以上都不选

check-title = 核对一遍，再交
check-back = 返回改一改
check-matter = 这件事
check-for = 代表
check-stands = { $doors }，算1户、{ $area }
check-choice = 您选的是
check-fixed = 交了以后不能改。要是选错了，现在按“返回改一改”。
check-do = 交票
check-doing = 正在交…
