# 一次表决：问什么、怎样算通过、多少户参加、结果怎样；办事的人下一步做什么
motion-by = { $by }起草
scope-estate = 全小区表决
scope-building = { $building }表决
scope-stairwell = { $building }{ $stairwell }表决

motion-draft-lead = 还在起草，业主现在看不到。定下名册以后开始公示。
motion-roll-shown-lead = 名册正在公示。看看自己家的姓名和面积，有错就提。
motion-opens-in = { $at }开始投票
motion-notice-given = { $day }已经通知全体业主。
motion-withdrawn-lead = 这次表决已经撤回，收到的票不计数。
motion-permits = 表决通过不等于可以开工。还要办规划、消防、绿化这些手续。

motion-opens = 开始投票
motion-closes-label = 停止收票
motion-reading = 唱票
motion-reading-at = { $at }，{ $place }
motion-closes = { $at }截止。

motion-roll-frozen = 这次表决的名册
motion-base = 一共{ $heads }、{ $area }。一个人有几套房，算1户。
motion-sources = 面积来源：{ $list }。
motion-source = { $source }{ $n }套
motion-roll-on = { $day }定下的，这次的户数和面积从那天起不再变。
motion-see-roll = 看名册
motion-roll-sign-in = 业主登录以后，可以看名册。

motion-agree = 过线以后，还看同意够不够
motion-agree-rule = 参加的里面，户数和面积都要{ $share }同意。
motion-agree-example = 要是正好{ $n }户参加，至少{ $m }户同意才通过；面积也要够。
motion-law-lead = 依据：
motion-law-fixed = ，定名册那天已经固定。

motion-closed-lead = 停止收票了。{ $at }在{ $place }唱票，谁都可以去看。
motion-counted-lead = 已经唱票，结果还没公布。

decision-passed = 通过
decision-not-passed = 未通过
decision-no-quorum = 参加的不够，不算数
decision-mixed = 有的通过，有的没通过
decision-not-demonstrated = 数字不全，看不出结果

result-short = { $day }公布。{ $part }参加，{ $approve }同意。
result-short-day = { $day }公布。
result-rule = 要{ $quorum }参加，参加的里面要{ $approval }同意；户数和面积分开算，都要够。依据：{ $law }。
result-table = 各种票的户数和面积
result-then = 接下来
result-announced = { $day }公布了结果。
result-revocable = 业主觉得这个决定损害了自己的权益，可以请法院撤销。公布那天就知道的，最晚{ $until }提出。
result-paper = 打印公告
recount-same = 打开这一页时，又按固定下来的规则数了一遍，结果一样。
recount-differs = 打开这一页时，又数了一遍，和公布的不一样。请告诉居民委员会，并请人核对记录。

row-all = 全体业主
row-participating = 参加表决
row-invalid = 废票
row-silent-approve = 送到没交回，算到同意
row-silent-against = 送到没交回，算到反对
row-silent-abstain = 送到没交回，算到弃权
row-elected = { $name }（当选）
silent-both = 把送到没交回的算上，结果是“{ $with }”；不算，结果是“{ $without }”。
silent-below-floor = 送到没交回的没有算进去：多数那边自己还没达到当地要求的比例（{ $law }）。
silent-risk = 两种算法结果不同，容易起争议。
invalid-both = 废票要是换一种算法，结果会是“{ $other }”。
invalid-both-elected = 废票要是换一种算法，选出的会是：{ $names }。
choice-tied = 有几个并列，还没分出来。要再选一次。

item-number = 第{ $n }项，共{ $all }项
item-choose = { $of }个里面，最多选{ $n }个
item-how = 怎样算通过
item-passes = 户数和面积都要有{ $quorum }参加；参加的里面，户数和面积都要{ $approval }同意。
item-passes-later = 定名册的时候，按那时的法律定下来。

buildings-title = 各楼投了多少
buildings-caption = 各楼投了多少，按套数
buildings-line = 竖线是参加要过的线。这张表按套数，一个人有几套就算几套。
buildings-hidden = 不到{ $n }套的楼没有列出，免得看出是谁家。
turnout-by-unit = 一户一户看

objections-title = 异议和答复
objections-counts = 收到{ $n }条，答复了{ $answered }条。
objection-upheld = 采纳了。
objection-not-upheld = 没有采纳。
objection-waiting = 还没答复。
objection-answer = 答复
objection-uphold = 采纳，就这样答复
objection-decline = 不采纳，就这样答复
objection-roll = 名册哪里不对
objection-result = 对结果有什么异议
objection-hint = 写清哪一户、哪里不对、依据是什么。只有您和答复的人看得到。
objection-do = 提出异议
objection-before-redraft = 提出以后议案改过，这条说的是改之前的。
objection-waits-roll = 采纳了，名册还没有重新定。
objection-desk = 登记窗口收到的异议
objection-desk-lead = 有人拿着签了字的单子来，或者当面来说，替他记在这里。不在名册上的人也可以提。
objection-desk-closed = 现在不收异议：名册公示期间收对名册的，公布结果以后收对结果的。
objection-from = 提异议的人
objection-door = 哪一户
objection-door-hint = 比如3-2-501。不在名册上的，空着。
objection-phone-hint = 有同名的人时，靠电话分清是谁
objection-desk-hint = 照他说的、单子上写的写，不要概括。
objection-scan = 单子的扫描件
objection-scan-hint = 拍全、拍清楚。只有他本人和答复的人看得到。
objection-scan-see = 看单子的扫描件
objection-desk-do = 记下这条异议
objection-desk-answer = 记下以后和网上提的一样答复；答复了，会告诉他本人。
objection-desk-by = { $name }在窗口提的

work-seen = 只有办事的人看得到
work-next = 下一步
work-freeze-lead = 定下名册，就把今天的业主、户数、面积和适用的规则一起固定，并开始公示。
work-freeze = 定下名册
work-freeze-again = 重新定名册
work-redraft = 改议案
work-notice-days = 通知以后，至少要过{ $n }天（自然日）才能开始投票。现在定的是{ $opens }。
work-notice-told = 已经同时告知居民委员会
work-notice-silence = 通知里写明了不交票会怎样算
work-notice-silence-note = 没有写明，送到没交回的票就不能算进去。
work-notice = 发出通知
work-print-papers = 打印表决票
printings-lead = 一栋楼一栋楼地印。每印一次都记下谁印的、印了几张。
printings-over = 投票已经截止，不能再印。
printings-none = 还没有印过。
printings-one = { $at }，{ $by }印了{ $n }张
printings-do = 印{ $building }的{ $n }张票
printings-again = { $building }再印一次，共{ $n }张
work-papers = 录纸质票
work-proxies = 登记委托书
work-unsettled = 还有{ $n }张纸质票没录完，或者两遍录得不一样。录完才能数票。
work-count-later = 要等到{ $at }唱票，才能数票。
work-count = 数票
work-announce-lead = 公布以后谁都看得到，业主可以对结果提异议。
work-announce = 公布结果
work-withdraw-more = 这次不表决了
work-withdraw-lead = 撤回以后不能恢复，收到的票也不计数。要再表决，得从头起草。
work-withdraw = 撤回表决

motion-rules-link = 这次表决按哪些规则
rules-title = 这次表决按哪些规则
rules-lead = 规则在定名册那天一起固定。以后法律改了，这次还按下面这些。
rules-own = 本小区自己定的
rules-not-frozen = 名册还没定下，规则也还没固定。
work-canvass = 上门送票
work-platform = 导入官方平台的结果
work-box-first = 有纸质票。先当众开箱，定下唱票、计票、监票的人，再数票。
